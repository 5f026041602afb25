"""A double or triple click, quick or slow, makes one thing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import script_page
from tests.browser.conftest import SETTLED

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
    with script_page.served("creating_page.py", tmp_path, {"MADE_THINGS": str(made)}) as address:
        page.goto(address)
        page.wait_for_selector(SETTLED)
        yield page
        page.goto("about:blank")  # a page without its server logs errors


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
