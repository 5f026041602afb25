import pyarrow as pa
import pytest

from services.data.reading.parsing.limits import check_batch, check_cells, check_rows
from services.errors import InvalidInput
from services.settings import Limits

LIMITS = Limits(rows=2, cell_characters=4, row_bytes=12)


def batch(*columns):
    arrays = [pa.array(column, pa.large_string()) for column in columns]
    return pa.RecordBatch.from_arrays(arrays, [str(place) for place in range(len(arrays))])


def test_as_many_rows_as_the_limit_are_allowed():
    check_rows(2, LIMITS)
    with pytest.raises(InvalidInput, match="too_many_rows"):
        check_rows(3, LIMITS)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (["가나다라", ""], None),  # twelve bytes
        (["가나다라", "a"], "row_too_large"),
        (["abcde"], "cell_too_long"),
        (["abcd"] * 3, None),
        (["abcd"] * 4, "row_too_large"),
    ],
)
def test_cells_are_counted_in_characters_and_rows_in_bytes(cells, code):
    for check in (lambda: check_cells(cells, LIMITS), lambda: check_batch(batch(*zip(cells)), LIMITS)):
        if code is None:
            check()
        else:
            with pytest.raises(InvalidInput, match=code):
                check()


def test_a_batch_is_checked_row_by_row():
    check_batch(batch(["abcd"] * 100, ["abcd"] * 100), LIMITS)
