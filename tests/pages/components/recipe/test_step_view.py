"""The steps of a column, and the recipe as code."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from services.data.recipe.algorithms import ALGORITHMS
from services.data.recipe.preview import Step
from services.text.messages.recipe import step_title
from services.vertex.datasets import Dataset
from tests.pages.tabs import open_tab

Open = Callable[..., AppTest]


def test_the_steps_of_the_first_rows_are_shown(text_dataset: Dataset, open_page: Open) -> None:
    app = open_tab(open_page("data.py", dataset=text_dataset.id), "Preview")
    assert any("320" in caption.value for caption in app.caption)
    (steps,) = [frame.value for frame in app.dataframe if "feature" in frame.value.columns]
    assert steps["step"].iloc[0] == f"0. {step_title(Step('original', 1, ()))}"
    assert steps["distinct"].iloc[0] == 320


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_the_code_is_that_of_the_chosen_algorithm(
    text_dataset: Dataset, open_page: Open, algorithm: str
) -> None:
    app = open_tab(open_page("data.py", dataset=text_dataset.id), "scikit-learn code")
    app.segmented_control(key=f"code_algorithm_{text_dataset.id}").set_value(algorithm).run()
    estimator = ALGORITHMS[algorithm].classifier.name
    assert any(f"{estimator}(" in code.value for code in app.code)


def test_the_code_weights_classes_equally_where_that_is_chosen(
    text_dataset: Dataset, open_page: Open
) -> None:
    app = open_tab(open_page("data.py", dataset=text_dataset.id), "scikit-learn code")
    assert not any("class_weight" in code.value for code in app.code)
    app.checkbox(key=f"code_balanced_{text_dataset.id}").check().run()
    assert any("class_weight='balanced'" in code.value for code in app.code)
