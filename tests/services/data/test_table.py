import gc

import pandas as pd
import pytest

from services.data.numbers import NumberFormat
from services.data.writing import store


def texts(**columns):
    return pd.DataFrame({name: pd.Series(cells, dtype="str") for name, cells in columns.items()})


def test_a_table_gives_back_its_cells_in_order():
    frame = texts(a=["007", None, "x, y"], b=[" 1 ", 'he said "no"', "two\nlines"])
    pd.testing.assert_frame_equal(store(frame).frame(), frame)


@pytest.mark.parametrize("rows", [1, 2, 99])
def test_the_head_is_the_first_rows(rows):
    assert store(texts(a=["1", "2", "3"])).head(rows)["a"].tolist() == ["1", "2", "3"][:rows]


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
