"""JSON values keep the texts of their numbers, and are read one at a time."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.data.reading.json_files import values
from services.data.reading.json_files.values import Scanner, decode
from services.errors import InvalidInput
from services.settings import LIMITS, Limits


@pytest.fixture
def scan(tmp_path, monkeypatch):
    """Return a function that opens a scanner of a text in pieces of few characters."""
    monkeypatch.setattr(values, "_PIECE_CHARACTERS", 3)

    def open_scanner(text, limits=LIMITS, start=0):
        (tmp_path / "x").write_text(text, encoding="utf-8")
        return Scanner(tmp_path / "x", start, limits)

    return open_scanner


def test_a_number_keeps_its_text():
    first, second, third, fourth = decode("[1.50, 1e5, 123456789012345678901234567890, NaN]")
    assert (first.text, second.text) == ("1.50", "1e5")
    assert third == 123456789012345678901234567890
    assert fourth == "NaN"
    assert json.dumps(first) == "1.5"


def test_an_integer_that_python_does_not_convert_is_a_text():
    assert decode("9" * 5000) == "9" * 5000


@pytest.mark.parametrize("text", ["{", "[1,]", "{'a': 1}", "[" * 100_000])
def test_what_is_no_json_is_a_value_error(text):
    with pytest.raises(ValueError):  # noqa: PT011 - of several texts
        decode(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)


@given(st.lists(JSON, min_size=1, max_size=5))
def test_values_that_pieces_cut_are_read_whole(tmp_path_factory, listed):
    path = tmp_path_factory.getbasetemp() / "values"
    path.write_text(" ".join(map(json.dumps, listed)), encoding="utf-8")
    with Scanner(path, 0, LIMITS) as scanner:
        read = []
        while scanner.peek():
            read.append(scanner.value())
    assert read == listed


def test_a_value_is_read_over_the_pieces_of_a_file(scan):
    with scan('  {"name": "a long text", "n": 123456}  [true]') as scanner:
        assert scanner.value() == {"name": "a long text", "n": 123456}
        assert scanner.take("[") == "["
        assert scanner.value() is True
        assert scanner.take("]") == "]"
        assert scanner.peek() == ""


@pytest.mark.parametrize(("text", "line"), [('{"a": 1}\n{"a": x}', 2), ("[1,\n\n  2 3]", 3), ('"open\n', 1)])
def test_a_broken_value_is_refused_with_its_line(scan, text, line):
    with scan(text) as scanner, pytest.raises(InvalidInput, match="json_broken") as refusal:
        list(iter(scanner.value, None))
    assert refusal.value.parameters == {"line": line}


def test_a_value_larger_than_a_row_may_be_is_refused(scan):
    with (
        scan('"' + "x" * 100 + '"', Limits(row_bytes=50)) as scanner,
        pytest.raises(InvalidInput, match="row_too_large"),
    ):
        scanner.value()
