"""What a reader sees of how a prediction depends on a column."""

import json
import pickle
from dataclasses import replace
from typing import Any

from streamlit.testing.v1 import AppTest

from services.data.models.dependence import Dependence, Dependences
from services.data.models.evaluation import Evaluation
from tests.pages.components.evaluation.test_evaluation_view import CLASSIFICATION, REGRESSION

AGE = Dependence("age", "numeric", (18.0, 1500.0), ((0.2, 0.8), (0.6, 0.4)))
CITY = Dependence("city", "category", ("<b>Bonn</b>", "20260131"), ((0.5, 0.5), (0.3, 0.7)))
DAY = Dependence("day", "date", ("2026-01-01", "2026-01-31"), ((12.0,), (15.5,)))


def page(data: bytes) -> None:
    import pickle

    from components.evaluation import dependence_view

    dependence_view.show(pickle.loads(data))  # noqa: S301 - the test's own


def shown(evaluation: Evaluation) -> AppTest:
    app = AppTest.from_function(page, default_timeout=30, kwargs={"data": pickle.dumps(evaluation)}).run()
    assert not app.exception
    return app


def traces(app: AppTest) -> list[dict[str, Any]]:
    (chart,) = app.get_by_key("dependence_of_column").get("plotly_chart")
    data: list[dict[str, Any]] = json.loads(chart.proto.spec)["data"]
    return data


def test_each_class_has_a_line_over_the_numbers_of_the_chosen_column() -> None:
    columns = Dependences(("yes", "no"), (AGE, CITY))
    app = shown(replace(CLASSIFICATION, dependence=columns))
    first, second = traces(app)
    assert (first["name"], first["x"], first["y"]) == ("yes", [18.0, 1500.0], [0.2, 0.6])
    assert second["customdata"] == [["18", "80%"], ["1,500", "40%"]]
    app.selectbox(key="dependence_column").set_value("city").run()
    (bonn, _other) = traces(app)[0]["customdata"]
    assert bonn == ["&lt;b>Bonn&lt;/b>", "50%"]
    assert traces(app)[0]["customdata"][1][0] == "20260131"


def test_a_regression_has_one_line_of_mean_predictions() -> None:
    (line,) = traces(shown(replace(REGRESSION, dependence=Dependences((), (DAY,)))))
    assert (line["x"], line["y"]) == (["2026-01-01", "2026-01-31"], [12.0, 15.5])
    assert line["customdata"][1] == ["Jan 31, 2026", "15.5"]
