"""The main job in a real browser: a CSV becomes a live endpoint that answers, and goes again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from services.data.samples import samples

pytestmark = pytest.mark.browser

SLOW = 90_000
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"


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
    main(page).locator("[class*=st-key-target_proposals_] button").first.click()
    expect(main(page).locator(".st-key-train_link a").first).to_be_visible()
    page.wait_for_url("**/data?dataset=*")


def test_a_csv_becomes_an_endpoint_that_answers_and_goes_again(visit: Callable[..., Page]) -> None:
    page = visit("/data")
    upload(page)
    main(page).locator(".st-key-train_link a").first.click()
    main(page).locator(".st-key-launch button").click()
    # Another file's run may be shown until this one begins.
    expect(main(page).get_by_role("heading", name="tumours · ")).to_be_visible(timeout=SLOW)
    page.wait_for_selector(SETTLED)
    expect(main(page).locator(".st-key-run_succeeded")).to_be_visible(timeout=SLOW)
    expect(main(page).locator(".st-key-metrics")).to_be_visible()
    follow(page, "Deploy this model")
    main(page).locator(".st-key-deploy button").click()
    expect(main(page).locator("[class*=st-key-live_]")).to_be_visible(timeout=SLOW)
    main(page).locator("[class*=st-key-links_] a").first.click()
    main(page).locator(".st-key-predict button").click()
    expect(main(page).get_by_text("benign").first).to_be_visible()
    # The style sheet wins over Streamlit's own colours, which are too light to read.
    expect(main(page).locator(".token.number").first).to_have_css("color", "rgb(15, 111, 99)")
    link = page.url
    page.goto(link)
    expect(main(page).locator(".st-key-predict button")).to_be_visible()
    undeploy_and_delete(page)


def undeploy_and_delete(page: Page) -> None:
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Deploy", exact=True).click()
    main(page).locator("[class*=st-key-undeploy_] button").click()
    confirm = page.get_by_role("dialog").locator("[class*=_confirm] button")
    confirm.click()
    expect(main(page).locator("[class*=st-key-no_model_]")).to_be_visible(timeout=SLOW)
    main(page).locator("[class*=st-key-endpoint_] [class*=st-key-delete_] button").click()
    expect(confirm).to_be_disabled()
    dialog = page.get_by_role("dialog")
    dialog.locator("[class*=_name] input").fill(dialog.locator("code").inner_text())
    confirm.click()
    expect(main(page).locator(".st-key-no_endpoints")).to_be_visible()
