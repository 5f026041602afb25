"""Each code that the content of a file raises has a message and a hint."""

import pytest

from services.errors import InvalidInput
from services.text.messages.errors import contents, error_text
from services.text.messages.errors.registry import TEXTS

MB = 1024**2
TEXT = [
    ("parquet_broken", {}, "The Parquet file is broken or uses an unsupported feature."),
    ("parquet_encrypted", {}, "The Parquet file is encrypted."),
    (
        "parquet_column_unreadable",
        {"column": "b", "detail": "LZO codec not implemented"},
        "The column “b” of the Parquet file is broken or uses a feature that can't be read "
        "(LZO codec not implemented).",
    ),
    (
        "parquet_delta_lists",
        {"column": "b"},
        "The column “b” of the Parquet file holds long lists of texts in a delta encoding, which can't be "
        "read safely.",
    ),
    (
        "parquet_too_large",
        {"size": 5000 * MB, "limit": 1024 * MB},
        "The Parquet file is too large: it holds more than 5,000 MB.",
    ),
    ("workbook_broken", {}, "The Excel or OpenDocument workbook is broken or incomplete."),
    ("workbook_empty", {}, "The workbook's sheet is empty."),
    ("workbook_encrypted", {}, "The Excel or OpenDocument workbook is protected by a password."),
    ("workbook_too_large", {}, "The sheet of the workbook takes too much memory to read."),
    ("json_broken", {"line": 1000}, "The JSON is broken in line 1,000."),
    ("json_document_too_large", {"limit": 32 * MB}, "The JSON document is larger than 32 MB."),
    (
        "json_too_sparse",
        {"columns": 2000},
        "The JSON objects have 2,000 keys in all, of which each has few.",
    ),
    ("json_without_table", {}, "The JSON holds no table."),
]


@pytest.mark.parametrize(("code", "parameters", "message"), TEXT)
def test_an_error_has_a_message_and_a_hint(code, parameters, message):
    text = error_text(InvalidInput(code, **parameters))
    assert text.message == message
    assert text.hint.endswith(".")


def test_every_code_of_the_module_is_in_the_table():
    codes = {code for code, text in TEXTS.items() if text.__module__ == contents.__name__}
    assert codes == {code for code, _parameters, _message in TEXT}
