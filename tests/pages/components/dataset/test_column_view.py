"""The statistics of a column and its chart, by the column's type."""

import pytest
from streamlit.testing.v1 import AppTest

from components.dataset import column_view
from services.data.profile import ColumnProfile, Histogram
from services.data.tables.column_types import COLUMN_TYPES

BINS = Histogram((0.0, 1.0, 2.0), (2, 3))
COLUMNS = {
    "number": ColumnProfile(
        "x",
        "number",
        3,
        4,
        quartiles=(1.0, 1234.5, 3.0),
        deviation=2.0,
        skewness=0.5,
        zeros=7,
        outliers=2,
        histogram=BINS,
    ),
    "text": ColumnProfile(
        "x",
        "text",
        3,
        4,
        quartiles=(1.0, 20.0, 3.0),
        deviation=2.0,
        skewness=0.5,
        zeros=0,
        outliers=2,
        histogram=BINS,
    ),
    "date": ColumnProfile(
        "x", "date", 3, 4, histogram=Histogram(("2024-01-01", "2025-01-01", "2026-01-01"), (2, 3))
    ),
    "category": ColumnProfile("x", "category", 3, 4, top=(("a", 3), ("b", 2))),
    "empty": ColumnProfile("x", "empty", 3, 0),
}


def page(kind: str) -> None:
    from components.dataset import column_view
    from tests.pages.components.dataset.test_column_view import COLUMNS

    column_view.section(COLUMNS[kind], 12, "key")


def test_each_type_has_an_example_here():
    assert set(COLUMNS) == set(COLUMN_TYPES)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("number", ["25%", "4", "1,234", "2", "0.5", "7", "2"]),
        ("text", ["25%", "4", "20", "2", "0.5", "2"]),
        ("date", ["25%", "4"]),
        ("category", ["25%", "4"]),
        ("empty", ["25%", "0"]),
    ],
)
def test_a_column_is_described_by_the_statistics_of_its_type(kind, values):
    assert [statistic.value for statistic in column_view.statistics(COLUMNS[kind], 12)] == values


def test_a_table_without_rows_has_no_share_of_missing_values():
    assert column_view.statistics(COLUMNS["empty"], 0)[0].value == "–"


@pytest.mark.parametrize("kind", COLUMN_TYPES)
def test_a_column_of_each_type_is_drawn(kind):
    app = AppTest.from_function(page, default_timeout=30, args=(kind,)).run()
    assert not app.exception
    assert len(app.get_by_key("statistics_key").metric) == len(column_view.statistics(COLUMNS[kind], 12))
    assert len(app.get("plotly_chart")) == (kind != "empty")
