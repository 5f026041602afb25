import numpy as np
import pytest

from services.data.reading.parsing.arrow_rows import blank_rows, parse_rows, repeated_headers
from services.data.reading.parsing.dialect import Dialect

COMMAS = Dialect("", ",")


def test_rows_of_a_wrong_number_of_cells_are_left_to_the_caller():
    rows = parse_rows(b"1,2\n3\n,,,\n4,5,6\n7,8\n", COMMAS, 2, 2)
    assert rows.batch.to_pydict() == {"0": ["1", "7"], "1": ["2", "8"]}
    assert [row.text.strip() for row in rows.ragged] == ["3", "4,5,6"]
    assert [row.text.strip() for row in rows.blank] == [",,,"]
    assert rows.numbers(np.array([0, 1])) == [1, 5]


@pytest.mark.parametrize("data", [b"1,2\n3,4,,\n", b"1,2\n3\n"], ids=["surplus empty cells", "short rows"])
def test_a_block_with_a_row_to_repair_is_not_parsed(data):
    assert parse_rows(data, COMMAS, 2, 1) is None


def test_rows_of_fewer_cells_get_empty_ones():
    rows = parse_rows(b"1\n2\n", COMMAS, 2, 1)
    assert rows.batch.to_pydict() == {"0": ["1", "2"], "1": [None, None]}


def test_a_row_is_blank_unless_a_cell_is_filled_or_quoted():
    rows = parse_rows(b'1,\n,\n"",\n,2\n,\n', COMMAS, 2, 2)
    assert blank_rows(rows.batch).tolist() == [1, 4]
    assert blank_rows(parse_rows(b'1\n""\n', COMMAS, 1, 1).batch).tolist() == []


def test_a_row_repeats_the_header_if_all_its_cells_do():
    rows = parse_rows("a,\na,b\nb,a\n\ufeffa,\n1,\n".encode(), COMMAS, 2, 2)
    assert repeated_headers(rows.batch, ["a", ""]).tolist() == [0, 3]
    assert repeated_headers(rows.batch, None).tolist() == []
