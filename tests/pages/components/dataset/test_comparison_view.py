"""The comparison on screen: a row for each column, one column in detail, counts by what changed."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from services.data.comparison.comparison import compare
from services.data.profile import profile
from services.data.reading.read import read_csv
from services.text.messages.comparison import change_text, status_text

EARLIER = b"day,plan,*old*\r\n" + b"".join(
    b"2026-01-%02d,%s,1\r\n" % (day, b"a" * (day % 2 + 1)) for day in range(1, 29)
)
LATER = b"day,plan,new\r\n" + b"".join(
    b"2026-03-%02d,%s,x\r\n" % (day, b"b" * (day % 2 + 1)) for day in range(1, 30)
)


def shown(earlier: bytes, later: bytes) -> None:
    from components.dataset import comparison_view
    from services.data.comparison.comparison import compare
    from services.data.profile import profile
    from services.data.reading.read import read_csv

    before, after = (profile(read_csv(table).table) for table in (earlier, later))
    comparison_view.show(compare(before, after), "x")


@pytest.fixture
def app() -> AppTest:
    app = AppTest.from_function(shown, kwargs={"earlier": EARLIER, "later": LATER}, default_timeout=30)
    app.run()
    assert not app.exception
    return app


def test_every_column_is_a_row_with_what_changed_worst_first(app: AppTest) -> None:
    changes = compare(*(profile(read_csv(table).table) for table in (EARLIER, LATER))).changes
    table = app.dataframe[0].value
    assert list(table["name"]) == [change.name for change in changes] == ["*old*", "new", "plan", "day"]
    assert list(table["status"]) == [status_text(change.status) for change in changes]
    assert list(table["text"]) == [change_text(change) for change in changes]


def test_columns_are_counted_by_what_changed(app: AppTest) -> None:
    assert [metric.value for metric in app.metric] == ["29", "2", "0", "2"]
    assert app.metric[0].delta == "+1"


def test_the_worst_column_is_shown_in_detail_until_another_is_selected(app: AppTest) -> None:
    assert app.subheader[0].value == r"\*old\*"
    assert not app.get("plotly_chart")


def test_what_changed_is_beside_the_name_of_a_column(app: AppTest) -> None:
    assert list(app.dataframe[0].proto.column_order)[:3] == ["name", "status", "text"]


def test_years_have_no_thousands_separators() -> None:
    earlier, later = (
        b"year\r\n" + b"".join(b"%d\r\n" % (first + n % 40) for n in range(200)) for first in (1920, 1980)
    )
    app = AppTest.from_function(shown, kwargs={"earlier": earlier, "later": later}, default_timeout=30).run()
    assert not app.exception
    assert "from 1940 to 2000" in app.dataframe[0].value["text"][0]
    (chart,) = app.get("plotly_chart")
    names = json.loads(chart.proto.spec)["layout"]["xaxis"]["ticktext"]
    assert not any("," in name for name in names)


def test_bars_of_dates_are_named_by_their_days() -> None:
    tables = (b"day,n\r\n2026-01-01,1\r\n2026-01-31,2\r\n", b"day,n\r\n2026-02-01,1\r\n2026-02-28,2\r\n")
    app = AppTest.from_function(shown, kwargs=dict(zip(("earlier", "later"), tables, strict=True)))
    app.run(timeout=30)
    assert not app.exception
    chart = json.loads(app.get("plotly_chart")[0].proto.spec)
    assert chart["layout"]["xaxis"]["ticktext"][0].startswith("Jan 1, 2026 –")


def in_a_tab(earlier: bytes, later: bytes) -> None:
    import streamlit as st

    from components.dataset import comparison_view
    from services.data.comparison.comparison import compare
    from services.data.profile import profile
    from services.data.reading.read import read_csv

    if not st.checkbox("Another tab", key="other"):
        before, after = (profile(read_csv(table).table) for table in (earlier, later))
        comparison_view.show(compare(before, after), "x")


def test_the_selected_column_stays_so_while_another_tab_is_open() -> None:
    app = AppTest.from_function(in_a_tab, kwargs={"earlier": EARLIER, "later": LATER}, default_timeout=30)
    app.run()
    app.session_state["changes_x"] = {"selection": {"rows": [2], "columns": [], "cells": []}}
    app.run()
    assert app.subheader[0].value == "plan"
    app.checkbox(key="other").set_value(True).run()
    assert not app.subheader
    app.checkbox(key="other").set_value(False).run()
    assert app.subheader[0].value == "plan"
    assert app.run().subheader[0].value == "plan"
