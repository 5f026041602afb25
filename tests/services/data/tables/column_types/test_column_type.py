"""Every column type has all its parts, here and wherever else a type is told apart."""

from dataclasses import fields
from typing import get_args

import pandas as pd
import pytest

from services.data.profile import ColumnProfile, profile
from services.data.recipe.column_plans import PLANS
from services.data.tables.column_types import COLUMN_TYPES, ColumnType
from services.data.tables.writing import store

CELLS = {
    "number": ["1.5", "-2", "NA", "0", "inf", "7", "7"] * 5,
    "category": ["red", "green", "", "0012", "5"] * 6,
    "text": [f"this is the {n} text of mine with 5 words" for n in range(30)],
    "date": ["2026-01-31", "2026-02-01", "NA"] * 5,
    "empty": ["", "NA", "-"] * 5,
}
COMMON = {"name", "kind", "missing", "distinct"}


def test_every_type_is_described():
    assert set(COLUMN_TYPES) == set(get_args(ColumnType)) == set(CELLS)
    assert all(description.type == name for name, description in COLUMN_TYPES.items())


@pytest.mark.parametrize("kind", COLUMN_TYPES)
def test_the_default_role_of_a_type_has_a_plan(kind):
    assert COLUMN_TYPES[kind].default_role in PLANS


@pytest.mark.parametrize("kind", COLUMN_TYPES)
def test_the_profile_of_a_column_holds_the_facts_of_its_type_alone(kind):
    table = store(pd.DataFrame({"x": pd.Series(CELLS[kind], dtype="str")}))
    (column,) = profile(table).columns
    assert column.kind == kind
    facts = COLUMN_TYPES[kind].facts
    assert facts <= {field.name for field in fields(ColumnProfile)}
    others = [field for field in fields(ColumnProfile) if field.name not in facts | COMMON]
    assert {field.name: getattr(column, field.name) for field in others} == {
        field.name: field.default for field in others
    }


@pytest.mark.parametrize("kind", COLUMN_TYPES)
def test_marks_count_as_missing_where_the_type_says_so(kind):
    cells = [*CELLS[kind], "N/A"]
    (column,) = profile(store(pd.DataFrame({"x": pd.Series(cells, dtype="str")}))).columns
    assert bool(dict(column.marks).get("N/A")) == COLUMN_TYPES[kind].has_marks
