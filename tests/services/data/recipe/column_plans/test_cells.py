"""Cells are parsed as the trainer parses them."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.containers.trainer import dates as container_dates
from services.containers.trainer import numbers as container_numbers
from services.data.recipe.column_plans import cells
from services.data.tables.numbers import NumberFormat


@settings(max_examples=100)
@given(
    st.lists(st.text("0123456789.,-+eE infNA", max_size=9), min_size=1, max_size=8),
    st.sampled_from([(".", ""), (".", ","), (",", "."), (",", " ")]),
)
def test_numbers_are_those_of_the_container(written, signs):
    column = pd.Series(written, dtype="str")
    ours = cells.numbers(column, NumberFormat(*signs))
    number_format, trimmed = dict(zip(("decimal", "thousands"), signs, strict=True)), column.str.strip()
    theirs, _signs = container_numbers.parse(trimmed, number_format)
    np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize(
    "written",
    [
        ["2026-01-31", "soon", "", "2026-02-01"],
        ["31/01/2026", "01/02/2026"],
        ["2026-01-31T10:00:00+09:00", "2026-02-01T00:00:00Z"],
        ["2026-Q1", "2026-02", "Q4 2026", "2026-Q7"],
        ["12. März 2026", "bald", "3. Mai 2026", "4 May 2026"],
        ["ene-20", "jun-20", "Jun-21", "5 de mayo de 2020"],
        ["2026-W05", "2026W53", "202601"],
    ],
)
def test_dates_are_those_of_the_container(written):
    column = pd.Series(written, dtype="str")
    assert cells.moments(column).dropna().tolist() == container_dates.read(column).dropna().tolist()


def test_texts_are_trimmed_and_none_where_nothing_is_written():
    assert cells.texts(pd.Series([" 007 ", "  ", None, "NA"], dtype="str")).tolist() == [
        "007",
        None,
        None,
        "NA",
    ]
