"""The HTML report as it is read and printed: no row towers, nothing runs off the paper."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page

from services.data.export import html_report
from services.data.profile import profile
from services.data.reading.read import read_csv

pytestmark = pytest.mark.browser

ROW_PIXELS = 130


def page_of(columns: int) -> str:
    names = ",".join(f"measure number {place}" for place in range(columns))
    rows = "\n".join(",".join(f"{row * place * 1.0001:.5f}" for place in range(columns)) for row in range(30))
    table = profile(read_csv(f"{names}\n{rows}\n".encode()).table)
    return html_report.html("many measures", replace(table, rows=30))


@pytest.mark.parametrize(("width", "media"), [(1440, "screen"), (400, "screen"), (703, "print")])
def test_rows_stay_low_and_the_page_within_its_width(page: Page, width: int, media: str) -> None:
    page.set_viewport_size({"width": width, "height": 1000})
    page.emulate_media(media=media)  # type: ignore[arg-type]
    page.set_content(page_of(20))
    heights = page.locator("tbody tr").evaluate_all("rows => rows.map(row => row.offsetHeight)")
    assert len(heights) == 20
    assert max(heights) < ROW_PIXELS
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    if media == "print":  # paper doesn't scroll
        assert page.locator("table").evaluate("table => table.offsetWidth") <= width


def test_a_report_of_twenty_columns_is_printed_on_few_sheets(page: Page) -> None:
    page.set_content(page_of(20))
    sheets = page.pdf(format="A4").count(b"/Type /Page\n")
    assert 1 <= sheets <= 4
