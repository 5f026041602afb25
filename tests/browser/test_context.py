"""What one works with stays while one moves between pages, and each visit is one entry in the history."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from services.data.reading.read import read_csv
from services.settings import read_target
from services.vertex import endpoints
from services.vertex.endpoints import Deployment
from services.vertex.training import Run
from services.workflows import datasets, deployment, training
from tests.browser.conftest import App
from tests.polling import wait_until

pytestmark = pytest.mark.browser

SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
SECONDS = 60
SIZES = [{"viewport": {"width": width, "height": 900}} for width in (1440, 400)]
STEPS = ("Data", "Train", "Deploy", "Playground")
ROWS = "".join(f"{row * 7 % 17}.5,{row * 3 % 19}.25,{'ab'[row * 5 % 11 > 4]}\n" for row in range(120))
WIDE, PHONE = SIZES
sized = pytest.mark.parametrize(
    "page",
    [pytest.param(WIDE, id="wide"), pytest.param(PHONE, id="phone", marks=pytest.mark.soak)],
    indirect=True,
)


@pytest.fixture(scope="module")
def things(app: App, launch: Callable[..., Run]) -> Iterator[dict[str, str]]:
    """The parameters of a URL that names a dataset, its run, its model and its endpoint."""
    here = read_target({"LAUNCHPAD_STATE_DIR": str(app.state_dir)})
    datasets.store_table(here, "meadow", read_csv(f"length,width,sort\n{ROWS}".encode()), "sort")
    dataset = datasets.store_table(here, "orchard", read_csv(f"height,width,kind\n{ROWS}".encode()), "kind")
    run = training.wait(here, launch(here, dataset, "orchard"))
    assert run.state == "succeeded", run.error
    model = Deployment(f"{run.model_id}@{run.model_version}", "orchard · v1", "n1-standard-2")
    endpoint = deployment.wait(here, *deployment.deploy_to_new_endpoint(here, "orchard", model))
    yield {
        "dataset": dataset.id,
        "run": run.id,
        "model": run.model_id,
        "version": run.model_version,
        "endpoint": endpoint.id,
    }
    # Other tests share the app, and count its endpoints.
    deployment.wait(here, endpoint, endpoints.undeploy(here, endpoint, endpoint.deployed[0].id))
    endpoints.delete(here, endpoint)


def follow(page: Page, link: Callable[[Page], Locator]) -> None:
    """Press a link of the sidebar, which is opened on a phone."""
    button = page.get_by_test_id("stExpandSidebarButton")
    if button.count():
        button.click()
    link(page).click()


def navigate(page: Page, name: str) -> None:
    follow(page, lambda page: page.get_by_test_id("stSidebarNav").get_by_role("link", name=name, exact=True))


def arrive(page: Page, step: str, parameters: dict[str, str]) -> None:
    """Wait until a page stands there, and its URL names these things and no others."""
    wait_until(lambda: address(page).path == f"/{step.lower()}", SECONDS)
    heading = page.get_by_role("heading", level=1, name=re.compile(f"{step}$", re.IGNORECASE))
    expect(heading).to_be_attached()
    page.wait_for_selector(SETTLED)
    wait_until(lambda: named(page) == parameters, SECONDS)


def named(page: Page) -> dict[str, str]:
    return dict(parse_qsl(address(page).query))


def address(page: Page) -> SplitResult:
    return urlsplit(page.evaluate("location.href"))


def entries(page: Page) -> int:
    return int(page.evaluate("history.length"))


def listed(page: Page) -> list[str]:
    """Return the links of what one works with, as far as they are drawn."""
    links = page.locator(".st-key-working_with [data-testid=stPageLink]")
    return [link.inner_text() for link in links.all()]


@sized
def test_a_walk_by_the_navigation_keeps_what_one_works_with_in_one_entry_a_visit(visit, things):
    page = visit(f"/data?{urlencode({'dataset': things['dataset']})}")
    opened = [{"dataset": things["dataset"]}, {**things, "endpoint": ""}, things, things]
    opened = [{name: value for name, value in each.items() if value} for each in opened]
    arrive(page, "Data", opened[0])
    start = entries(page)
    for visits, (step, parameters) in enumerate(zip(STEPS[1:], opened[1:], strict=True), 1):
        navigate(page, step)
        arrive(page, step, parameters)
        assert entries(page) == start + visits
        expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    for step in reversed(STEPS[:-1]):
        page.go_back()
        arrive(page, step, things)
        assert entries(page) == start + 3
    expect(page.locator(".st-key-dataset_choice input")).to_have_value(re.compile("^orchard"))


@sized
@pytest.mark.parametrize(
    "step", [*(pytest.param(step, marks=pytest.mark.soak) for step in STEPS[:-1]), STEPS[-1]]
)
def test_a_deep_link_opens_with_what_it_names_and_shows_it_in_the_sidebar(visit, things, step):
    page = visit(f"/{step.lower()}?{urlencode(things)}")
    start = entries(page)
    arrive(page, step, things)
    button = page.get_by_test_id("stExpandSidebarButton")
    if button.count():
        button.click()
    wait_until(lambda: len(listed(page)) == 4, SECONDS)
    assert all("orchard" in text for text in listed(page))
    for name in ("Overview", *STEPS):
        link = page.get_by_test_id("stSidebarNav").get_by_role("link", name=name, exact=True)
        wait_until(lambda link=link: query(link) == things, SECONDS)
    assert entries(page) == start


def query(link: Locator) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(link.get_attribute("href") or "").query))


@pytest.mark.soak
@sized
def test_another_dataset_is_one_visit_and_back_returns_to_the_first(visit, things):
    page = visit(f"/data?{urlencode(things)}")
    arrive(page, "Data", things)
    start = entries(page)
    page.locator(".st-key-dataset_choice input").click()
    page.get_by_role("option").filter(has_text="meadow").first.click()
    wait_until(lambda: named(page)["dataset"] != things["dataset"], SECONDS)
    other = named(page)
    assert other == {**things, "dataset": other["dataset"]}
    page.wait_for_selector(SETTLED)
    assert entries(page) == start + 1
    navigate(page, "Train")
    arrive(page, "Train", other)
    assert entries(page) == start + 2
    page.go_back()
    arrive(page, "Data", other)
    page.go_back()
    arrive(page, "Data", things)
    assert entries(page) == start + 2


@pytest.mark.soak
@sized
def test_the_list_leads_to_the_page_of_each_thing(visit, things):
    page = visit(f"/deploy?{urlencode(things)}")
    arrive(page, "Deploy", things)
    start = entries(page)
    for visits, step in enumerate(("Train", "Data", "Playground"), 1):
        link = f".st-key-working_with a[href^='{step.lower()}']:visible"
        follow(page, lambda page, link=link: page.locator(link))
        arrive(page, step, things)
        assert entries(page) == start + visits
