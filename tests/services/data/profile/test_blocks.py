import csv
from pathlib import Path

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from services.data.profile.blocks import blocks
from services.data.writing import store

cells = st.text('a,"\n\r 한', max_size=8).filter(lambda text: not text or text.strip())


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=12), st.integers(2, 60))
def test_blocks_of_any_size_are_whole_rows_and_together_the_table(rows, size):
    table = store(pd.DataFrame(rows, columns=["a", "b"], dtype="str"))
    found = list(blocks(table, size))
    whole = Path(table.path).read_bytes()
    assert b"".join(block.data for block in found) == whole[whole.index(b"\n") + 1 :]
    read = [row for block in found for row in csv.reader(block.data.decode().splitlines(keepends=True))]
    assert [tuple(row) for row in read if row] == rows


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=12))
def test_rows_that_are_written_alike_have_equal_hashes_and_others_not(rows):
    table = store(pd.DataFrame(rows, columns=["a", "b"], dtype="str"))
    hashes = [value for block in blocks(table, 30) for value in block.row_hashes().tolist()]
    assert len(hashes) == len(rows)
    assert len(set(hashes)) == len(set(rows))
