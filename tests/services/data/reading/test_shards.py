import pytest

from services.data.reading.parsing.dialect import DETECT_ALL
from services.data.reading.read import read_csv
from services.data.reading.shards import join, options_like
from services.errors import InvalidInput
from services.settings import Limits

FIRST = read_csv(b"a;b\n1,5;2\n3,25;4\n")


def test_shards_are_joined_in_order_with_the_repairs_and_rejected_rows_of_all():
    second = read_csv(b"a;b\n5,5;6\n7\n8,5;9\n")
    whole = join([("1.csv", FIRST), ("2.csv", second)])
    assert whole.table.frame()["a"].tolist() == ["1,5", "3,25", "5,5", "8,5"]
    assert (whole.rows_in, whole.rows_kept, whole.rows_reported) == (5, 4, 1)
    assert [(repair.kind, repair.file) for repair in whole.repairs] == [("ragged_row", "2.csv")]
    assert whole.rejected_rows.read_text().splitlines() == [
        "file,row,reason,text",
        "2.csv,2,ragged_row cells=1 columns=2,7",
    ]


def test_other_shards_are_read_in_the_dialect_of_the_first():
    options = options_like(FIRST, DETECT_ALL)
    assert (options.encoding, options.delimiter, options.header, options.decimal) == (None, ";", True, ",")


@pytest.mark.parametrize(
    ("content", "code", "column"),
    [
        (b"a;c\n1;2\n", "shard_lacks_column", "b"),
        (b"a;b;c\n1;2;3\n", "shard_has_another_column", "c"),
        (b"b;a\n1;2\n", "shard_column_order_differs", None),
    ],
)
def test_a_shard_of_other_columns_is_refused(content, code, column):
    with pytest.raises(InvalidInput) as refusal:
        join([("1.csv", FIRST), ("2.csv", read_csv(content))])
    assert refusal.value.code == code
    assert refusal.value.parameters.get("column") == column
    assert (refusal.value.parameters["shard"], refusal.value.parameters["first"]) == ("2.csv", "1.csv")


def test_the_limit_of_rows_is_that_of_all_shards():
    with pytest.raises(InvalidInput, match="too_many_shard_rows") as refusal:
        join([("1.csv", FIRST), ("2.csv", FIRST)], Limits(rows=3))
    assert refusal.value.parameters == {"rows": 4, "limit": 3}


def test_shards_of_json_are_joined_by_the_names_of_their_columns():
    first = read_csv(b'{"a": 1, "b": "x"}\n{"a": 2}\n')
    second = read_csv(b'{"c": true}\n{"b": "y", "a": 3}\n')
    frame = join([("1.jsonl", first), ("2.jsonl", second)]).table.frame().fillna("")
    assert frame.to_dict("list") == {
        "a": ["1", "2", "", "3"],
        "b": ["x", "", "", "y"],
        "c": ["", "", "true", ""],
    }
