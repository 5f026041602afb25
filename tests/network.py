"""A test fails if a look-up or a connection of its process goes anywhere but this machine."""

import os
import sys
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from tests.target import WANTED

FOLDER = Path(__file__).with_name("outside")
_spec = spec_from_file_location("outside", FOLDER / "sitecustomize.py")
assert _spec is not None
assert _spec.loader is not None
_outside = module_from_spec(_spec)
_spec.loader.exec_module(_outside)
# Google's logging client as it is, with which the local cloud is tested, asks for this machine's metadata.
METADATA = "socket.getaddrinfo metadata.google.internal"
_departures: list[str] = []


def watched() -> dict[str, str]:
    """Return the environment in which a Python process reports what leaves the machine, in its log."""
    return {"PYTHONPATH": str(FOLDER)}


def departures(log: Path) -> list[str]:
    """Return what left the machine, by a process's log."""
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    return [line for line in lines if line.startswith(_outside.PHRASE)]


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith("socket.") and (text := _outside.departure(event, arguments)):
        test = os.environ.get("PYTEST_CURRENT_TEST", "")
        if not (METADATA in text and test.startswith("tests/services/local_cloud/")):
            _departures.append(text)


if not WANTED:
    sys.addaudithook(_watch)


@pytest.fixture(autouse=True)
def nothing_leaves_the_machine() -> Iterator[None]:
    """Fail a test during which this process looked up a name or connected elsewhere."""
    _departures.clear()
    yield
    if _departures:
        pytest.fail(_departures[0], pytrace=False)
