"""What a reader sees of the slices in which a model is worse."""

import json
import pickle
from dataclasses import replace

from streamlit.testing.v1 import AppTest

from services.data.models.slices import Condition, Slice, Slices
from tests.pages.components.evaluation.test_evaluation_view import CLASSIFICATION

BONN = Slice((Condition("city", "is", value="<b>Bonn</b>"),), 40, 0.6, (0.45, 0.7))
ULM = Slice((Condition("city", "is", value="Ulm"),), 60, 0.95, (0.88, 0.98))
YOUNG = Slice((Condition("age", "between", 18.0, 30.0),), 50, 0.7, (0.6, 0.9))
SLICES = Slices("accuracy", 100, 0.8, (("city", (BONN, ULM)), ("age", (YOUNG,))), (BONN,))


def page(data: bytes) -> None:
    import pickle

    from components.evaluation import slice_view

    slice_view.show(pickle.loads(data))  # noqa: S301 - the test's own


def shown(slices: Slices) -> AppTest:
    data = pickle.dumps(replace(CLASSIFICATION, slices=slices))
    app = AppTest.from_function(page, default_timeout=30, kwargs={"data": data}).run()
    assert not app.exception
    return app


def test_the_worst_slices_come_with_score_interval_and_verdict() -> None:
    (table,) = shown(SLICES).get_by_key("worst_slices").dataframe
    assert table.value.to_dict("records") == [
        {
            "slice": "city: “<b>Bonn</b>”",
            "score": "0.600",
            "interval": "0.450 to 0.700",
            "rows": 40,
            "verdict": "worse",
        }
    ]


def test_the_slices_of_a_chosen_column_stand_beside_the_score_of_all_rows() -> None:
    app = shown(SLICES)
    (chart,) = app.get_by_key("column_slices").get("plotly_chart")
    overall, points = json.loads(chart.proto.spec)["data"]
    assert (overall["x"], points["x"]) == ([0.8, 0.8], [0.6, 0.95])
    assert points["customdata"][0][0] == "“&lt;b>Bonn&lt;/b>”"
    assert app.get_by_key("column_slices").dataframe[0].value["verdict"].tolist() == ["worse", ""]
    app.selectbox(key="slice_column").set_value("age").run()
    assert app.get_by_key("column_slices").dataframe[0].value["slice"].tolist() == ["18 to 30"]


def test_where_no_slice_is_worse_it_says_so() -> None:
    app = shown(replace(SLICES, worst=()))
    assert not app.get_by_key("worst_slices").dataframe
    assert app.get_by_key("worst_slices").caption
