import json
from collections import Counter
from statistics import mean, stdev

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.data.profile import Histogram, Profile, profile
from services.data.reading.read import read_csv
from services.data.samples import samples
from services.data.tables.writing import store
from services.errors import InvalidInput


def column(*cells, name="c"):
    return profile(store(pd.DataFrame({name: pd.Series(cells, dtype="str")}))).columns[0]


def test_a_number_column_is_described_by_its_exact_statistics():
    found = column("1", "2", "3", "4", None, "2")
    assert (found.kind, found.whole, found.missing, found.distinct) == ("number", True, 1, 4)
    assert (found.minimum, found.maximum, found.mean) == (1.0, 4.0, 2.4)
    assert found.deviation == pytest.approx(stdev([1, 2, 3, 4, 2]))
    assert found.quartiles == (2.0, 2.0, 3.0)
    assert found.top[0] == ("2", 2)
    assert sum(found.histogram.counts) == 5
    assert (found.histogram.edges[0], found.histogram.edges[-1]) == (1.0, 4.0)


@pytest.mark.parametrize(
    ("cells", "once"),
    [
        (["1", "2", "2", "inf", None], 2),
        (["1", "1", "inf", "inf", "-inf"], 1),
        (["a", "b", "b", "c", None], 2),
        (["2026-01-01", "2026-01-02", "2026-01-02"], 1),
        ([f"c{n % 60_000}" for n in range(60_000 + 59_990)], 10),
        ([f"a sentence of its own, number {n % 40}" for n in range(77)], 3),
    ],
    ids=["numbers", "infinities", "categories", "dates", "very many", "text"],
)
def test_values_that_stand_once_are_counted(cells, once):
    assert column(*cells).once == once


@pytest.mark.parametrize("cells", [("1", "NA", "2"), ("a", "b", "a")])
@pytest.mark.parametrize("name", ["count", "text", "hash"])
def test_a_column_may_have_any_name(name, cells):
    assert column(*cells, name=name).distinct == 2


def test_the_two_infinities_are_different_values():
    assert [column("1", "2", *endless).distinct for endless in (["inf"], ["inf", "-inf"], ["-inf"] * 2)] == [
        3,
        4,
        3,
    ]


def test_a_category_column_names_its_commonest_values_in_a_fixed_order():
    found = column("red", "blue", "red", "green", "blue", "")
    assert (found.kind, found.missing, found.distinct) == ("category", 1, 3)
    assert found.top == (("blue", 2), ("red", 2), ("green", 1))
    assert found.examples == ("red", "blue", "green")


def test_a_date_column_is_described_in_iso_dates():
    found = column("31.01.2026", "01.02.2025")
    assert (found.kind, found.earliest, found.latest) == ("date", "2025-02-01", "2026-01-31")
    assert sum(found.histogram.counts) == 2
    assert found.histogram.edges[0] == "2025-02-01"


def test_a_text_column_is_described_by_lengths_and_words():
    found = column("The box arrived broken.", "the BOX is fine, thanks", "A third one, in the box!")
    assert (found.kind, found.minimum, found.maximum) == ("text", 23.0, 24.0)
    assert dict(found.top)["box"] == 3
    assert dict(found.top)["the"] == 3
    assert sum(found.histogram.counts) == 3


def test_an_empty_column_has_a_profile_too():
    found = column(None, " ")
    assert (found.kind, found.missing, found.distinct, found.histogram) == ("empty", 2, 0, None)


