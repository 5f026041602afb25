import csv
from pathlib import Path

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from services.data.profile.blocks import blocks
from services.data.tables.writing import store

cells = st.text('a,"\n\r 한', max_size=8).filter(lambda text: not text or text.strip())


@settings(max_examples=80)
@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=12), st.integers(2, 60))
def test_blocks_of_any_size_are_whole_rows_and_together_the_table(rows, size):
    table = store(pd.DataFrame(rows, columns=["a", "b"], dtype="str"))
    found = list(blocks(table, size))
    whole = Path(table.path).read_bytes()
    assert b"".join(block.data for block in found) == whole[whole.index(b"\n") + 1 :]
    read = [row for block in found for row in csv.reader(block.data.decode().splitlines(keepends=True))]
    assert [tuple(row) for row in read if row] == rows


@settings(max_examples=80)
@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=12), st.integers(2, 60))
def test_a_block_reads_as_the_rows_that_it_holds(rows, size):
    table = store(pd.DataFrame(rows, columns=["a", "b"], dtype="str"))
    read = [row for block in blocks(table, size) for row in block.frame(table, table.names).rows()]
    assert [tuple(cell or "" for cell in row) for row in read] == rows
    part = [row for block in blocks(table, size) for row in block.frame(table, ("b",)).rows()]
    assert [cell or "" for (cell,) in part] == [second for _first, second in rows]
