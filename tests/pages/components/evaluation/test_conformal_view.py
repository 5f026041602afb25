"""What a reader sees of prediction intervals and prediction sets."""

import pickle
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from services.data.models.conformal import Level
from services.data.models.evaluation import Evaluation
from tests.pages.components.evaluation.test_evaluation_view import CLASSIFICATION, REGRESSION

LEVELS = (Level(0.8, 1.5, 0.81, 3.0, 200), Level(0.9, 2.25, 0.9, 4.5, 200))


def page(data: bytes) -> None:
    import pickle

    from components.evaluation import conformal_view

    conformal_view.show(pickle.loads(data))  # noqa: S301 - the test's own


@pytest.mark.parametrize("evaluation", [CLASSIFICATION, REGRESSION])
def test_each_level_has_the_coverage_that_was_measured(evaluation: Evaluation) -> None:
    data = pickle.dumps(replace(evaluation, conformal=LEVELS))
    app = AppTest.from_function(page, default_timeout=30, kwargs={"data": data}).run()
    assert not app.exception
    assert app.dataframe[0].value.to_dict("records") == [
        {"level": "80%", "coverage": "81%", "size": "3", "rows": 200},
        {"level": "90%", "coverage": "90%", "size": "4.5", "rows": 200},
    ]
