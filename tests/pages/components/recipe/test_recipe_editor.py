"""The recipe is edited in place: each change is saved as it is made, and can be undone."""

from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from services.data.reading.read import read_csv
from services.data.recipe.recipe import Recipe
from services.data.recipe.split import Split
from services.ingest import dataset_files
from services.settings import Target
from services.vertex import datasets, objects
from services.vertex.datasets import Dataset
from tests.pages.tabs import open_tab

Open = Callable[..., AppTest]


@pytest.fixture
def dataset(here: Target) -> Iterator[Dataset]:
    rows = "".join(f"{n % 7}.5,{'ab'[n % 3 == 0]},{n % 5}\r\n" for n in range(60))
    stored = datasets.create(
        here, "To edit", dataset_files.files(read_csv(f"x,mood,z\r\n{rows}".encode()), "mood")
    )
    yield stored
    datasets.delete(here, stored)


def saved(here: Target, dataset: Dataset) -> Recipe:
    return Recipe.from_json(objects.read(here, f"{dataset.folder}/recipe.json"))


def test_a_choice_is_saved_as_it_is_made_and_undone_in_turn(
    here: Target, dataset: Dataset, open_page: Open
) -> None:
    before = saved(here, dataset)
    app = open_page("data.py", dataset=dataset.id)
    assert app.button(key=f"undo_{dataset.id}").disabled
    app.selectbox(key=f"target_{dataset.id}").set_value("x").run()
    assert (saved(here, dataset).target, saved(here, dataset).task) == ("x", "regression")
    app.selectbox(key=f"task_{dataset.id}").set_value("classification").run()
    open_tab(app, "Columns and split")
    app.selectbox(key=f"split_{dataset.id}").set_value("random").run()
    recipe = saved(here, dataset)
    assert (recipe.target, recipe.task, recipe.split) == ("x", "classification", Split("random"))
    for task in ("classification", "regression", "classification"):
        app.button(key=f"undo_{dataset.id}").click().run()
        assert app.selectbox(key=f"task_{dataset.id}").value == task
    assert saved(here, dataset) == before
    assert app.selectbox(key=f"target_{dataset.id}").value == "mood"
    assert app.button(key=f"undo_{dataset.id}").disabled


def test_a_change_goes_along_to_training(here: Target, dataset: Dataset, open_page: Open) -> None:
    app = open_page("data.py", dataset=dataset.id)
    app.selectbox(key=f"target_{dataset.id}").set_value("x").run()
    app.switch_page("train.py").run()
    assert any("**x**" in text.value for text in app.get_by_key("recipe_summary").markdown)
    app.button(key=f"undo_{dataset.id}").click().run()
    assert any("**mood**" in text.value for text in app.get_by_key("recipe_summary").markdown)
    assert saved(here, dataset).target == "mood"


def test_what_somebody_else_saves_is_shown_and_not_undone(
    here: Target, dataset: Dataset, open_page: Open
) -> None:
    mine, theirs = (open_page("data.py", dataset=dataset.id) for _session in range(2))
    open_tab(mine, "Columns and split")
    mine.selectbox(key=f"split_{dataset.id}").set_value("random").run()
    theirs.selectbox(key=f"target_{dataset.id}").set_value("x").run()
    mine.run()
    assert mine.selectbox(key=f"target_{dataset.id}").value == "x"
    assert mine.button(key=f"undo_{dataset.id}").disabled
    assert saved(here, dataset).target == "x"


def test_what_a_tab_shows_is_as_the_reader_left_it(dataset: Dataset, open_page: Open) -> None:
    app = open_tab(open_page("data.py", dataset=dataset.id), "Columns and split")
    app.text_input(key=f"find_plan_{dataset.id}").set_value("z").run()
    open_tab(app, "Preview")
    app.selectbox(key=f"step_column_{dataset.id}").set_value("z").run()
    app.toggle(key=f"step_trees_{dataset.id}").set_value(True).run()
    open_tab(app, "scikit-learn code")
    app.segmented_control(key=f"code_algorithm_{dataset.id}").set_value("forest").run()
    open_tab(app, "Columns and split")
    assert app.text_input(key=f"find_plan_{dataset.id}").value == "z"
    open_tab(app, "Preview")
    assert app.selectbox(key=f"step_column_{dataset.id}").value == "z"
    assert app.toggle(key=f"step_trees_{dataset.id}").value
    open_tab(app, "scikit-learn code")
    assert app.segmented_control(key=f"code_algorithm_{dataset.id}").value == "forest"


def test_an_edited_plan_is_saved_and_stays_when_its_tab_closes(
    here: Target, dataset: Dataset, open_page: Open
) -> None:
    app = open_tab(open_page("data.py", dataset=dataset.id), "Columns and split")
    app.slider(key=f"fraction_{dataset.id}").set_value(30).run()
    open_tab(app, "Findings")
    assert saved(here, dataset).test_fraction == 0.3
    open_tab(app, "Columns and split")
    assert app.slider(key=f"fraction_{dataset.id}").value == 30
