"""A list that renews itself swallows no click and no letter, however often another process changes it."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import script_page
from tests.browser.conftest import SETTLED
from tests.polling import wait_until

pytestmark = pytest.mark.browser

# Each waits for its count, and 12 meet several renewals.
CLICKS = [12, pytest.param(40, marks=pytest.mark.soak)]
CHANGE_SECONDS = 0.45


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page whose list changes twice a second."""
    folder = tmp_path_factory.mktemp("renew")
    path = folder / "list"
    path.write_text("1 0")
    ended = threading.Event()
    changes = threading.Thread(target=_change, args=(path, ended))
    with script_page.served("renewing_page.py", folder, {"RENEWED_LIST": str(path)}) as served:
        changes.start()
        try:
            yield served
        finally:
            ended.set()
    changes.join()


@pytest.fixture
def changing(page: Page, address: str) -> Page:
    """That page in a tab."""
    page.goto(address)
    page.wait_for_selector(SETTLED)
    return page


def _change(path: Path, ended: threading.Event) -> None:
    newest = 1
    while not ended.wait(CHANGE_SECONDS):
        newest += 1
        temporary = path.with_suffix(".new")
        temporary.write_text(" ".join(map(str, range(newest, -1, -1))))
        temporary.replace(path)


@pytest.mark.parametrize("clicks", CLICKS)
def test_every_click_counts(changing: Page, clicks: int) -> None:
    before = _newest(changing)
    for click in range(clicks):
        changing.wait_for_timeout(37 * (click % 9))  # at any moment of a renewal
        changing.get_by_role("button", name="Press").click()
        expect(_shown(changing)).to_contain_text(re.compile(rf"pressed {click + 1}(?!\d)"))
    wait_until(lambda: _newest(changing) > before, 60)


def test_a_choice_from_an_open_list_counts(changing: Page) -> None:
    for place in (1, 3):
        before = _newest(changing)
        option, name = _open_option(changing, place)
        option.click()
        expect(_shown(changing)).to_contain_text(f"chosen {name.removeprefix('Run ')}")
        wait_until(lambda before=before: _newest(changing) > before, 60)


def test_letters_stay_while_one_types(changing: Page) -> None:
    box = changing.get_by_role("textbox", name="Name")
    box.press_sequentially("A name that takes a while", delay=90)
    expect(box).to_be_focused()
    expect(box).to_have_value("A name that takes a while")
    box.press("Enter")
    expect(_shown(changing)).to_contain_text("named A name that takes a while")


def _open_option(page: Page, place: int) -> tuple[Locator, str]:
    """Open the list until it outlasts a renewal that was on its way, which closes it.

    Return an option and its text, once the list has changed three times meanwhile.
    """
    options = page.get_by_role("option")
    for _ in range(10):
        page.get_by_role("combobox", name="Run").click()
        page.wait_for_timeout(500)
        names = options.all_inner_texts()
        page.wait_for_timeout(1500)
        if names and options.all_inner_texts() == names:
            return options.nth(place), names[place]
    raise AssertionError("Every renewal closes the list.")


def _shown(page: Page) -> Locator:
    return page.locator(".st-key-shown")


def _newest(page: Page) -> int:
    return int(_shown(page).inner_text().split()[-1])
