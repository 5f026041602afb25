"""Charts show strangers' text as it was written, and numbers and dates by the reader's locale."""

import json

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from components.shared import charts

SCRIPT = """
from components.shared import charts
from services.data.profile import Histogram
from services.text.i18n import use_language

with use_language({language!r}):
    charts.bars([("<b>", 3), ("c" * 200, 2000)], "bars", "x")
    charts.date_histogram(Histogram(("2024-01-01", "2025-01-01", "2026-01-01"), (2, 3)), "dates", "x")
    charts.histogram(Histogram((0.0, 1250.5, 2501.0), (2, 3)), "numbers", "x", axis="x & y")
    charts.probabilities(["a", "b"], [0.975, 0.025], "probabilities")
    charts.confusion(["a", "b"], [[1, 2], [3, 4]], "confusion")
    charts.overlaid([0.5, 0.5], [0.25, 0.75], ["a", "b"], "overlaid", "x")
    charts.correlations(["a", "b"], [[1.0, 0.5], [0.5, 1.0]], "few")
    charts.correlations([f"c{{n}}" for n in range(13)], [[1.0] * 13] * 13, "many")
    charts.associations([("a", 0.5)], "associations", "x")
    charts.scatter([1.0, 2.0], [1.5, 2.5], "scatter")
    charts.histogram(Histogram((100000.0, 102500.0), (2,)), "ids", "id", axis="id", plain=True)
    charts.histogram(Histogram((2019.0, 2020.5, 2022.0), (2, 3)), "years", "year", axis="year", plain=True)
"""


def figures(language: str) -> list[dict]:
    app = AppTest.from_string(SCRIPT.format(language=language), default_timeout=30).run()
    assert not app.exception
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('<a href="http://evil">x</a>', '&lt;a href="http://evil">x&lt;/a>'),
        ("a &lt; b", "a &amp;lt; b"),
        ("x" * 80, "x" * 59 + "…"),
        ("나이", "나이"),
    ],
)
def test_a_label_is_shown_as_it_was_written(text, shown):
    assert charts.label(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("age", "age"),
        ("a very long name", "a very…"),
        ("a & b & c & d", "a &amp; b &amp;…"),
        ("가입경로상세", "가입경…"),
    ],
)
def test_a_label_is_cut_to_its_width_before_it_is_escaped(text, shown):
    assert charts.label(text, 8) == shown


def test_every_chart_writes_its_numbers_by_the_locale():
    english, german = figures("en"), figures("de")
    assert len(english) == len(german) == 12
    assert {figure["layout"]["separators"] for figure in english} == {".,"}
    assert {figure["layout"]["separators"] for figure in german} == {",."}


def test_plotly_finds_every_property_and_value_valid():
    for figure in figures("en"):
        checked = go.Figure(figure).to_plotly_json()
        assert checked["data"] == [trace | {"type": trace["type"]} for trace in figure["data"]]
        assert checked["layout"]["xaxis"] == figure["layout"]["xaxis"]


def test_a_bin_is_named_by_its_edges_in_the_locale():
    assert figures("en")[2]["data"][0]["customdata"] == ["0 to 1,250", "1,250 to 2,501"]
    assert figures("de")[2]["data"][0]["customdata"] == ["0 to 1.250", "1.250 to 2.501"]


def test_years_and_ids_on_an_axis_are_whole_and_have_no_separators():
    ids, years = figures("en")[10:]
    assert ids["data"][0]["customdata"] == ["100000 to 102500"]
    assert [figure["layout"]["xaxis"]["tickformat"] for figure in (ids, years)] == ["d", "d"]
    assert years["layout"]["xaxis"]["dtick"] == 1


def test_dates_on_an_axis_name_no_month_in_words_but_those_of_a_bin_are_written_by_the_locale():
    assert figures("en")[1]["data"][0]["customdata"][0] == "Jan 1, 2024 to Jan 1, 2025"
    assert figures("de")[1]["data"][0]["customdata"][0] == "01.01.2024 to 01.01.2025"
    axis = figures("en")[1]["layout"]["xaxis"]
    assert not any("%b" in stop["value"] or "%B" in stop["value"] for stop in axis["tickformatstops"])


def test_each_bar_stays_its_own_whatever_its_label_is_cut_to():
    bars = figures("en")[0]
    assert bars["data"][0]["y"] == [0, 1]
    assert bars["layout"]["yaxis"]["ticktext"] == ["&lt;b>", "c" * 29 + "…"]
    assert bars["data"][0]["customdata"] == ["&lt;b>", "c" * 59 + "…"]


def test_the_columns_of_a_large_matrix_are_numbered():
    assert figures("en")[6]["layout"]["yaxis"]["ticktext"] == ["a", "b"]
    assert figures("en")[7]["layout"]["yaxis"]["ticktext"][0] == "c0  1"
