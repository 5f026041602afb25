import gc

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.data.tables.numbers import NumberFormat
from services.data.tables.writing import store

CELLS = st.text(st.sampled_from('a",\r\n가'), max_size=6)


def texts(**columns):
    return pd.DataFrame({name: pd.Series(cells, dtype="str") for name, cells in columns.items()})


def test_a_table_gives_back_its_cells_in_order():
    frame = texts(a=["007", None, "x, y"], b=[" 1 ", 'he said "no"', "two\nlines"])
    pd.testing.assert_frame_equal(store(frame).frame(), frame)


@pytest.mark.parametrize("rows", [1, 2, 99])
def test_the_head_is_the_first_rows(rows):
    assert store(texts(a=["1", "2", "3"])).head(rows)["a"].tolist() == ["1", "2", "3"][:rows]


@settings(max_examples=60)
@given(
    rows=st.lists(st.tuples(CELLS, CELLS.filter(bool)), min_size=1, max_size=12),
    count=st.integers(1, 14),
    size=st.integers(1, 40),
)
def test_the_first_rows_are_those_of_the_whole_wherever_reading_stops(rows, count, size):
    table = store(texts(a=[row[0] or None for row in rows], b=[row[1] for row in rows]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("services.data.tables.table._START_BYTES", size)
        assert table.first(count).to_pylist() == table.first(99).to_pylist()[:count]
        first = table.head(count)
    pd.testing.assert_frame_equal(first, table.frame().head(count))


def test_the_first_rows_take_little_of_a_large_file():
    table = store(texts(a=[str(row) for row in range(300_000)], b=["x" * 30] * 300_000))
    before = pa.default_memory_pool().max_memory()
    assert table.size > 10_000_000
    assert table.head(2, ("b",)).to_dict("list") == {"b": ["x" * 30] * 2}
    assert pa.default_memory_pool().max_memory() - before < 2_000_000


def test_a_columns_batches_hold_that_column_alone():
    table = store(texts(a=["1"], b=["2"]))
    assert [batch.to_pydict() for batch in table.batches(("b",))] == [{"b": ["2"]}]


def test_the_same_cells_read_as_other_numbers_are_another_table():
    frame = texts(a=["1,5"])
    assert store(frame).content_id == store(frame).content_id
    assert store(frame).content_id != store(frame, NumberFormat(",")).content_id


def test_a_tables_folder_goes_with_the_last_who_holds_it():
    table = store(texts(a=["1"]))
    path = table.path
    assert path.exists()
    assert path.parent.stat().st_mode & 0o077 == 0
    del table
    gc.collect()
    assert not path.parent.exists()
