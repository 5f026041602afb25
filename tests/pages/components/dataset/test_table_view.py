"""A table's columns: found by name, shown by the page where they are many, and one in detail."""

import pickle
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from services.data.profile import ColumnProfile, Correlation, Histogram, Profile


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

    table_view.columns(*pickle.loads(data), "key", noted={"c7"})  # noqa: S301 - the test's own


def facts_page(data: bytes) -> None:
    import pickle

    from components.dataset import table_view

    table_view.facts(*pickle.loads(data))  # noqa: S301 - the test's own


def correlations_page(data: bytes) -> None:
    import pickle

    from components.dataset import correlation_view
    from components.recipe import association_view

    (profile,) = pickle.loads(data)  # noqa: S301 - the test's own
    correlation_view.section(profile, "key")
    association_view.section([], "c1", "none")


@pytest.fixture(scope="module")
def wide() -> Profile:
    return Profile(48, tuple(column(n, kind="category" if n % 2 else "number") for n in range(10_000)))


def test_ten_thousand_columns_come_by_the_page_and_are_found_by_name_and_finding(wide: Profile) -> None:
    app = shown(columns_page, wide, "c1")
    assert len(app.dataframe[0].value) == 200
    assert app.dataframe[0].proto.ByteSize() < 200_000
    app.text_input[0].set_value("C999").run()
    assert list(app.dataframe[0].value["name"]) == ["c999", *(f"c999{n}" for n in range(10))]
    app.text_input[0].set_value("").run()
    app.toggle[0].set_value(True).run()
    assert list(app.dataframe[0].value["name"]) == ["c7"]
    app.text_input[0].set_value("nowhere").run()
    assert "No column is like that" in app.caption[0].value


def test_what_is_odd_about_a_column_is_said_and_a_count_by_hash_is_called_one() -> None:
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
    said = " ".join(each.value for each in app.caption)
    for words in (
        "Read as missing: “NA” (3)",
        "2 cells are infinite",
        "mail addresses (4)",
        "below 1 in 10,000,000",
    ):
        assert words in said.replace("\\", "")
    assert [each.value for each in app.metric if each.label == "Distinct, by hash"] == ["999,990"]
    assert list(app.dataframe[0].value["distinct"]) == ["999,990 by hash"]


def test_repeated_rows_are_labelled_where_their_hashes_were_counted() -> None:
    exact = shown(facts_page, Profile(48, (), duplicates=3))
    assert [(each.label, each.help) for each in exact.metric][-1] == ("Repeated rows", "")
    hashed = shown(facts_page, Profile(5_000_000, (), duplicates=3, duplicates_hashed=True)).metric[-1]
    assert (hashed.label, hashed.value) == ("Repeated, by hash", "3")
    assert "below 1 in 1,000,000" in hashed.help


def test_correlations_are_a_heatmap_or_a_sentence() -> None:
    found = (Correlation("c0", "c1", 0.5), Correlation("c0", "c2", -0.25))
    app = shown(correlations_page, Profile(48, (), correlations=found))
    assert '"type":"heatmap"' in app.get("plotly_chart")[0].proto.spec
    app = shown(correlations_page, Profile(48, ()))
    assert not app.get("plotly_chart")
    assert len(app.caption) == 2
