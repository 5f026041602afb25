"""A large file's way where something breaks: it goes on where it stopped, or says why it can't."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser

PATH = "**/api/uploads"
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
ROWS = 30_600
FIRST = 256 * 1024
CHUNK = 8 * 1024**2
CELL = b"a" * 989  # few rows, since the upload is tested, not the profile
THIRD = FIRST + 2 * CHUNK  # where the third whole chunk begins


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A table of five chunks, the first of them small."""
    path = tmp_path / "large.csv"
    path.write_bytes(b"number,letter\r\n" + b"".join(b"%08d,%s\r\n" % (row, CELL) for row in range(ROWS)))
    return path


class Line:
    """The way of the chunks: after `free` of them `broken` decides; `offsets` are those that were sent."""

    def __init__(self, page: Page, broken: Callable[[Route], None], free: int = 3) -> None:
        self.offsets: list[int] = []
        self._broken, self._free = broken, free
        self.page = page
        page.route(PATH, self._pass)

    def _pass(self, route: Route) -> None:
        if route.request.method != "PATCH":
            route.continue_()
            return
        self.offsets.append(int(route.request.headers["upload-offset"]))
        if len(self.offsets) <= self._free:
            route.continue_()
        else:
            self._broken(route)

    def mend(self) -> None:
        """Let everything pass."""
        self._free = 1000


def hold(_route: Route) -> None:
    """Let a chunk neither arrive nor fail."""


def open_zone(page: Page) -> None:
    page.get_by_role("button", name="A larger file, up to 2 GB").click()


def choose(page: Page, file: Path) -> None:
    page.locator("div.zone + input[type=file]").set_input_files(file)


def has_arrived(page: Page) -> None:
    expect(page.get_by_text(f"{ROWS:,} rows").first).to_be_visible(timeout=60_000)
    expect(page).to_have_url(re.compile("source=gs"))


def begin_and_pause(visit: Callable[..., Page], file: Path) -> tuple[Page, Line]:
    page = visit("/data")
    line = Line(page, hold)
    open_zone(page)
    choose(page, file)
    expect(page.get_by_text("16 of 29 MB")).to_be_visible()
    page.get_by_role("button", name="Pause").click()
    return page, line


def test_a_paused_upload_goes_on_where_it_stopped(visit: Callable[..., Page], file: Path) -> None:
    page, line = begin_and_pause(visit, file)
    expect(page.get_by_text("Paused at")).to_be_visible()
    line.mend()
    page.get_by_role("button", name="Resume").click()
    has_arrived(page)
    # A chunk that takes long on a busy machine is sent again from its beginning.
    assert list(dict.fromkeys(line.offsets)) == [0, FIRST, FIRST + CHUNK, THIRD, THIRD + CHUNK]


@pytest.mark.soak
def test_a_lost_connection_is_told_and_tried_again(visit: Callable[..., Page], file: Path) -> None:
    page = visit("/data")
    line = Line(page, lambda route: route.abort("connectionreset"))
    open_zone(page)
    choose(page, file)
    expect(page.get_by_text("The connection was lost. Trying again…")).to_be_visible()
    line.mend()
    has_arrived(page)
    assert line.offsets[-2:] == [THIRD, THIRD + CHUNK]


@pytest.mark.soak
def test_pausing_while_the_connection_is_lost_sends_nothing_twice(
    visit: Callable[..., Page], file: Path
) -> None:
    page = visit("/data")
    line = Line(page, lambda route: route.abort("connectionreset"))
    open_zone(page)
    choose(page, file)
    expect(page.get_by_text("The connection was lost. Trying again…")).to_be_visible()
    page.get_by_role("button", name="Pause").click()
    line.mend()
    sent = len(line.offsets)
    page.get_by_role("button", name="Resume").click()
    has_arrived(page)
    assert line.offsets[sent:] == [THIRD, THIRD + CHUNK]


def test_after_a_reload_the_same_file_goes_on_where_it_stopped(
    visit: Callable[..., Page], file: Path
) -> None:
    page = visit("/data")
    line = Line(page, hold)
    open_zone(page)
    choose(page, file)
    expect(page.get_by_text("16 of 29 MB")).to_be_visible()
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    line.mend()
    page.wait_for_selector(SETTLED)
    open_zone(page)
    expect(page.get_by_text("16 of 29 MB of “large.csv” are uploaded.")).to_be_visible()
    sent = len(line.offsets)
    choose(page, file)
    has_arrived(page)
    assert line.offsets[sent:] == [THIRD, THIRD + CHUNK]


def test_a_dropped_file_arrives(visit: Callable[..., Page]) -> None:
    page = visit("/data")
    open_zone(page)
    carried = page.evaluate_handle(
        "() => { const carried = new DataTransfer();"
        "carried.items.add(new File(['a,b\\n1,2\\n3,4\\n5,6\\n'], 'dropped.csv')); return carried; }"
    )
    zone = page.get_by_role("button", name="Drop a file here")  # it has that name once it listens
    expect(zone).to_be_visible()
    zone.dispatch_event("dragover", {"dataTransfer": carried})
    zone.dispatch_event("drop", {"dataTransfer": carried})
    expect(page.get_by_text("3 rows").first).to_be_visible()
    expect(page).to_have_url(re.compile("dropped.csv"))


def test_an_upload_that_the_app_does_not_know_is_told_of(visit: Callable[..., Page]) -> None:
    page = visit("/data")
    page.evaluate(
        "() => sessionStorage.setItem('launchpad-upload', JSON.stringify("
        "{fingerprint: 'x', token: 'A'.repeat(43), name: 'old.csv', size: 9000000}))"
    )
    open_zone(page)
    expect(page.get_by_text("The upload of “old.csv” has expired.")).to_be_visible()


@pytest.mark.soak
def test_a_file_that_goes_while_it_is_sent_is_told_of(visit: Callable[..., Page], file: Path) -> None:
    page, line = begin_and_pause(visit, file)
    line.mend()
    file.write_bytes(b"another")
    page.get_by_role("button", name="Resume").click()
    expect(page.get_by_text("The file can't be read any more")).to_be_visible()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A tab that may log errors, as Chromium and Streamlit do as long as no app answers."""
    expect.set_options(timeout=30_000)
    page = browser.new_page(viewport={"width": 1440, "height": 1000})
    yield page
    page.close()


@pytest.mark.soak
def test_an_upload_goes_on_when_the_app_was_started_anew(
    start_app: Callable[..., Any], tab: Page, file: Path
) -> None:
    page = tab
    with start_app() as app:
        page.goto(f"{app.url}/data")
        page.wait_for_selector(SETTLED)
        line = Line(page, hold)
        open_zone(page)
        choose(page, file)
        expect(page.get_by_text("16 of 29 MB")).to_be_visible()
    line.mend()
    page.get_by_role("button", name="Pause").click()
    with start_app(port=int(app.url.rsplit(":", 1)[1])):
        page.get_by_role("button", name="Resume").click()
        has_arrived(page)
    assert line.offsets[-2:] == [THIRD, THIRD + CHUNK]
