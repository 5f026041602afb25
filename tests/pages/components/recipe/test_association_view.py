"""Associations with the target are bars, the strongest on top."""

import json
import pickle

from streamlit.testing.v1 import AppTest

from services.data.associations.associations import Association
from services.text.messages.associations import left_out_note, measure_note


def page(data: bytes) -> None:
    import pickle

    from components.recipe import association_view

    association_view.section(pickle.loads(data), "label", "key")  # noqa: S301 - the test's own


def shown(*associations: Association) -> AppTest:
    app = AppTest.from_function(page, default_timeout=30, args=(pickle.dumps(associations),)).run()
    assert not app.exception
    return app


def captions(app: AppTest) -> list[str]:
    return [caption.value.replace("\\", "") for caption in app.get_by_key("association_key").caption]


def test_the_strongest_associations_are_shown_with_their_measure() -> None:
    associations = [Association(f"c{n}", n / 30, "goodman_kruskal_tau") for n in range(25)]
    app = shown(*associations)
    (trace,) = json.loads(app.get("plotly_chart")[0].proto.spec)["data"]
    assert trace["customdata"] == [f"c{n}" for n in range(24, 4, -1)]
    assert trace["text"][0] == "0.80"
    assert captions(app) == [measure_note("goodman_kruskal_tau", "label"), left_out_note(5)]


def test_a_table_of_one_column_has_no_associations() -> None:
    app = shown()
    assert not app.get("plotly_chart")
    assert len(captions(app)) == 1