@pytest.mark.parametrize(
    ("name", "cells", "looks_like_id"),
    [
        ("code", [f"C-{number}" for number in range(30)], True),
        ("customer_id", [str(number * 7) for number in range(30)], True),
        ("orderId", [str(number * 7) for number in range(30)], True),
        ("row", [str(number) for number in range(100, 130)], True),
        ("anything", [str(number) for number in range(100, 130)], True),
        ("income", [str(number * number) for number in range(30)], False),
        ("paid", [str(number * 7) for number in range(30)], False),
        ("id", [str(number % 29) for number in range(30)], False),
        ("code", ["a", "b", "c"], False),
        ("Unnamed: 0", [str(number * 7 % 97) for number in range(30)], True),
        ("X", [str(number * 7 % 97) for number in range(30)], True),
        ("X", [str(number * 70_001) for number in range(30)], False),
        ("x", [str(number * 7 % 97) for number in range(30)], False),
        ("price", [f"${number}.50" for number in range(30)], False),
        ("when", ["0000-00-00", *(f"2026-01-{number:02}" for number in range(1, 30))], False),
        ("size", ["[cm]", *(f"{number}.5" for number in range(30))], False),
    ],
)
def test_a_column_that_differs_in_every_row_by_name_or_count_looks_like_an_id(name, cells, looks_like_id):
    assert column(*cells, name=name).looks_like_id is looks_like_id


numbers = st.floats(-1e6, 1e6).map(lambda number: str(round(number, 3)))


@settings(max_examples=60)
@given(st.lists(st.one_of(st.none(), numbers), min_size=1, max_size=40).filter(any))
def test_numbers_agree_with_the_slow_and_obvious_way(cells):
    found = column(*cells)
    values = [float(cell) for cell in cells if cell]
    assert found.missing == cells.count(None)
    assert found.distinct == len(set(values))
    assert (found.minimum, found.maximum) == (min(values), max(values))
    assert found.mean == pytest.approx(mean(values), abs=1e-6)
    assert sum(found.histogram.counts) == len(values)


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["red", "green", "blue", None, " "]), min_size=1, max_size=40))
def test_value_counts_agree_with_the_slow_and_obvious_way(cells):
    assert dict(column(*cells).top) == Counter(cell for cell in cells if cell and cell.strip())


@pytest.mark.parametrize("sample", samples.SAMPLES, ids=lambda sample: sample.key)
def test_a_profile_comes_back_from_its_json_as_it_was(sample):
    found = profile(read_csv(samples.load(sample.key)[1]).table)
    assert Profile.from_json(found.to_json()) == found
    assert isinstance(found.columns[0].histogram, Histogram | None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        json.dumps({"version": 6, "rows": 1, "columns": []}),
        '{"version": 6, "rows": 1, "columns": [{"x": 1}]}',
    ],
)
def test_what_is_no_profile_is_refused(text):
    with pytest.raises(InvalidInput) as refused:
        Profile.from_json(text)
    assert refused.value.code == "profile_unreadable"


def test_an_unknown_column_is_refused_by_name():
    with pytest.raises(InvalidInput) as refused:
        profile(store(pd.DataFrame({"a": pd.Series(["1"], dtype="str")}))).column("x")
    assert refused.value.code == "column_not_in_profile"
    assert refused.value.parameters == {"column": "x", "columns": ("a",)}


@pytest.mark.parametrize(
    "cells",
    [
        ["0.3", "0.30000000000000004"],
        ["1e308", "-1e308"],
        ["8e307", "8e307"],
        ["1e999", "1"],
        ["5e-324", "0"],
    ],
    ids=str,
)
def test_numbers_at_the_edges_of_floats_are_profiled(cells):
    described = profile(store(pd.DataFrame({"x": cells}, dtype="str")))
    assert Profile.from_json(described.to_json()) == described
    (column,) = described.columns
    assert column.kind == "number"
    assert sum(column.histogram.counts if column.histogram else ()) + column.infinite == 2


def test_thousands_of_columns_are_profiled_each_by_its_own_cells():
    names = [f"c{number}" for number in range(3_000)]
    frame = pd.DataFrame([[str(number) for number in range(3_000)]] * 3, columns=names, dtype="str")
    found = profile(store(frame))
    assert [each.mean for each in found.columns] == [float(number) for number in range(3_000)]
    assert found.duplicates == 2


