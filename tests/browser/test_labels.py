"""Strangers' names as screen readers read them: as they were written, without the backslashes of Markdown."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from services.data.reading.read import read_csv
from services.ingest import dataset_files
from services.settings import Target, read_target
from services.vertex import datasets, models
from services.vertex.datasets import Dataset
from services.vertex.endpoints import Deployment, Endpoint
from services.vertex.training import Run
from services.workflows import deployment
from tests.browser.conftest import App

pytestmark = pytest.mark.browser

NAME = "a_b *c* [d](e)"
CATEGORY = "$x$ <b>"
STARTS_WITH_NAME = re.compile(f"^{re.escape(NAME)}")
# What a screen reader may read of an element besides its text.
SPOKEN = """() => ["aria-label", "aria-description", "alt", "title", "placeholder"].flatMap(
    name => [...document.querySelectorAll(`[${name}]`)].map(element => element.getAttribute(name)))"""


@dataclass(frozen=True)
class Named:
    """A dataset, a run and an endpoint of one name."""

    dataset: Dataset
    run: Run
    endpoint: Endpoint


@pytest.fixture(scope="module")
def here(app: App) -> Target:
    """The local cloud of the shared app."""
    return read_target({"LAUNCHPAD_STATE_DIR": str(app.state_dir)})


@pytest.fixture(scope="module")
def dataset(here: Target) -> Dataset:
    """What was stored under a name with active Markdown, in the shared app."""
    rows = "".join(f"{n * 7 % 13}.5,{'uvw'[n % 3]},{'ab'[n * 7 % 13 > 6]}\n" for n in range(90))
    table = read_csv(f"{NAME},{CATEGORY},label\n{rows}".encode())
    return datasets.create(here, NAME, dataset_files.files(table, "label"))


@pytest.fixture(scope="module")
def named(
    here: Target, dataset: Dataset, launch: Callable[..., Run], ended: Callable[[Target, Run], Run]
) -> Named:
    """The dataset, what was trained on it and what was deployed, under one name."""
    run = ended(here, launch(here, dataset, NAME, confirmed=[NAME]))
    assert run.model_id, run.error
    model = models.get(here, f"{run.model_id}@{run.model_version}")
    deployed = Deployment(f"{model.id}@{model.version}", model.title, "n1-standard-2")
    endpoint, operation = deployment.deploy_to_new_endpoint(here, NAME, deployed)
    return Named(dataset, run, deployment.wait(here, endpoint, operation))


def backslashes(page: Page) -> list[str]:
    return [text for text in page.evaluate(SPOKEN) if "\\" in text]


def test_options_and_dialogs_of_a_dataset_have_the_name_that_was_written(
    dataset: Dataset, visit: Callable[..., Page]
) -> None:
    page = visit(f"/data?dataset={dataset.id}")
    expect(page.get_by_role("combobox", name="Dataset").first).to_have_value(STARTS_WITH_NAME)
    assert backslashes(page) == []
    page.locator(".st-key-delete button").click()
    expect(page.get_by_role("dialog", name=NAME)).to_be_visible()


@pytest.mark.soak
def test_options_fields_and_dialogs_after_a_run_have_the_names_that_were_written(
    named: Named, visit: Callable[..., Page]
) -> None:
    page = visit(f"/train?dataset={named.dataset.id}&run={named.run.id}")
    page.get_by_role("combobox", name="Run").click()
    expect(page.get_by_role("option", name=NAME).first).to_be_visible()
    page.keyboard.press("Escape")
    assert backslashes(page) == []
    page.locator(".st-key-delete_run button").click()
    expect(page.get_by_role("dialog", name=NAME)).to_be_visible()

    page = visit(f"/deploy?model={named.run.model_id}&endpoint={named.endpoint.id}")
    page.get_by_role("combobox", name="Model").first.click()
    expect(page.get_by_role("option", name=NAME).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name=NAME, exact=True)).to_be_visible()
    assert backslashes(page) == []
    page.locator("[class*=st-key-undeploy_] button").first.click()
    expect(page.get_by_role("dialog", name=NAME)).to_be_visible()

    page = visit(f"/playground?endpoint={named.endpoint.id}")
    expect(page.get_by_role("spinbutton", name=NAME, exact=True)).to_be_visible()
    expect(page.get_by_role("combobox", name=CATEGORY, exact=True)).to_be_visible()
    for name in (NAME, CATEGORY):
        expect(page.get_by_test_id("stMain").get_by_text(name, exact=True).first).to_be_visible()
    assert backslashes(page) == []
