"""Records of JSON become flat, as by pandas.json_normalize, and their values texts."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.data.reading.json_files.cells import column_name, flatten, text
from services.data.reading.json_files.values import decode


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("null", ""),
        ('""', ""),
        ("true", "true"),
        ("-0.10", "-0.10"),
        ("12345678901234567890", "12345678901234567890"),
        ('"1"', "1"),
        ('[1.5, "é", null]', '[1.5, "é", null]'),
        ("{}", "{}"),
    ],
)
def test_a_value_is_the_text_of_a_cell(value, expected):
    assert text(decode(value)) == expected


def test_nested_objects_become_columns_and_lists_stay():
    record = {"id": 1, "user": {"name": "x", "address": {"city": "y"}}, "tags": [{"a": 1}], "none": {}}
    flat = {column_name(key): value for key, value in flatten(record).items()}
    assert flat == {"id": 1, "user.name": "x", "user.address.city": "y", "tags": [{"a": 1}]}


def test_a_key_with_a_point_is_not_mistaken_for_a_nested_one():
    assert len(flatten({"a.b": 1, "a": {"b": 2}})) == 2


KEYS = st.text("abc", min_size=1, max_size=2)
RECORDS = st.recursive(
    st.integers(), lambda inner: st.dictionaries(KEYS, inner, min_size=1, max_size=3), max_leaves=6
)


@given(st.dictionaries(KEYS, RECORDS, min_size=1, max_size=3))
def test_a_record_has_the_columns_of_pandas(record):
    frame = pd.json_normalize([record])
    flat = {column_name(key): value for key, value in flatten(record).items()}
    assert set(flat) == set(frame.columns)
    assert all(frame[name][0] == value for name, value in flat.items())
