"""Each code that a file of another format raises has a message and a hint."""

import pytest

from services.errors import InvalidInput
from services.text.messages.errors import error_text, files
from services.text.messages.errors.registry import TEXTS

MB = 1024**2
TEXT = [
    ("another_format", {"format": "pdf"}, "The file is a PDF document, not a table."),
    (
        "named_file_of_another_format",
        {"name": "a.docx", "format": "word"},
        "“a.docx” is a Word document, not a table.",
    ),
    ("binary_data", {}, "The file holds binary data, not text."),
    ("zip_encrypted", {}, "The ZIP archive is protected by a password."),
    ("zip_empty", {}, "The ZIP archive is empty."),
    ("zip_overlapping", {}, "Files in the ZIP archive overlap: it is damaged or made to do harm."),
    ("no_such_table", {"table": "x", "names": "a.csv, b.csv"}, "The file holds no table “x”."),
    ("archive_broken", {"packing": "zip"}, "The ZIP archive is broken or incomplete."),
    ("archive_broken", {"packing": "gzip"}, "The gzip archive is broken or incomplete."),
    ("archive_needs_memory", {"packing": "xz"}, "The xz archive needs too much memory to extract."),
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
]


@pytest.mark.parametrize(("code", "parameters", "message"), TEXT)
def test_an_error_has_a_message_and_a_hint(code, parameters, message):
    text = error_text(InvalidInput(code, **parameters))
    assert text.message == message
    assert text.hint.endswith(".")


def test_every_code_of_the_module_is_in_the_table():
    codes = {code for code, text in TEXTS.items() if text.__module__ == files.__name__}
    assert codes == {code for code, _parameters, _message in TEXT}
