"""What a reader sees of the learning curve."""

import json
import pickle
from dataclasses import replace

from streamlit.testing.v1 import AppTest

from services.data.models.dependence import LearningPoint
from tests.pages.components.evaluation.test_evaluation_view import CLASSIFICATION


def page(data: bytes) -> None:
    import pickle

    from components.evaluation import learning_view

    learning_view.show(pickle.loads(data))  # noqa: S301 - the test's own


def test_the_scores_on_training_and_held_out_rows_stand_over_the_rows() -> None:
    points = (LearningPoint(1000, 0.95, 0.7), LearningPoint(2000, 0.93, 0.8))
    data = pickle.dumps(replace(CLASSIFICATION, learning_curve=points))
    app = AppTest.from_function(page, default_timeout=30, kwargs={"data": data}).run()
    assert not app.exception
    (chart,) = app.get("plotly_chart")
    train, test = json.loads(chart.proto.spec)["data"]
    assert (train["x"], train["y"]) == ([1000, 2000], [0.95, 0.93])
    assert (test["y"], test["customdata"][0]) == ([0.7, 0.8], ["1,000", "0.700"])
