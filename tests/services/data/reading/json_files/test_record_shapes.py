"""Records that are read at once are those that are read one by one."""

import json
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.data.reading.json_files import elements
from services.data.reading.json_files.record_shapes import RecordShape
from services.data.reading.read import read_csv

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(st.characters(exclude_categories=())),
    st.lists(
        st.one_of(st.integers(), st.text(), st.dictionaries(st.text(), st.integers(), max_size=1)), max_size=3
    ),
    st.dictionaries(st.sampled_from(["x", "y.z"]), st.integers(), max_size=2),
)
RECORDS = st.fixed_dictionaries(
    {"id": st.integers()},
    optional={"name": VALUES, "a.b": VALUES, "a": st.fixed_dictionaries({"b": VALUES}), 'ü "q': VALUES},
)


def outcome(data):
    """Return the bytes of a table, and what of its file was rejected."""
    reading = read_csv(data)
    return Path(reading.table.path).read_bytes(), reading.rows_reported, reading.repairs


@settings(deadline=None, max_examples=60)
@given(st.lists(RECORDS, min_size=2, max_size=12), st.booleans(), st.sampled_from([None, (",", ":")]))
def test_records_that_are_read_at_once_are_those_read_one_by_one(records, ascii_only, separators):
    texts = [json.dumps(record, ensure_ascii=ascii_only, separators=separators) for record in records]
    lines = "\n".join(texts).encode(errors="replace")
    array = f"[{', '.join(texts)}]".encode(errors="replace")
    one_by_one = outcome(lines), outcome(array)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(elements, "_MANY", 1)
        patch.setattr(elements, "_MOST_OTHERS", 1)
        patch.setattr(elements, "_FIRST", 1)
        assert (outcome(lines), outcome(array)) == one_by_one


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('{"n": 1.50, "t": "a, b"}', ["1.50", "a, b"]),
        ('{"n":1e400,"t":null}', ["1e400", None]),
        ('{"n": 123456789012345678901234567890}', ["123456789012345678901234567890", None]),
        ('{"n": -0, "t": -0.0}', ["0", "-0.0"]),
        ('{"n": "say \\"hi\\"\\n", "t": ["é", {}]}', None),
        ('{"n": "say \\"hi\\"\\n", "t": ["\\u00e9",1]}', ['say "hi"\n', '["é", 1]']),
        ('{"n": 1, "n": 2}', None),
        ('{"t": 1, "n": 2}', None),
        ('{"n": NaN}', None),
        ('{"n": 01}', None),
        ('{"n": 1,}', None),
        ('{"n": 1} x', None),
        ("", None),
    ],
)
def test_a_line_has_the_shape_of_a_record_or_not(line, cells):
    shape = RecordShape.of({"n": 1, "t": "x"})
    columns, has_shape = shape.read(pl.Series([line]))
    assert has_shape.to_list() == [cells is not None]
    assert cells is None or list(columns.row(0)) == cells


def test_a_broken_value_is_left_to_the_reader_of_single_records():
    shape = RecordShape.of({"n": 1})
    for broken in ('{"n": [1 2]}', '{"n": "\\x"}', '{"n": "\\u0000"}', '{"n": "\\ud83d"}'):
        assert shape.read(pl.Series([broken, '{"n": 1}']))[1].to_list() == [False, False]


@pytest.mark.parametrize("record", [{}, {"a": {}}, {"a\n": 1}, {str(n): n for n in range(300)}])
def test_some_records_have_no_shape(record):
    assert RecordShape.of(record) is None


def test_objects_are_read_in_order_with_others_between_them(monkeypatch):
    monkeypatch.setattr(elements, "_PIECE_BYTES", 4096)
    records = [{"id": n, "city": f"c{n % 7}"} if n % 150 else {"id": n, "more": True} for n in range(1000)]
    lines = [json.dumps(record) for record in records]
    lines[500] = "broken"
    reading = read_csv("\n".join(lines).encode())
    frame = reading.table.frame()
    assert [int(cell) for cell in frame["id"]] == [n for n in range(1000) if n != 500]
    assert frame["more"].notna().sum() == len([n for n in range(0, 1000, 150) if n != 500])
    assert reading.rows_reported == 1
