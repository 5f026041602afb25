"""Each code that reading a table raises has a message and a hint."""

import pytest

from services.errors import InvalidInput
from services.text.messages.errors import error_text, reading
from services.text.messages.errors.registry import TEXTS

MB = 1024**2
TEXT = [
    ("file_empty", {}, "The file is empty."),
    (
        "file_too_large",
        {"size": 3000 * MB, "limit": 2048 * MB},
        "The file is 3,000 MB; the limit is 2,048 MB.",
    ),
    ("no_rows", {}, "The file has no rows."),
    (
        "mostly_ragged_rows",
        {},
        "Most rows don't have as many cells as the header, so the file isn't a table.",
    ),
    (
        "no_column_names",
        {},
        "The file doesn't look like a CSV table: its first line is a sentence, not column names.",
    ),
    ("too_many_rows", {"limit": 20_000_000}, "The table has too many rows; the limit is 20,000,000."),
    (
        "too_many_columns",
        {"columns": 10_001, "limit": 10_000},
        "The table has 10,001 columns; the limit is 10,000.",
    ),
    (
        "first_line_too_wide",
        {"columns": 10_001, "limit": 10_000},
        "The first line has more than 10,001 cells; the limit is 10,000 columns.",
    ),
    ("first_line_too_long", {}, "The first line is too long for a header."),
    (
        "cell_too_long",
        {"length": 1_000_001, "limit": 1_000_000},
        "A cell has 1,000,001 characters; the limit is 1,000,000.",
    ),
    ("row_too_large", {"limit": 4 * MB}, "A row is larger than the limit of 4.0 MB."),
    ("too_many_shard_rows", {"rows": 3, "limit": 2}, "The files together have 3 rows; the limit is 2."),
    (
        "shard_lacks_column",
        {"shard": "p2.csv", "first": "p1.csv", "column": "b"},
        "“p2.csv” has no column “b”, which “p1.csv” has.",
    ),
    (
        "shard_has_another_column",
        {"shard": "p2.csv", "first": "p1.csv", "column": "c"},
        "“p2.csv” has a column “c”, which “p1.csv” doesn't have.",
    ),
    (
        "shard_column_order_differs",
        {"shard": "p2.csv", "first": "p1.csv"},
        "The columns of “p2.csv” are in another order than those of “p1.csv”.",
    ),
    ("unknown_sample", {"key": "iris", "keys": "a, b"}, "There is no sample “iris”."),
]


@pytest.mark.parametrize(("code", "parameters", "message"), TEXT)
def test_an_error_has_a_message_and_a_hint(code, parameters, message):
    text = error_text(InvalidInput(code, **parameters))
    assert text.message == message
    assert text.hint.endswith(".")


def test_every_code_of_the_module_is_in_the_table():
    codes = {code for code, text in TEXTS.items() if text.__module__ == reading.__name__}
    assert codes == {code for code, _parameters, _message in TEXT}
