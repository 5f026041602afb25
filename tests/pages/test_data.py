"""The data page: a CSV comes in, is understood, and is there for everyone."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from services.data import samples
from services.data.recipe import Recipe
from services.data.split import Split
from services.settings import Target
from services.vertex import datasets, objects
from services.vertex.datasets import Dataset

Open = Callable[..., AppTest]


def button(app: AppTest, label: str) -> Any:
    return next(each for each in app.button if each.label == label)


@pytest.mark.usefixtures("empty_project")
def test_an_empty_project_is_told_what_to_do(open_page: Open) -> None:
    app = open_page("data.py")
    assert any("Drop a CSV above" in each.value for each in app.caption)


def test_an_uploaded_table_is_shown_stored_and_listed(
    here: Target, open_page: Open, run_until: Callable[..., AppTest]
) -> None:
    _name, content = samples.load("breast_cancer")
    app = open_page("data.py")
    app.file_uploader[0].upload("../../tumours.csv", content).run()
    assert any("569 rows" in each.value and "31 columns" in each.value for each in app.markdown)
    assert app.text_input[0].value == "tumours"
    button(app, "Store this table").click().run()
    run_until(
        app, lambda app: any("tumours · 569 rows" in each for box in app.selectbox for each in box.options)
    )
    (stored,) = [each for each in datasets.listing(here) if each.display_name == "tumours"]
    assert app.query_params["dataset"] == stored.id
    assert [metric.value for metric in app.metric][:2] == ["569", "31"]
    assert objects.read(here, stored.uri) == content
    datasets.delete(here, stored)


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "empty"), (b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"), (b"PK\x03\x04" + bytes(100), "archive")],
    ids=["empty", "picture", "archive"],
)
def test_a_file_that_is_no_table_is_refused_in_a_sentence_and_the_rest_stays(
    text_dataset: Dataset, open_page: Open, content: bytes, reason: str
) -> None:
    app = open_page("data.py", dataset=text_dataset.id)
    app.file_uploader[0].upload("x.csv", content).run()
    assert len(app.error) == 1
    assert reason in app.error[0].value
    assert [metric.value for metric in app.metric][:2] == ["320", "2"]


@pytest.mark.usefixtures("text_dataset")
def test_a_link_to_a_dataset_that_is_gone_says_so(open_page: Open) -> None:
    app = open_page("data.py", dataset="404404")
    assert any("404404" in each.value for each in app.warning)


def test_a_changed_task_is_saved_for_everyone(here: Target, text_dataset: Dataset, open_page: Open) -> None:
    app = open_page("data.py", dataset=text_dataset.id)
    before = Recipe.from_json(objects.read(here, f"{text_dataset.folder}/recipe.json"))
    app.selectbox(key=f"task_{text_dataset.id}_label").set_value("regression").run()
    assert any("no number can be predicted" in each.value for each in app.error)
    app.selectbox(key=f"target_{text_dataset.id}").set_value("text").run()
    assert app.error
    app.selectbox(key=f"target_{text_dataset.id}").set_value("label").run()
    assert Recipe.from_json(objects.read(here, f"{text_dataset.folder}/recipe.json")) == before


def test_a_changed_recipe_is_told_kept_while_one_looks_elsewhere_and_saved_on_request(
    here: Target, text_dataset: Dataset, open_page: Open, run_until: Callable[..., AppTest]
) -> None:
    path = f"{text_dataset.folder}/recipe.json"
    before = objects.read(here, path)
    app = open_page("data.py", dataset=text_dataset.id)
    assert button(app, "Save the recipe").disabled
    app.selectbox(key=f"split_{text_dataset.id}_0").set_value("random").run()
    assert any("Not saved yet" in each.value for each in app.info)
    app.switch_page("train.py").run()
    app.query_params["dataset"] = text_dataset.id
    app.switch_page("data.py").run()
    assert app.selectbox(key=f"split_{text_dataset.id}_0").value == "random"
    assert objects.read(here, path) == before
    button(app, "Save the recipe").click().run()
    run_until(app, lambda _app: Recipe.from_json(objects.read(here, path)).split == Split("random"))
    run_until(app, lambda app: button(app, "Save the recipe").disabled)
    objects.write(here, path, before, "application/json")


def test_a_discarded_change_is_forgotten(text_dataset: Dataset, open_page: Open) -> None:
    app = open_page("data.py", dataset=text_dataset.id)
    app.selectbox(key=f"task_{text_dataset.id}_label").set_value("regression").run()
    button(app, "Discard").click().run()
    assert app.selectbox(key=f"task_{text_dataset.id}_label").value == "classification"
    assert button(app, "Discard").disabled


def test_a_columns_steps_and_the_code_are_shown(text_dataset: Dataset, open_page: Open) -> None:
    app = open_page("data.py", dataset=text_dataset.id)
    assert any("first 100 rows" in each.value for each in app.caption)
    assert any("ColumnTransformer(" in each.value for each in app.code)


@pytest.mark.usefixtures("no_local_cloud")
def test_without_its_cloud_the_page_says_what_to_do(open_page: Open) -> None:
    app = open_page("data.py")
    assert any("isn't running yet" in each.value for each in app.error)


def test_a_table_that_could_not_be_stored_is_still_there_to_be_stored_again(
    here: Target, faults: Any, open_page: Open, run_until: Callable[..., AppTest]
) -> None:
    _name, content = samples.load("breast_cancer")
    app = open_page("data.py")
    app.file_uploader[0].upload("patients.csv", content).run()
    app.text_input[0].set_value("Patients of today")
    faults.plan("DatasetService.CreateDataset", "return-503")
    button(app, "Store this table").click().run()
    run_until(app, lambda app: any("failed" in each.value for each in app.error))
    assert app.text_input[0].value == "Patients of today"

    def stored() -> list[Dataset]:
        return [each for each in datasets.listing(here) if each.display_name == "Patients of today"]

    assert stored() == []
    button(app, "Dismiss").click().run()
    button(app, "Store this table").click().run()
    run_until(app, lambda _app: stored())
    (again,) = stored()
    datasets.delete(here, again)
