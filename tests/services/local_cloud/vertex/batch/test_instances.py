"""Instances as files have them, line by line."""

import pytest

from services.local_cloud.vertex.batch.instances import read_instances


@pytest.fixture
def read(objects):
    """Return the (instance, has a fault) pairs of files' contents."""

    def read(form, *contents):
        for number, content in enumerate(contents):
            objects.write("bucket", f"file{number}", content)
        files = [("bucket", f"file{number}") for number in range(len(contents))]
        return [(record.instance, bool(record.error)) for record in read_instances(objects, files, form)]

    return read


@pytest.mark.parametrize(
    ("line", "instance"),
    [
        (b"[1, 2]", [1, 2]),
        (b'{"text": "\xed\x95\x9c"}', {"text": "한"}),
        (b'"alone"', "alone"),
        (b"3", 3),
        (b"null", None),
        (b"\xef\xbb\xbf[1]", [1]),
        (b"[1]\r\n", [1]),
    ],
)
def test_any_json_value_on_a_line_is_an_instance(read, line, instance):
    assert read("jsonl", line) == [(instance, False)]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (b"{", "{"),
        (b"[NaN]", "[NaN]"),
        (b"[1] [2]", "[1] [2]"),
        (b'["\xff"]', '["\ufffd"]'),
        (b"[" * 100_000, "[" * 100_000),
    ],
)
def test_a_line_that_is_no_json_has_a_fault_and_spoils_no_other(read, line, text):
    assert read("jsonl", b"[1]\n" + line + b"\n\n[2]") == [([1], False), (text, True), ([2], False)]


def test_each_csv_has_a_header_of_its_own(read):
    assert read("csv", b'"a"\n1\n', b"a\n2") == [([1.0], False), ([2.0], False)]


def test_quoted_nothing_is_text(read):
    assert read("csv", b'a,b\n"",1\n",",2\n') == [(["", 1.0], False), ([",", 2.0], False)]


def test_files_without_instances_have_none(read):
    assert read("csv", b"", b"a,b\n") == []
    assert read("jsonl", b"", b"\n\n") == []


@pytest.mark.parametrize(
    "line",
    ["bare,1", '"open,1', "1", "1,2,3", "nan,1", "inf,1", ",1", "1,", '"a"b,1'],
)
def test_a_csv_line_that_does_not_fit_has_a_fault_and_spoils_no_other(read, line):
    found = read("csv", f'"a","b"\n1,2\n{line}\n"x",4\n'.encode())
    assert found == [([1.0, 2.0], False), (line, True), (["x", 4.0], False)]
