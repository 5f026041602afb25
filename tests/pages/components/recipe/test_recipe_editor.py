"""The recipe is edited as a draft, and saved on request."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from services.data.recipe.recipe import Recipe
from services.data.recipe.split import Split
from services.settings import Target
from services.text.messages.recipe import split_text
from services.vertex import objects
from services.vertex.datasets import Dataset

Open = Callable[..., AppTest]


def test_an_edited_target_or_task_changes_nothing_that_is_stored(
    here: Target, text_dataset: Dataset, open_page: Open
) -> None:
    path = f"{text_dataset.folder}/recipe.json"
    before = objects.read(here, path)
    app = open_page("data.py", dataset=text_dataset.id)
    app.selectbox(key=f"task_{text_dataset.id}_label").set_value("regression").run()
    assert app.error
    app.selectbox(key=f"target_{text_dataset.id}").set_value("text").run()
    assert app.error
    app.selectbox(key=f"target_{text_dataset.id}").set_value("label").run()
    assert objects.read(here, path) == before


def test_a_draft_outlives_a_visit_to_another_page_and_is_saved_on_request(
    here: Target, text_dataset: Dataset, open_page: Open, run_until: Callable[..., AppTest]
) -> None:
    path = f"{text_dataset.folder}/recipe.json"
    before = objects.read(here, path)
    app = open_page("data.py", dataset=text_dataset.id)
    assert app.button(key="save_recipe").disabled
    app.selectbox(key=f"split_{text_dataset.id}_0").set_value("random").run()
    assert len(app.info) == 1
    assert split_text(Split("random"), "classification", 0.2) in app.info[0].value
    app.switch_page("train.py").run()
    app.query_params["dataset"] = text_dataset.id
    app.switch_page("data.py").run()
    assert app.selectbox(key=f"split_{text_dataset.id}_0").value == "random"
    assert objects.read(here, path) == before
    app.button(key="save_recipe").click().run()
    run_until(app, lambda _app: Recipe.from_json(objects.read(here, path)).split == Split("random"))
    run_until(app, lambda app: app.button(key="save_recipe").disabled)
    objects.write(here, path, before, "application/json")


def test_a_discarded_change_is_forgotten(text_dataset: Dataset, open_page: Open) -> None:
    app = open_page("data.py", dataset=text_dataset.id)
    app.selectbox(key=f"task_{text_dataset.id}_label").set_value("regression").run()
    app.button(key="discard_recipe").click().run()
    assert app.selectbox(key=f"task_{text_dataset.id}_label").value == "classification"
    assert app.button(key="discard_recipe").disabled
