import csv
import io

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from services.data.tables.writing import store

texts = st.text(st.sampled_from('ab",\r\n 가;'), max_size=6)


def written(columns):
    frame = pd.DataFrame({name: pd.Series(cells, dtype="str") for name, cells in columns.items()})
    table = store(frame)  # its file lives as long as the table
    return table.path.read_bytes().decode()


def test_only_cells_that_need_quotes_get_them():
    text = written({"a": ["plain", "x,y", 'say "hi"', "two\nlines"], "b": ["1", None, " ", "가"]})
    assert text == 'a,b\r\nplain,1\r\n"x,y",\r\n"say ""hi""", \r\n"two\nlines",가\r\n'


def test_an_empty_cell_of_a_lonely_column_is_no_blank_line():
    assert written({"a": [None, "1"]}) == 'a\r\n""\r\n1\r\n'


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=6))
def test_the_csv_module_reads_back_each_cell(rows):
    text = written({"a": [row[0] for row in rows], "b": [row[1] for row in rows]})
    assert [tuple(row) for row in csv.reader(io.StringIO(text, newline=""))] == [("a", "b"), *rows]
