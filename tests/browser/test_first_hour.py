"""A table whose target is no default: the page asks, saves the choice by itself, and trains on it."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Locator, Page, expect

from services.data.recipe.recipe import Recipe
from services.settings import read_target
from services.vertex import objects, training
from tests.browser.conftest import App

pytestmark = pytest.mark.browser

SLOW = 90_000
SHIFT = 0.1
ROWS = "".join(f"{n * 7 % 13}.5,{'ab'[n % 3 == 0]},{'klm'[n % 7 % 3]},{n % 4}\r\n" for n in range(120))
WATCH_SHIFTS = """() => {
    window.shift = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
    }).observe({ type: "layout-shift" });
}"""


def part(page: Page, key: str) -> Locator:
    return page.get_by_test_id("stMain").locator(f"[class*=st-key-{key}]").first


def upload(page: Page) -> None:
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": "visits.csv", "mimeType": "text/csv", "buffer": f"x,mood,place,label\r\n{ROWS}".encode()}
    )
    expect(part(page, "store_version")).to_be_visible()
    page.evaluate("() => { window.shift = 0; }")
    part(page, "store_table").locator("button").click()


def choose_target(page: Page, option: str) -> None:
    boxes = page.locator("[class*=st-key-target_]").filter(has=page.get_by_role("combobox"))
    boxes.first.get_by_role("combobox").click()
    page.get_by_role("option", name=option, exact=True).click()


def assert_steady(page: Page, limit: float) -> None:
    """Require that little moved since the last call, and start to measure anew."""
    assert page.evaluate("() => { const shift = window.shift; window.shift = 0; return shift; }") < limit


# What moves over half a second after a press counts as a shift, so a busy machine has more of them.
@pytest.mark.parametrize(
    "limit", [1.0, pytest.param(SHIFT, marks=pytest.mark.soak)], ids=["busy machine", "quiet machine"]
)
def test_the_run_learns_what_was_chosen_though_nothing_was_saved_by_hand(
    app: App, visit: Callable[..., Page], limit: float
) -> None:
    page = visit("/data")
    page.evaluate(WATCH_SHIFTS)
    upload(page)
    expect(part(page, "target_proposals_")).to_be_visible()
    assert_steady(page, limit)
    expect(page.locator(".st-key-train_link")).to_have_count(0)
    choose_target(page, "place")
    expect(part(page, "train_link")).to_be_visible()
    assert_steady(page, limit)
    choose_target(page, "mood")
    expect(part(page, "saved_")).to_contain_text("mood")
    assert_steady(page, limit)
    part(page, "train_link").locator("a").first.click()
    launch = page.locator(".st-key-launch button")
    expect(launch).to_be_in_viewport()
    page.evaluate("() => { window.shift = 0; }")
    launch.click()
    # Another file's run may be shown until this one begins.
    expect(page.get_by_role("heading", name="visits · ")).to_be_visible(timeout=SLOW)
    expect(part(page, "run_succeeded")).to_be_visible(timeout=SLOW)
    expect(part(page, "run_succeeded")).to_be_in_viewport()
    assert_steady(page, limit)
    here = read_target({"LAUNCHPAD_STATE_DIR": str(app.state_dir)})
    run = training.get(here, parse_qs(urlparse(page.url).query)["run"][0])
    assert Recipe.from_json(objects.read(here, f"{run.output_uri}/recipe.json")).target == "mood"
