"""The records of a JSON file become a table of texts, and those that are broken are counted."""

import csv
import json
from pathlib import Path

import pytest

from services.data.reading.files.choice import Choice
from services.data.reading.json_files import tables
from services.data.reading.parsing.repairs import Repair
from services.data.reading.read import read_csv
from services.errors import InvalidInput
from services.settings import Limits


def cells(reading):
    """Return the names and the rows of a reading."""
    with Path(reading.table.path).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def lines(*records):
    """Return records as JSON lines."""
    return "".join(json.dumps(record) + "\n" for record in records).encode()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (lines({"a": 1, "b": "x"}, {"b": None}), [["a", "b"], ["1", "x"], ["", ""]]),
        (
            lines({"a": 1}, {"b": 2}, {"c": {"d": 3}}),
            [["a", "b", "c.d"], ["1", "", ""], ["", "2", ""], ["", "", "3"]],
        ),
        (b'{"n": 12345678901234567890}\n{"n": 1.50}\n', [["n"], ["12345678901234567890"], ["1.50"]]),
        (lines({"t": 'a,"b"\n'}, {"t": [1, {"x": 2}]}), [["t"], ['a,"b"\n'], ['[1, {"x": 2}]']]),
        (b'{"t": "a\\u0000b"}\n{"t": "\\ud83d"}\n', [["t"], ["ab"], ["?"]]),
        (lines({"a.b": 1, "a": {"b": 2}}, {}), [["a.b", "a.b 2"], ["1", "2"], ["", ""]]),
        (lines({"": 1, "a": 2}, {}), [["column 1", "a"], ["1", "2"], ["", ""]]),
        ('{"이름": "김"}\n{"이름": "박"}\n'.encode("utf-16"), [["이름"], ["김"], ["박"]]),
    ],
)
def test_records_become_rows(content, expected):
    reading = read_csv(content)
    assert cells(reading) == expected
    assert (reading.format, reading.rows_in, reading.rows_reported) == ("json", len(expected) - 1, 0)


def test_keys_that_appear_late_become_columns(monkeypatch):
    monkeypatch.setattr(tables, "_FIRST", 2)
    monkeypatch.setattr(tables, "_CHUNK_CHARACTERS", 10)
    reading = read_csv(lines(*({"a": number} for number in range(50)), {"b": 1}, {"c": 2, "a": 3}))
    names, *rows = cells(reading)
    assert names == ["a", "b", "c"]
    assert rows[0] == ["0", "", ""]
    assert rows[-2:] == [["", "1", ""], ["3", "", "2"]]
    assert reading.rows_kept == len(rows) == 52


def test_broken_lines_are_rejected_and_counted_with_the_first_ones_number():
    reading = read_csv(lines({"a": 1}) + b"\nbroken\n" + lines({"a": 2}, [3]))
    assert (reading.rows_kept, reading.rows_reported) == (2, 2)
    assert reading.repairs == (Repair("broken_record", 2, line=3),)
    rows = list(csv.reader(reading.rejected_rows.read_text().splitlines()))
    assert rows[1:] == [["3", "broken_record", "broken"], ["5", "broken_record", "[3]"]]


def test_one_of_the_lists_in_a_document_is_chosen():
    reading = read_csv(json.dumps({"users": [{"a": 1}], "orders": [{"b": 2}, {"b": 3}]}).encode())
    assert (reading.choice, reading.table.names) == (Choice(("users", "orders"), "users"), ("a",))
    assert reading.repairs == (Repair("other_tables", 1, names=("users", "orders")),)


def test_nested_objects_with_too_many_keys_stay_texts():
    records = [{"id": number, "by_day": {f"day {number}": number}} for number in range(30)]
    names, first, *_others = cells(read_csv(lines(*records), limits=Limits(columns=20)))
    assert (names, first) == (["id", "by_day"], ["0", '{"day 0": 0}'])


@pytest.mark.parametrize(
    ("content", "limits", "code"),
    [
        (b"[]", Limits(), "json_without_table"),
        (b"[{}, {}]", Limits(), "json_without_table"),
        (b"[[1, 2], [3, 4]]", Limits(), "json_without_table"),
        (lines({"a": 1}) + b"x\n" * 20, Limits(), "json_broken"),
        (lines(*[{"a": 1}] * 9), Limits(rows=5), "too_many_rows"),
        (lines({"a": "x" * 50}, {}), Limits(cell_characters=20), "cell_too_long"),
        (lines({"a": "x" * 50}, {}), Limits(row_bytes=20), "row_too_large"),
        (lines({f"k{n}": n for n in range(30)}, {}), Limits(columns=20), "too_many_columns"),
        (lines(*({f"k{n}": 1} for n in range(100))), Limits(unpacked_bytes=1000), "json_too_sparse"),
    ],
)
def test_json_that_holds_no_table_or_exceeds_the_limits_is_refused(content, limits, code):
    with pytest.raises(InvalidInput) as refusal:
        read_csv(content, limits=limits)
    assert refusal.value.code == code
