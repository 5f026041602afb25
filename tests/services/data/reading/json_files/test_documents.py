"""The tables in a JSON file are found in each form in which they are written."""

import json

import pandas as pd
import pytest

from services.data.reading.json_files import documents
from services.data.reading.json_files.documents import find_tables
from services.data.reading.json_files.elements import Element
from services.errors import InvalidInput
from services.settings import LIMITS

ROWS = [{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]
FRAME = pd.DataFrame(ROWS)


@pytest.fixture
def tables(tmp_path):
    """Return a function that returns the elements of the tables in a text."""

    def run(text):
        (tmp_path / "x").write_text(text, encoding="utf-8")
        found = find_tables(tmp_path / "x", 0, text, LIMITS)
        return {name: list(elements()) for name, elements in found.items()}

    return run


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(ROWS),
        json.dumps(ROWS, indent=2),
        "".join(json.dumps(row) + "\n" for row in ROWS),
        "".join(json.dumps(row) + "\r\n\r\n" for row in ROWS),
        "".join(json.dumps(row) for row in ROWS),
        "\n".join(json.dumps(row, indent=2) for row in ROWS),
        *(FRAME.to_json(orient=orient) for orient in ("columns", "index", "records", "split")),
        FRAME.set_axis(["7", "9"]).to_json(),
        json.dumps({"a": [1, 2], "b": ["x", "y"]}),
    ],
)
def test_a_table_is_found_in_each_form(tables, text):
    (elements,) = tables(text).values()
    assert [element.value for element in elements] == ROWS


@pytest.mark.parametrize(
    ("document", "names"),
    [
        ({"data": ROWS}, ["data"]),
        ({"data": ROWS, "count": 2, "next": None, "empty": []}, ["data"]),
        ({"response": {"docs": ROWS}, "tags": ["x"]}, ["response.docs"]),
        ({"users": ROWS, "orders": ROWS}, ["users", "orders"]),
        ({"schema": {"fields": ROWS}, "data": ROWS}, ["schema.fields", "data"]),
    ],
)
def test_the_lists_of_objects_in_a_document_are_its_tables(tables, document, names):
    for text in (json.dumps(document), json.dumps(document, indent=1)):
        found = tables(text)
        assert list(found) == names
        assert all([element.value for element in elements] == ROWS for elements in found.values())


@pytest.mark.parametrize(
    "text",
    [
        '{"data": [\n{"a": 1, "b": "x"},\n{"a": 2, "b": "y"}\n]}',
        '{"data":[{"a": 1, "b": "x"},\n{"a": 2, "b": "y"}]}',
        '{"data":[{"a": 1, "b": "x"}\n,{"a": 2, "b": "y"}]}',
    ],
)
def test_a_document_with_an_object_in_a_line_is_not_json_lines(tables, text):
    assert [element.value for element in tables(text)["data"]] == ROWS


def test_a_line_that_is_broken_costs_itself_alone(tables):
    text = '{"a": 1}\nbroken\n\n{"a": 2\n[3]\n{"a": 4}\n'
    assert tables(text)[""] == [
        Element(1, {"a": 1}),
        Element(2, None, "broken"),
        Element(4, None, '{"a": 2'),
        Element(5, None, "[3]"),
        Element(6, {"a": 4}),
    ]


def test_a_first_line_that_is_broken_costs_itself_alone(tables):
    values = [element.value for element in tables('{"a": 1, "b\n{"a": 2}\n{"a": 3}\n')[""]]
    assert values == [None, {"a": 2}, {"a": 3}]


def test_an_element_that_is_no_object_is_an_element_with_its_text(tables):
    assert tables('[{"a": 1}, [2, "é"], null]')[""][1:] == [
        Element(2, None, '[2, "é"]'),
        Element(3, None, "null"),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"a": 1}', "json_without_table"),
        ('{"a": [1, 2], "b": [1]}', "json_without_table"),
        ('{"a": {"x": 1}, "b": {"x": 2}}', "json_without_table"),
        ("{}", "json_without_table"),
        ('{"a": [1, 2', "json_broken"),
        ('{"a": ' + "[" * 100_000, "json_broken"),
    ],
)
def test_a_document_without_a_table_is_refused(tables, text, code):
    with pytest.raises(InvalidInput) as refusal:
        tables(text)
    assert refusal.value.code == code


@pytest.mark.parametrize("text", ['[{"a": 1}, {"a": 2', '[{"a": 1} {"a": 2}]', '[{"a": 1}] x'])
def test_an_array_that_is_broken_is_refused(tables, text):
    with pytest.raises(InvalidInput, match="json_broken"):
        tables(text)


def test_a_document_that_is_too_large_to_read_at_once_is_refused(tables, monkeypatch):
    monkeypatch.setattr(documents, "_DOCUMENT_BYTES", 10)
    with pytest.raises(InvalidInput, match="json_document_too_large"):
        tables(json.dumps({"data": ROWS}))
