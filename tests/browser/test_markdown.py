"""Strangers' names as a browser shows them: as they were written, and nothing to click."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

NAMES = ("kim@example.com", "www.example.com", "https://example.com/a", ":material/home:", "a -> b -- c")


def test_no_address_in_a_strangers_name_becomes_a_link(visit: Callable[..., Page]) -> None:
    rows = "".join(f"{','.join(f'{n * 7 % 13}.5' for _name in NAMES)},a\n" for n in range(40))
    page = visit("/data")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {
            "name": "www.example.com kim@example.com.csv",
            "mimeType": "text/csv",
            "buffer": f"{','.join(NAMES)},same@example.com\n{rows}".encode(),
        }
    )
    main = page.get_by_test_id("stMain")
    expect(main.get_by_text("40 rows").first).to_be_visible()
    page.get_by_role("button", name="Store the table", exact=True).click()
    main.locator("[class*=st-key-target_proposals_] button").first.click()
    train = main.locator(".st-key-train_link a").first
    expect(train).to_be_visible()
    expect(main.get_by_text("“same@example.com” is constant").first).to_be_attached()
    expect(page.locator("a[href*='example.com']")).to_have_count(0)
    train.click()
    expect(main.get_by_text("“same@example.com” is constant").first).to_be_attached()
    expect(page.locator("a[href*='example.com']")).to_have_count(0)
