"""A large file's way in a real browser: dropped, sent in chunks, and read from the bucket."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

ZONE = "div.zone + input[type=file]"


def test_a_file_larger_than_a_chunk_arrives_and_is_shown(visit: Callable[..., Page], tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    rows = 700_000
    path.write_bytes(b"number,letter\r\n" + b"".join(b"%08d,abcdef\r\n" % row for row in range(rows)))
    page = visit("/data")
    page.get_by_role("button", name="A larger file, up to 2 GB").click()
    page.locator(ZONE).set_input_files(path)
    expect(page.get_by_text("700,000 rows").first).to_be_visible(timeout=60_000)
    expect(page).to_have_url(re.compile("source=gs"))


def test_a_file_that_is_no_table_is_refused_in_the_zone(visit: Callable[..., Page], tmp_path: Path) -> None:
    path = tmp_path / "text.docx"
    path.write_bytes(b"PK\x03\x04" + bytes(10_000_000))
    page = visit("/data")
    page.get_by_role("button", name="A larger file, up to 2 GB").click()
    page.locator(ZONE).set_input_files(path)
    expect(page.get_by_text("is a Word document").first).to_be_visible()


@pytest.mark.parametrize(
    "megabytes", [96, pytest.param(1024, marks=pytest.mark.soak)], ids=["in short", "a gigabyte"]
)
def test_the_apps_memory_hardly_grows_while_a_file_arrives(
    visit: Callable[..., Page], app: Any, tmp_path: Path, megabytes: int
) -> None:
    path = tmp_path / "huge.csv"
    row = b"x" * 1023 + b"\n"
    with path.open("wb") as file:
        for _megabyte in range(megabytes):
            file.write(row * 1024)
    page = visit("/data")
    page.get_by_role("button", name="A larger file, up to 2 GB").click()
    before = resident(app.process_id)
    page.locator(ZONE).set_input_files(path)
    most = before
    deadline = time.monotonic() + 300
    while not page.evaluate("() => globalThis.__launchpadUpload.job?.state === 'arrived'"):
        assert time.monotonic() < deadline, "the file didn't arrive in time"
        most = max(most, resident(app.process_id))
    assert most - before < 100


def resident(process_id: int) -> float:
    """Return how many MB of memory a process holds."""
    status = Path(f"/proc/{process_id}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024
