"""A table's columns: filtered by name, type and finding, paged where they are many, one of them in detail."""

import pickle
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from services.data.profile import ColumnProfile, Histogram, Profile
from services.text.messages.columns import (
    distinct_count,
    distinct_label,
    duplicates_label,
    estimate_note,
    remarks,
    type_name,
)


def column(number: int, **changes: Any) -> ColumnProfile:
    known = ColumnProfile(f"c{number}", "number", 0, 9, mean=1.5, minimum=0.0, maximum=3.0,
                          histogram=Histogram(tuple(float(n) for n in range(25)), (2,) * 24))  # fmt: skip
    return replace(known, **changes)


def shown(script: Any, *values: Any) -> AppTest:
    app = AppTest.from_function(script, default_timeout=30, kwargs={"data": pickle.dumps(values)})
    app.run()
    assert not app.exception
    return app


def columns_page(data: bytes) -> None:
    import pickle

    from components.dataset import table_view

    table_view.columns(*pickle.loads(data), "key", flagged={"c7"})  # noqa: S301 - the test's own


def facts_page(data: bytes) -> None:
    import pickle

    from components.dataset import table_view

    table_view.facts(*pickle.loads(data))  # noqa: S301 - the test's own


def rows_page(data: bytes) -> None:
    import pickle

    from components.dataset import table_view

    table_view.rows(*pickle.loads(data), "key")  # noqa: S301 - the test's own


@pytest.fixture(scope="module")
def wide() -> Profile:
    return Profile(48, tuple(column(n, kind="category" if n % 2 else "number") for n in range(10_000)))


def test_ten_thousand_columns_are_paged_and_filtered_by_name_and_finding(wide: Profile) -> None:
    app = shown(columns_page, wide, "c1")
    assert len(app.dataframe[0].value) == 200
    assert app.dataframe[0].proto.ByteSize() < 200_000
    app.text_input(key="find_key").set_value("C999").run()
    assert list(app.dataframe[0].value["name"]) == ["c999", *(f"c999{n}" for n in range(10))]
    app.text_input(key="find_key").set_value("").run()
    app.toggle(key="flagged_key").set_value(True).run()
    assert list(app.dataframe[0].value["name"]) == ["c7"]
    app.text_input(key="find_key").set_value("nowhere").run()
    assert app.get_by_key("no_columns_key").caption


def test_columns_are_filtered_by_type_code_and_named_by_type(wide: Profile) -> None:
    app = shown(columns_page, wide, "c1")
    pills = app.get_by_key("kinds_key")
    assert pills.options == [type_name("number"), type_name("category")]
    pills.select(type_name("category")).run()
    assert app.session_state["kinds_key"] == ["category"]
    assert set(app.dataframe[0].value["kind"]) == {type_name("category")}
    assert list(app.dataframe[0].value["name"])[:2] == ["c1", "c3"]


def test_the_target_is_shown_in_detail_until_a_column_is_selected(wide: Profile) -> None:
    app = shown(columns_page, wide, "c5000")
    assert [heading.value for heading in app.subheader] == ["c5000"]


def test_what_is_unusual_about_a_column_is_said_and_an_estimate_is_called_one() -> None:
    odd = column(
        0,
        marks=(("NA", 3),),
        infinite=2,
        hashed=True,
        distinct=999_990,
        personal=(("mail", 4),),
        skewness=2.5,
    )
    app = shown(columns_page, Profile(48, (odd,)), "c0")
    shown_remarks = [caption.value.replace("\\", "") for caption in app.get_by_key("remarks_key").caption]
    assert shown_remarks == remarks(odd)
    assert len(shown_remarks) == 4
    estimates = [metric for metric in app.metric if metric.label == distinct_label(estimated=True)]
    assert [metric.value for metric in estimates] == ["999,990"]
    assert list(app.dataframe[0].value["distinct"]) == [distinct_count(odd)]


def test_duplicate_rows_are_labelled_where_their_hashes_were_counted() -> None:
    exact = shown(facts_page, Profile(48, (), duplicates=3)).get_by_key("table_facts").metric[-1]
    assert (exact.label, exact.value, exact.help) == (duplicates_label(estimated=False), "3", "")
    profile = Profile(5_000_000, (), duplicates=3, duplicates_hashed=True)
    hashed = shown(facts_page, profile).get_by_key("table_facts").metric[-1]
    assert (hashed.label, hashed.value) == (duplicates_label(estimated=True), "3")
    assert hashed.help == estimate_note(5_000_000)
    assert "below 1 in 1,000,000" in hashed.help


def test_the_facts_of_a_table_are_its_size_and_completeness() -> None:
    columns = (column(0, missing=12), column(1, kind="category"))
    metrics = shown(facts_page, Profile(48, columns, size=1_500_000)).get_by_key("table_facts").metric
    assert [metric.value for metric in metrics] == ["48", "2", "1", "12%", "0"]
    assert "1.5 MB" in metrics[2].help


def test_the_first_rows_of_a_wide_table_are_paged_by_columns() -> None:
    import pandas as pd

    frame = pd.DataFrame({f"c{n}": ["x"] for n in range(450)})
    app = shown(rows_page, frame)
    assert list(app.dataframe[0].value.columns) == [f"c{n}" for n in range(200)]
