"""A large file's way in a real browser: dropped, sent in chunks, and read from the bucket."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_a_file_larger_than_a_chunk_arrives_and_is_shown(visit: Callable[..., Page], tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    rows = 700_000
    path.write_bytes(b"number,letter\r\n" + b"".join(b"%08d,abcdef\r\n" % row for row in range(rows)))
    page = visit("/data")
    page.get_by_role("button", name="A larger file, up to 2 GB").click()
    page.locator("input[accept*='.parquet']").last.set_input_files(path)
    expect(page.get_by_text("700,000 rows").first).to_be_visible(timeout=60_000)
    page.wait_for_url("**source=gs*")


def test_a_file_that_is_no_table_is_refused_in_the_zone(visit: Callable[..., Page], tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"PK")
    page = visit("/data")
    page.get_by_role("button", name="A larger file, up to 2 GB").click()
    page.locator("input[accept*='.parquet']").last.set_input_files(path)
    expect(page.get_by_text("is an Excel workbook").first).to_be_visible()
