"""Each code that a file of another format raises has a message and a hint."""

import pytest

from services.errors import InvalidInput
from services.text.messages.errors import error_text, files
from services.text.messages.errors.registry import TEXTS

MB = 1024**2
TEXT = [
    ("another_format", {"format": "pdf"}, "The file is a PDF document, not a CSV file."),
    (
        "named_file_of_another_format",
        {"name": "a.xlsx", "format": "excel"},
        "“a.xlsx” is an Excel workbook, not a CSV file.",
    ),
    ("binary_data", {}, "The file holds binary data, not text."),
    ("zip_encrypted", {}, "The ZIP archive is protected by a password."),
    ("zip_empty", {}, "The ZIP archive is empty."),
    (
        "zip_of_several_files",
        {"count": 2, "names": "a.csv, b.csv"},
        "The ZIP archive must hold one file, but holds 2 (a.csv, b.csv).",
    ),
    ("archive_broken", {"packing": "zip"}, "The ZIP archive is broken or incomplete."),
    ("archive_broken", {"packing": "gzip"}, "The gzip archive is broken or incomplete."),
    (
        "archive_too_large",
        {"limit": 4096 * MB},
        "The archive's content is larger than the limit of 4,096 MB.",
    ),
    (
        "compression_ratio_too_high",
        {"limit": 300},
        "The archive expands more than 300 times, so it probably isn't a table.",
    ),
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
]


@pytest.mark.parametrize(("code", "parameters", "message"), TEXT)
def test_an_error_has_a_message_and_a_hint(code, parameters, message):
    text = error_text(InvalidInput(code, **parameters))
    assert text.message == message
    assert text.hint.endswith(".")


def test_every_code_of_the_module_is_in_the_table():
    codes = {code for code, text in TEXTS.items() if text.__module__ == files.__name__}
    assert codes == {code for code, _parameters, _message in TEXT}
