"""A double or triple click, quick or slow, makes one thing."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from services.settings import ROOT
from tests.browser.conftest import SETTLED
from tests.polling import wait_until

pytestmark = pytest.mark.browser

# Seconds, and ten minutes.
GESTURES = [12, pytest.param(600, marks=pytest.mark.soak)]


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """The file with a line for each thing that was made."""
    path = tmp_path / "made"
    path.touch()
    return path


@pytest.fixture
def creating(tmp_path: Path, made: Path, page: Page) -> Iterator[Page]:
    """A page with a form that makes things."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    script = ROOT / "tests" / "browser" / "creating_page.py"
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    with subprocess.Popen(
        [*command, "--server.headless", "true", "--browser.gatherUsageStats", "false"],
        cwd=tmp_path,
        env=os.environ | {"MADE_THINGS": str(made)},
        stdin=subprocess.DEVNULL,
    ) as server:
        try:
            wait_until(lambda: _is_healthy(port), 60)
            page.goto(f"http://127.0.0.1:{port}")
            page.wait_for_selector(SETTLED)
            yield page
        finally:
            page.goto("about:blank")  # a page without its server logs errors
            server.terminate()


def _is_healthy(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
            return True
    except OSError:
        return False


@pytest.mark.parametrize("gestures", GESTURES)
def test_each_gesture_makes_one_thing(creating: Page, made: Path, gestures: int) -> None:
    button = creating.get_by_role("button", name="Make")
    for gesture in range(gestures):
        expect(button).to_be_enabled()
        box = button.bounding_box()
        assert box is not None
        for click in range(2 + gesture % 2):
            if click:
                creating.wait_for_timeout(gesture * 37 % 300)
            creating.mouse.click(box["x"] + 9, box["y"] + 9)
        expect(creating.locator(".st-key-shown")).to_have_text(f"made {gesture + 1}")
        expect(button).to_be_enabled()
        assert len(set(made.read_text().split())) == len(made.read_text().split()) == gesture + 1
