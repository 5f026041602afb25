"""Each format that holds no table has a name and a hint."""

from typing import get_args

import pytest

from services.data.reading.files import compression, documents, names, signatures
from services.text.messages.formats import archive_name, format_hint, format_name, table_format_name

CODES = {
    *(code for _signature, code in signatures._BINARY),
    *(code for _pattern, code in signatures._TEXT),
    *(code for _marker, _start, code in documents._DOCUMENTS if code != "excel"),
    *names._OTHER_FORMATS.values(),
    *("markup", "old_office", "nested_archive"),
}


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_format_has_a_name_and_a_hint(code):
    assert format_name(code)
    assert format_hint(code).endswith(".")


@pytest.mark.parametrize("code", sorted({*get_args(signatures.Format)} - {"text"}))
def test_a_format_of_tables_has_a_name(code):
    assert table_format_name(code)


@pytest.mark.parametrize("packing", ["zip", *get_args(compression.Compression)])
def test_an_archive_has_a_name(packing):
    assert archive_name(packing)


def test_a_name_and_a_hint_are_those_of_the_format():
    assert format_name("seven_zip") == "a 7z archive"
    assert format_hint("old_office") == "Open it, choose “Save as”, then CSV, and upload that file."
