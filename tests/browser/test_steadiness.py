"""Nothing jumps on the way from a table to a prediction; a fix and its undoing keep the reader's place."""

import json
import re
import secrets
from collections.abc import Callable, Iterator, Sequence

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

SLOW = 90_000
SHIFT = 0.1
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
CITIES = ("Berlin", "berlin", "Rome", "Paris", "Oslo")
ROWS = "".join(
    f"{n * 7 % 13}.5,{'ab'[n % 3 == 0]},{CITIES[n * 11 % 5]},${n * 3 % 40}.00,row {n}\r\n" for n in range(120)
)
WATCH_SHIFTS = """() => {
    window.shifts = [];
    new PerformanceObserver((list) => {
        for (const { value, hadRecentInput, sources } of list.getEntries())
            if (!hadRecentInput)
                window.shifts.push([value, sources.map(({ node }) => node?.textContent?.slice(0, 60))]);
    }).observe({ type: "layout-shift" });
}"""
PHONE = {"viewport": {"width": 400, "height": 850}}
TABLET = {"viewport": {"width": 820, "height": 1180}}


def part(page: Page, key: str) -> Locator:
    return page.get_by_test_id("stMain").locator(f"[class*=st-key-{key}]").first


def place(page: Page) -> int:
    """Return how far the page is scrolled."""
    return int(page.get_by_test_id("stMain").evaluate("main => main.scrollTop"))


def is_at_end(page: Page) -> bool:
    end = "main => main.scrollTop + main.clientHeight >= main.scrollHeight - 1"
    return bool(page.get_by_test_id("stMain").evaluate(end))


class Steps:
    """The steps of the way, and what moved during each of them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        # A stored name would become its second version; the endpoint is named after it, too.
        self.name = f"homes {secrets.token_hex(4)}"
        self.moved: dict[str, list[tuple[float, list[str]]]] = {}

    def end(self, name: str) -> None:
        """Note what moved since the last step, once the page has come to rest."""
        self.page.wait_for_selector(SETTLED)
        self.page.wait_for_timeout(700)
        taken = "() => { const shifts = window.shifts; window.shifts = []; return shifts; }"
        self.moved[name] = self.page.evaluate(taken)

    def assert_steady(self, limit: float) -> None:
        totals = {name: sum(value for value, _nodes in shifts) for name, shifts in self.moved.items()}
        restless = {name: self.moved[name] for name, total in totals.items() if total >= limit}
        assert restless == {}, json.dumps(restless, indent=1, ensure_ascii=False)


def to_target(steps: Steps) -> Iterator[str]:
    page, name = steps.page, steps.name
    table = f"area,mood,city,price,{name}\r\n{ROWS}".encode()
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": f"{name}.csv", "mimeType": "text/csv", "buffer": table}
    )
    expect(part(page, "store_version")).to_be_visible()
    yield "preview"
    part(page, "store_table").locator("button").click()
    expect(part(page, "target_proposals_")).to_be_visible()
    yield "question"
    boxes = page.locator("[class*=st-key-target_]").filter(has=page.get_by_role("combobox"))
    boxes.first.scroll_into_view_if_needed()
    boxes.first.get_by_role("combobox").click()
    page.get_by_role("option", name="mood", exact=True).click()
    expect(part(page, "train_link")).to_be_visible()
    yield "target"


def to_undone_fix(steps: Steps) -> Iterator[str]:
    page = steps.page
    fix = part(page, "findings_warning_").locator("[class*=st-key-fix_] button").first
    fix.scroll_into_view_if_needed()
    yield "to the fix"
    before = place(page)
    fix.click()
    expect(part(page, "saved_")).to_contain_text("Saved:")
    yield "fix"
    assert place(page) == before or is_at_end(page)  # which may be earlier now
    undo = part(page, "undo_").locator("button")
    undo.scroll_into_view_if_needed()
    yield "to undo"
    before = place(page)
    undo.click()
    expect(undo).to_be_disabled()
    yield "undo"
    assert place(page) == before


def to_endpoint(steps: Steps) -> Iterator[str]:
    page = steps.page
    part(page, "train_link").locator("a:visible").first.click()
    expect(page.locator(".st-key-launch button")).to_be_visible()
    yield "train"
    page.locator(".st-key-launch button").click()
    expect(part(page, "run_stage")).to_be_visible(timeout=SLOW)
    yield "launch"
    expect(part(page, "run_succeeded")).to_be_visible(timeout=SLOW)
    yield "end of the run"
    page.get_by_test_id("stMain").get_by_role("link", name="Deploy this model").click()
    expect(page.locator(".st-key-deploy button")).to_be_visible()
    yield "deploy"
    page.locator(".st-key-deploy button").click()
    card = page.locator("[class*=st-key-endpoint_]").filter(has_text=steps.name).first
    expect(card.locator("[class*=st-key-live_]")).to_be_visible(timeout=SLOW)
    yield "live"


def _playground_link(steps: Steps) -> Locator:
    # The controls of several endpoints have names of their own.
    return steps.page.get_by_role("link", name=re.compile(f"Open in the playground: {steps.name}"))


def to_prediction(steps: Steps) -> Iterator[str]:
    page = steps.page
    _playground_link(steps).click()
    predict = page.locator(".st-key-predict button")
    expect(predict).to_be_visible()
    yield "playground"
    for name in ("prediction", "second prediction"):
        predict.click()
        expect(part(page, "prediction").get_by_text("mood").first).to_be_visible(timeout=SLOW)
        yield name


Stretch = Callable[[Steps], Iterator[str]]
SHORT_WAY: tuple[Stretch, ...] = (to_target, to_undone_fix)
WHOLE_WAY: tuple[Stretch, ...] = (*SHORT_WAY, to_endpoint, to_prediction)


# What moves over half a second after a press counts as a shift, so a busy machine has more of them.
@pytest.mark.parametrize(
    ("page", "limit", "stretches"),
    [
        pytest.param({}, 0.5, SHORT_WAY, id="short way, busy machine"),
        pytest.param({}, SHIFT, WHOLE_WAY, marks=pytest.mark.soak, id="quiet machine"),
        pytest.param(TABLET, SHIFT, WHOLE_WAY, marks=pytest.mark.soak, id="tablet"),
        pytest.param(PHONE, SHIFT, WHOLE_WAY, marks=pytest.mark.soak, id="phone"),
    ],
    indirect=["page"],
)
def test_nothing_jumps_from_the_table_to_its_prediction(
    visit: Callable[..., Page], limit: float, stretches: Sequence[Stretch]
) -> None:
    page = visit("/data")
    page.evaluate(WATCH_SHIFTS)
    steps = Steps(page)
    for stretch in stretches:
        for name in stretch(steps):
            steps.end(name)
    steps.assert_steady(limit)


@pytest.mark.parametrize(
    "page",
    [pytest.param(TABLET, id="tablet", marks=pytest.mark.soak), pytest.param(PHONE, id="phone")],
    indirect=True,
)
def test_the_sources_of_a_table_and_its_actions_are_in_line(visit: Callable[..., Page]) -> None:
    page = visit("/data")
    main = page.get_by_test_id("stMain")
    assert main.evaluate("main => main.scrollWidth <= main.clientWidth")
    uploader, samples = part(page, "dropzone"), part(page, "samples")
    expect(samples.get_by_role("button").first).to_be_visible()
    boxes = [part_.bounding_box() for part_ in (uploader, samples)]
    assert all(box and box["width"] > 300 for box in boxes)
