"""The main job in a real browser: a CSV becomes a live endpoint that answers, and goes again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from services.data.samples import samples

pytestmark = pytest.mark.browser

SLOW = 90_000


def main(page: Page) -> Locator:
    return page.get_by_test_id("stMain")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page, name: str) -> None:
    main(page).get_by_role("link", name=name, exact=True).first.click()


def upload(page: Page) -> None:
    _name, content = samples.load("breast_cancer")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": "tumours.csv", "mimeType": "text/csv", "buffer": content}
    )
    expect(main(page).get_by_text("569 rows").first).to_be_visible()
    press(page, "Store the table")
    expect(main(page).get_by_text("What to predict")).to_be_visible()
    page.wait_for_url("**/data?dataset=*")


def test_a_csv_becomes_an_endpoint_that_answers_and_goes_again(visit: Callable[..., Page]) -> None:
    page = visit("/data")
    upload(page)
    follow(page, "Train a model on it")
    press(page, "Launch training")
    expect(main(page).get_by_text("Succeeded")).to_be_visible(timeout=SLOW)
    expect(main(page).get_by_text("vs. baseline").first).to_be_visible()
    follow(page, "Deploy this model")
    press(page, "Put it online (deploy)")
    expect(main(page).get_by_text("Live").first).to_be_visible(timeout=SLOW)
    follow(page, "Try it in the playground")
    main(page).get_by_role("button", name="Predict").click()
    expect(main(page).get_by_text("benign").first).to_be_visible()
    link = page.url
    page.goto(link)
    expect(main(page).get_by_text("Input row")).to_be_visible()
    take_offline(page)


def take_offline(page: Page) -> None:
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Deploy", exact=True).click()
    press(page, "Take offline")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("answers no predictions")).to_be_visible()
    dialog.get_by_role("button", name="Take offline").click()
    expect(main(page).get_by_text("No model is behind this endpoint")).to_be_visible(timeout=SLOW)
    page.get_by_test_id("stMain").get_by_role("button", name="Delete", exact=True).last.click()
    dialog.get_by_role("button", name="Delete").click()
    expect(main(page).get_by_text("Nothing is online")).to_be_visible()
