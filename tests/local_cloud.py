"""The local cloud of the run, started as a user starts it, others of a test's own, and faults in it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from services.settings import ROOT, target
from tests.contract import broken_replies
from tests.network import departures, watched
from tests.target import WANTED

READY_SECONDS = 30.0
LOG_LINES = 40
_logs: set[Path] = set()


@dataclass(frozen=True)
class LocalCloud:
    """A running local cloud: its address, its owner's token, where its state is, and its process."""

    url: str
    token: str
    state_dir: Path
    process: subprocess.Popen[str]

    @property
    def credentials(self) -> Any:
        """Credentials that google's clients accept."""
        from google.oauth2.credentials import Credentials

        return Credentials(token=self.token)

    def storage(self) -> Any:
        """Return a new storage client."""
        from google.cloud import storage

        return storage.Client("launchpad-local", self.credentials, client_options={"api_endpoint": self.url})


def clean_environment() -> dict[str, str]:
    """Return the environment without anything of Google's or of the product's."""
    dropped = ("GOOGLE_", "LAUNCHPAD_", "STORAGE_EMULATOR_HOST", "CLOUDSDK_")
    return {name: value for name, value in os.environ.items() if not name.startswith(dropped)}


@contextmanager
def running_local_cloud(
    state_dir: Path, *options: str, environment: Mapping[str, str] | None = None
) -> Iterator[LocalCloud]:
    """Start `python -m services.local_cloud` on a free port and stop it by closing its input.

    As it stops, every reply that it gave is held to Google's contract.
    """
    assert not WANTED, "LAUNCHPAD_TARGET=cloud is set, and a test would start a local cloud"
    log = state_dir.with_name(state_dir.name + ".log")
    _logs.add(log)
    recording = state_dir.with_name(state_dir.name + ".replies")
    command = [sys.executable, "-m", "services.local_cloud", "--port", "0", "--until-stdin-closes"]
    command += ["--record", str(recording)]
    with log.open("a") as stderr:
        process = subprocess.Popen(
            [*command, "--state-dir", str(state_dir), *options],
            cwd=ROOT,
            env=clean_environment() | {"PYTHONFAULTHANDLER": "1"} | watched() | dict(environment or {}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )
    with process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line.startswith("local cloud ready on "), line or log.read_text()
            token = (state_dir / "token").read_text().strip()
            yield LocalCloud(line.split()[-1], token, state_dir, process)
        finally:
            stop(process)
    broken = broken_replies(recording)
    recording.unlink(missing_ok=True)
    assert broken == [], "the local cloud's replies break Google's contract"
    assert departures(log) == []


def stop(process: subprocess.Popen[str]) -> None:
    """Close a local cloud's input and see it end; kill it where it doesn't."""
    assert process.stdin is not None
    process.stdin.close()
    try:
        process.wait(READY_SECONDS)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        raise


@pytest.fixture(scope="session")
def local_cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCloud]:
    """The run's one local cloud; the environment leads the app's code and the SDK to it."""
    state_dir = tmp_path_factory.mktemp("local_cloud") / "state"
    with running_local_cloud(state_dir, "--faults") as cloud, pytest.MonkeyPatch.context() as environment:
        for name in os.environ.keys() - clean_environment().keys():
            environment.delenv(name)
        environment.setenv("LAUNCHPAD_TARGET", "local")
        environment.setenv("LAUNCHPAD_STATE_DIR", str(state_dir))
        environment.setenv("STORAGE_EMULATOR_HOST", cloud.url)
        target.cache_clear()
        yield cloud
    target.cache_clear()


@pytest.fixture(scope="session")
def start_local_cloud_in() -> Callable[..., AbstractContextManager[LocalCloud]]:
    """Start a local cloud of the test's own in a state directory, with options and more environment."""
    return running_local_cloud


@pytest.fixture
def start_local_cloud(tmp_path: Path) -> Callable[..., AbstractContextManager[LocalCloud]]:
    """Start a local cloud of the test's own; by default each call uses the same state directory."""

    def start(
        *options: str,
        state_dir: Path = tmp_path / "state",
        environment: Mapping[str, str] | None = None,
    ) -> AbstractContextManager[LocalCloud]:
        return running_local_cloud(state_dir, *options, environment=environment)

    return start


class Faults:
    """What is to go wrong at the run's local cloud: the next calls of methods of Google's."""

    def __init__(self, cloud: LocalCloud) -> None:
        self._cloud = cloud

    def plan(self, method: str, *instructions: str) -> None:
        """Let the next calls of a method, such as storage.objects.get, meet one instruction each."""
        self._send("POST", json={"method": method, "instructions": instructions})

    def pending(self, method: str) -> int:
        """Return how many instructions wait for calls of a method."""
        return len(self._send("GET").get(method, ()))

    def clear(self) -> None:
        """Let nothing go wrong any more."""
        self._send("DELETE")

    def _send(self, verb: str, **more: Any) -> Any:
        headers = {"authorization": f"Bearer {self._cloud.token}"}
        reply = requests.request(verb, f"{self._cloud.url}/faults", headers=headers, timeout=30, **more)
        reply.raise_for_status()
        return reply.json()


@pytest.fixture
def faults(local_cloud: LocalCloud) -> Iterator[Faults]:
    """Faults on demand, all of them forgotten when the test ends."""
    faults = Faults(local_cloud)
    yield faults
    faults.clear()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,  # noqa: ARG001 - pytest passes it by name
    call: pytest.CallInfo[None],  # noqa: ARG001 - pytest passes it by name
) -> Iterator[Any]:
    """Show the ends of the local clouds' logs below a test that failed."""
    report = yield
    if report.failed:
        for log in sorted(path for path in _logs if path.exists()):
            lines = log.read_text(errors="replace").splitlines()[-LOG_LINES:]
            if lines:
                report.sections.append((f"Local cloud of {log.stem}", "\n".join(lines)))
    return report
