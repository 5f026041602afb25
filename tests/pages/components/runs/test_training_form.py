"""The form shows the parameters of the chosen algorithm and what the run predicts, and needs a name."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from services import cache
from services.data.reading.read import read_csv
from services.data.recipe.algorithms import ALGORITHMS
from services.ingest import dataset_files
from services.settings import Target
from services.text.markdown import escape
from services.text.messages.algorithms import algorithm_title, parameter_title
from services.text.messages.recipe import split_text
from services.vertex import datasets
from services.vertex.datasets import Dataset
from tests.pages.screen import keys

Open = Callable[..., AppTest]


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_each_algorithm_has_its_parameters_with_their_defaults_and_bounds(
    text_dataset: Dataset, open_page: Open, algorithm: str
) -> None:
    app = open_page("train.py", dataset=text_dataset.id)
    app.segmented_control(key="algorithm").set_value(algorithm).run()
    assert not app.exception
    inputs = app.get_by_key("parameters").number_input
    offered = [box.key for box in app.get_by_key("parameters").checkbox]
    assert offered == (["balanced_classes"] if ALGORITHMS[algorithm].classifier.balancing else [])
    assert [(field.label, field.value, field.min, field.max) for field in inputs] == [
        (parameter_title(algorithm, known.name), known.default, known.minimum, known.maximum)
        for known in ALGORITHMS[algorithm].parameters
    ]


def test_only_algorithms_that_suit_the_recipe_are_offered(here: Target, open_page: Open) -> None:
    rows = b"x,y\n" + b"".join(b"%d,%d.5\n" % (n % 7, n % 7 * 3 + n % 5) for n in range(60))
    dataset = datasets.create(here, "Numbers", dataset_files.files(read_csv(rows), "y"))
    app = open_page("train.py", dataset=dataset.id)
    options = app.segmented_control(key="algorithm").options
    assert "balanced_classes" not in keys(app)
    datasets.delete(here, dataset)
    expected = [algorithm_title(key) for key, known in ALGORITHMS.items() if known.regressor]
    assert list(options) == expected


def test_the_summary_names_the_target_and_the_held_out_rows(
    here: Target, text_dataset: Dataset, open_page: Open
) -> None:
    recipe = cache.recipe(here, text_dataset.folder)
    summary = open_page("train.py", dataset=text_dataset.id).get_by_key("recipe_summary")
    assert f"**{escape(recipe.target)}**" in summary.markdown[0].value
    split = split_text(recipe.split, recipe.task, recipe.test_fraction)
    assert summary.caption[0].value == escape(split)


def test_a_run_without_a_name_is_not_launched(text_dataset: Dataset, open_page: Open) -> None:
    app = open_page("train.py", dataset=text_dataset.id)
    assert not app.button(key="launch").disabled
    app.text_input(key=f"model_name_{text_dataset.id}").set_value(" ").run()
    assert app.button(key="launch").disabled
    assert "launch_blocked" in keys(app)


def test_options_that_the_cloud_has_not_block_the_launch(text_dataset: Dataset, open_page: Open) -> None:
    app = open_page("train.py", dataset=text_dataset.id)
    app.text_area(key="job_labels").set_value("team=search").run()
    assert not app.button(key="launch").disabled
    app.text_area(key="job_labels").set_value("no label").run()
    assert app.button(key="launch").disabled
    assert "launch_blocked" in keys(app)
