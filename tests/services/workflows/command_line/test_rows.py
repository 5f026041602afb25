import json

import pytest

from services.data.models.contract import Contract, Field
from services.data.profile import profile
from services.data.reading.read import read_csv
from services.errors import InvalidInput
from services.workflows.command_line.rows import Rows, instances, read_rows

TABLE = (
    "when,size,code,note,y,spare\n"
    + "".join(f"{1 + n % 28:02d}.01.2024,{n},{n % 3},some words on {n},yes,z\n" for n in range(30))
).encode()
FIELDS = (("when", "date"), ("size", "numeric"), ("code", "category"), ("note", "text"))
CONTRACT = Contract(
    1,
    "classification",
    "y",
    "linear",
    tuple(
        Field(name, role, "number" if role == "numeric" else role, 0.0)  # type: ignore[arg-type]
        for name, role in FIELDS
    ),
    ("no", "yes"),
    {},
    (),
)
NOTHING = {name: None for name, _role in FIELDS}


@pytest.fixture(scope="module")
def table():
    reading = read_csv(TABLE)
    return reading, profile(reading.table)


@pytest.fixture
def outcome(tmp_path, table):
    """Return the instances of a file's rows, the codes of errors in their place."""

    def outcome(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        rows = instances(read_rows(path), CONTRACT, *table)
        return [row.code if isinstance(row, InvalidInput) else dict(row) for row in rows]

    return outcome


@pytest.mark.parametrize(
    ("row", "instance"),
    [
        ({"size": 1.5}, {"size": 1.5}),
        ({"size": None, "code": "1"}, {"code": "1"}),
        ({"code": 1, "note": 2.5}, {"code": 1, "note": 2.5}),
        ({"code": 1}, {"code": 1}),
        ({"code": True}, {"code": True}),
        ({"when": "2024-03-01T08:15:37"}, {"when": "2024-03-01T08:15:37"}),
        ({"size": 1, "y": "yes", "spare": 7}, {"size": 1}),
        ({"size": "1"}, "invalid_value"),
        ({"size": [1]}, "invalid_value"),
        ({"when": "soon"}, "invalid_value"),
        ({"note": {"a": 1}}, "invalid_value"),
        ({"sise": 1}, "unknown_fields"),
        ({}, "empty_instance"),
        ({"y": "yes"}, "empty_instance"),
        ([1, 2], "row_not_object"),
        (None, "row_not_object"),
    ],
)
def test_a_row_of_json_keeps_its_types_or_is_an_error(outcome, row, instance):
    expected = instance if isinstance(instance, str) else {**NOTHING, **instance}
    assert outcome("rows.jsonl", json.dumps(row)) == [expected]


def test_rows_of_json_keep_their_order_and_a_bad_one_costs_no_other(outcome):
    lines = '\ufeff{"size": 1}\n\n{"size": \n{"size": NaN}\r\n{"size": 3}\n'
    ones, threes = {**NOTHING, "size": 1}, {**NOTHING, "size": 3}
    assert outcome("rows.NDJSON", lines) == [ones, "row_not_json", "invalid_value", threes]


@pytest.mark.parametrize(
    ("cells", "instance"),
    [
        ("05.02.2024,7,1,hello", {"when": "2024-02-05", "size": 7, "code": "1", "note": "hello"}),
        ("2024-02-05,7,1,", {"when": "2024-02-05", "size": 7, "code": "1"}),
        (",NA,1,x", {"code": "1", "note": "x"}),
        (", 7 , 1 ,x", {"size": 7, "code": "1", "note": "x"}),
        (",seven,1,x", "invalid_value"),
        ("soon,7,1,x", "invalid_value"),
        (",,,", "empty_instance"),
    ],
)
def test_a_row_of_csv_is_read_as_the_table_was(outcome, cells, instance):
    expected = instance if isinstance(instance, str) else {**NOTHING, **instance}
    # The first row keeps a row of nothing from being no row.
    assert outcome("rows.csv", f"when,size,code,note\n,1,,\n{cells}\n")[1:] == [expected]


def test_a_csv_may_have_the_tables_other_columns_in_any_order(outcome):
    assert outcome("rows.csv", "y;code;size\nyes;1;2\nno;2;3\n") == [
        {**NOTHING, "code": "1", "size": 2},
        {**NOTHING, "code": "2", "size": 3},
    ]


def test_a_csv_row_of_another_width_is_an_error_in_its_place(outcome):
    rows = "".join(f"{n},1\n" for n in range(9))
    assert outcome("rows.csv", f"size,code\n{rows}7,1,9\n8,2\n")[8:] == [
        {**NOTHING, "code": "1", "size": 8},
        "row_of_another_width",
        {**NOTHING, "code": "2", "size": 8},
    ]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("missing.jsonl", None, "inspected_file_missing"),
        ("missing.csv", None, "inspected_file_missing"),
        ("latin.jsonl", b'{"a": "\xe9"}', "inspected_file_unreadable"),
        ("empty.csv", b"", "file_empty"),
    ],
)
def test_what_is_no_file_of_rows_is_refused(tmp_path, name, content, code):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InvalidInput) as refusal:
        read_rows(tmp_path / name)
    assert refusal.value.code == code


def test_a_file_without_rows_has_none(tmp_path):
    (tmp_path / "rows.jsonl").write_text("\n \n")
    assert read_rows(tmp_path / "rows.jsonl") == Rows(())
