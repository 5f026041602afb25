"""What is lost for everybody goes only after its name was typed, and a second reader sees what happened."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from services.data.reading.read import read_csv
from services.settings import Target, read_target
from services.vertex import datasets, deletions, endpoints
from services.vertex.datasets import Dataset
from services.vertex.endpoints import Deployment, Endpoint
from services.vertex.training import Run
from services.workflows import datasets as dataset_workflow
from services.workflows import deletion, deployment, training
from tests.browser.conftest import SETTLED, App

pytestmark = pytest.mark.browser

SLOW = 90_000
NAME = "Kept Rows"
ROWS = "".join(f"{n % 17},{'yes' if n % 17 > 8 else 'no'}\r\n" for n in range(120))


@dataclass(frozen=True)
class Project:
    """What the tests delete, in the local cloud of the shared app."""

    here: Target
    dataset: Dataset
    run: Run


@pytest.fixture(scope="module")
def shared(app: App) -> Target:
    """The local cloud of the shared app."""
    return read_target({"LAUNCHPAD_STATE_DIR": str(app.state_dir)})


@pytest.fixture(scope="module")
def project(shared: Target, launch: Callable[..., Run]) -> Project:
    """A dataset and a run that trained a model on it."""
    here = shared
    reading = read_csv(f"visits,bought\r\n{ROWS}".encode())
    dataset = dataset_workflow.store_table(here, NAME, reading, "bought")
    run = training.wait(here, launch(here, dataset, NAME, confirmed=["visits"]))
    assert run.state == "succeeded", run.error
    return Project(here, dataset, run)


@pytest.fixture
def endpoint(project: Project) -> Iterator[Endpoint]:
    """An endpoint that serves the model."""
    yield deploy(project, "Shop")
    # Other tests share the app, and count its endpoints.
    for left in endpoints.list_endpoints(project.here):
        if left.display_name == "Shop":
            for model in left.deployed:
                operation = endpoints.undeploy(project.here, left, model.id)
                deployment.wait(project.here, left, operation)
            endpoints.delete(project.here, left)


def deploy(project: Project, name: str) -> Endpoint:
    model = f"{project.run.model_id}@{project.run.model_version}"
    started = deployment.deploy_to_new_endpoint(
        project.here, name, Deployment(model, f"{NAME} · v1", "n1-standard-2")
    )
    return deployment.wait(project.here, *started)


@pytest.fixture
def colleague(browser: Browser, app_url: str) -> Iterator[Page]:
    """The tab of a second reader."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(app_url)
    page.wait_for_selector(SETTLED)
    yield page
    context.close()


def part(page: Page, key: str) -> Locator:
    return page.locator(f"[class*=st-key-{key}]").first


def test_a_dataset_goes_after_its_name_was_typed_with_the_keyboard_alone(
    shared: Target, visit: Callable[..., Page], colleague: Page, app_url: str
) -> None:
    reading = read_csv(f"visits,returned\r\n{ROWS}".encode())
    doomed = dataset_workflow.store_table(shared, "Doomed Rows", reading, "returned")
    colleague.goto(f"{app_url}/data?dataset={doomed.id}")
    chosen = part(colleague, "dataset_choice").get_by_role("combobox")
    expect(chosen).to_have_value(re.compile("Doomed Rows"))  # though the list may be older
    page = visit(f"/data?dataset={doomed.id}")
    button = page.locator(".st-key-delete button")
    button.focus()
    page.keyboard.press("Enter")
    field, confirm = page.locator(".st-key-delete_name input"), page.locator(".st-key-delete_confirm button")
    expect(field).to_be_focused()
    expect(confirm).to_be_disabled()
    page.keyboard.type("doomed rows")
    expect(part(page, "delete_name_hint")).to_contain_text("case")
    expect(confirm).to_be_disabled()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+a")
    page.keyboard.type("Doomed Row")
    expect(confirm).to_be_disabled()
    assert_is_there(shared, doomed)
    page.keyboard.type("s ")
    expect(confirm).to_be_enabled()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stToast").first).to_contain_text("Doomed Rows")
    assert doomed.id not in {dataset.id for dataset in datasets.list_datasets(shared)}
    warning = part(colleague, "dataset_missing")
    expect(warning).to_contain_text("Doomed Rows")
    expect(warning).to_contain_text("just now")


def assert_is_there(here: Target, dataset: Dataset) -> None:
    assert dataset.id in {listed.id for listed in datasets.list_datasets(here)}


@pytest.mark.soak
def test_a_pasted_name_is_accepted_and_escape_closes(
    project: Project, endpoint: Endpoint, visit: Callable[..., Page]
) -> None:
    operation = deletion.undeploy(project.here, endpoint, endpoint.deployed[0].id).thing
    deployment.wait(project.here, endpoint, operation)
    page = visit(f"/deploy?endpoint={endpoint.id}")
    button = page.locator(f".st-key-delete_{endpoint.id} button")
    button.click()
    field = page.locator(f".st-key-delete_{endpoint.id}_name input")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    button.click()
    field.fill("Shop")  # at once, as a paste
    confirm = page.locator(f".st-key-delete_{endpoint.id}_confirm button")
    expect(confirm).to_be_enabled()
    expect(confirm).to_have_css("background-color", "rgb(196, 36, 48)")
    confirm.click()
    expect(page.locator(f".st-key-endpoint_{endpoint.id}")).to_have_count(0)
    assert deletions.read(project.here, "endpoint", endpoint.id) is not None


@pytest.mark.soak
def test_a_row_stays_while_its_endpoint_is_offline(
    endpoint: Endpoint, visit: Callable[..., Page], colleague: Page, app_url: str
) -> None:
    page = visit(f"/playground?endpoint={endpoint.id}")
    field = page.locator("[class*=st-key-row_] input").first
    field.fill("7777")  # and not sent yet
    colleague.goto(f"{app_url}/deploy?endpoint={endpoint.id}")
    part(colleague, f"undeploy_{endpoint.id}_").locator("button").click()
    colleague.get_by_role("dialog").locator("[class*=_confirm] button").click()
    expect(part(colleague, f"no_model_{endpoint.id}")).to_be_visible(timeout=SLOW)
    notice = part(page, f"offline_{endpoint.id}")
    expect(notice).to_contain_text("offline")
    expect(notice).to_contain_text("was undeployed")
    predict = page.locator(".st-key-predict button")
    expect(predict).to_be_disabled()
    expect(field).to_have_value("7777")
    notice.get_by_role("button", name="Deploy again").click()
    expect(notice).to_have_count(0, timeout=SLOW)
    expect(predict).to_be_enabled()
    expect(field).to_have_value("7777")
    predict.click()
    expect(part(page, "response")).to_be_attached()
    expect(page.get_by_text("bought: ").first).to_be_visible()
    request = page.get_by_role("tab", name="Request")
    request.click()
    expect(part(page, "request")).to_contain_text("7777")
