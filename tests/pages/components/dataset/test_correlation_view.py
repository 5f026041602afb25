"""Correlations are a heatmap, or a sentence where there are none."""

import json
import pickle

from streamlit.testing.v1 import AppTest

from services.data.profile import Correlation, Profile


def page(data: bytes) -> None:
    import pickle

    from components.dataset import correlation_view

    correlation_view.section(pickle.loads(data), "key")  # noqa: S301 - the test's own


def shown(*correlations: Correlation) -> AppTest:
    profile = Profile(48, (), correlations=correlations)
    app = AppTest.from_function(page, default_timeout=30, args=(pickle.dumps(profile),)).run()
    assert not app.exception
    return app


def test_correlations_are_a_heatmap() -> None:
    app = shown(Correlation("c0", "c1", 0.5), Correlation("c0", "c2", -0.25))
    (trace,) = json.loads(app.get("plotly_chart")[0].proto.spec)["data"]
    assert trace["type"] == "heatmap"
    assert len(app.get_by_key("correlation_key").caption) == 1


def test_columns_beyond_the_matrix_are_counted() -> None:
    app = shown(*(Correlation("c0", f"c{n}", 1 / n) for n in range(1, 60)))
    assert len(app.get_by_key("correlation_key").caption) == 2


def test_without_correlations_a_sentence_says_what_they_need() -> None:
    app = shown()
    assert not app.get("plotly_chart")
    assert len(app.get_by_key("correlation_key").caption) == 1