def test_a_profile_of_a_column_does_not_depend_on_the_columns_beside_it():
    rows = 120
    cells = {
        "ids": [f"{n * 2654435761 % 2**32:08x}" for n in range(rows)],
        "texts": [f"The {n % 7} red boxes, Ünna {n}" for n in range(rows)],
        "dates": [(f"2024-01-{1 + n % 28:02}", f"{1 + n % 28:02}.03.2024")[n % 2] for n in range(rows)],
        "days": [f"2024-02-{1 + n % 28:02}" if n % 9 else "NA" for n in range(rows)],
        "money": [f"${n * 17 % 999:,}.50" for n in range(rows)],
        "phones": [f"+49 30 {n * 7919 % 10**6:06}" for n in range(rows)],
        "decimals": [f"{n / 4}" if n != 40 else "unknown" for n in range(rows)],
        "spaced": [f" {n}" if n % 3 else None for n in range(rows)],
        "categories": [("red", "Red", "blue ", "n/a", None)[n % 5] for n in range(rows)],
        "months": [f"{2015 + n % 8}{1 + n % 12:02}" for n in range(rows)],
        "empty": [None] * rows,
        "long": [f"{n}" * 8 for n in range(rows)],
    }
    together = profile(store(pd.DataFrame(cells, dtype="str")))
    assert {found.kind for found in together.columns} == {"number", "category", "text", "date", "empty"}
    for name, of_column in cells.items():
        alone = profile(store(pd.DataFrame({name: of_column, "beside": ["x"] * rows}, dtype="str")))
        assert together.column(name) == alone.column(name)


def test_a_column_that_changes_its_kind_far_down_is_read_again_from_its_start():
    days = [f"{day:02}/01/2026" for day in range(1, 13)] * 10_000
    frame = pd.DataFrame(
        {
            "day": [*days, "31/01/2026"],
            "number": [*map(str, range(len(days))), "none of these"],
            "sorted": sorted(
                [f"the sentence {number // 2} of these here" for number in range(len(days) + 1)]
            ),
        },
        dtype="str",
    )
    day, number, text = profile(store(frame)).columns
    assert (day.kind, day.dated, day.earliest, day.latest) == (
        "date",
        len(days) + 1,
        "2026-01-01",
        "2026-01-31",
    )
    assert (number.kind, number.numeric, number.distinct) == ("category", len(days), len(days) + 1)
    assert (text.kind, text.distinct) == ("text", len(days) // 2 + 1)
    assert text.words_of == 2
    assert dict(text.top)["sentence"] == pytest.approx(len(days) / 2, rel=0.001)


def test_correlations_use_the_rows_where_both_are_numbers():
    frame = pd.DataFrame({"a": ["1", "2", "3", "NA"], "b": ["2", "4", "6", "9"], "c": ["1", None, "1", "5"]})
    found = {(each.first, each.second): each.coefficient for each in profile(store(frame)).correlations}
    assert found[("a", "b")] == pytest.approx(1)
    assert found[("b", "c")] == pytest.approx(np.corrcoef([2, 6, 9], [1, 1, 5])[0, 1])
    assert ("a", "c") not in found


def test_skewness_zeros_and_outliers_are_those_of_a_known_column():
    found = column("0", "0", "1", "2", "3", "100")
    assert (found.zeros, found.outliers) == (2, 1)
    assert found.skewness == pytest.approx(pd.Series([0, 0, 1, 2, 3, 100]).skew())


@pytest.mark.parametrize(
    ("name", "form", "kind"),
    [
        ("x", "{year}{month:02}", "date"),
        ("postcode", "{year}{month:02}", "number"),
        ("period", "{year}.{month:02}", "date"),
        ("period", "{month:02}.{year}", "date"),
        ("x", "{year}.{month:02}", "number"),
        ("x", "{year}{month:02}1", "number"),
        ("x", "{year}-Q{month}", "category"),
    ],
)
def test_numbers_that_are_months_are_dates_by_their_range_and_name(name, form, kind):
    cells = [form.format(year=2000 + place // 12, month=place % 12 + 1) for place in range(60)]
    assert profile(store(pd.DataFrame({name: pd.Series(cells, dtype="str")}))).columns[0].kind == kind


def test_a_few_numbers_like_months_are_numbers_without_the_name_of_a_time():
    cells = pd.Series(["201001", "201002"] * 20, dtype="str")
    described = profile(store(pd.DataFrame({"price": cells, "month": cells})))
    assert [column.kind for column in described.columns] == ["number", "date"]
