"""Each code that an invalid dialect raises has a message and a hint."""

import pytest

from services.errors import InvalidInput
from services.text.messages.errors import dialect, error_text
from services.text.messages.errors.registry import TEXTS

TEXT = [
    ("invalid_delimiter", {"delimiter": '"'}, "“\"” can't be the delimiter."),
    ("invalid_quote", {"character": "ab"}, "“ab” can't be the quote or the escape."),
    ("quote_is_escape", {"character": "'"}, "“'” can't be both the quote and the escape."),
    ("invalid_skip", {"count": 1_001, "limit": 1_000}, "The number of lines to skip can't be 1,001."),
    ("nothing_below_skipped_lines", {"count": 1}, "There is no table below the first 1 line."),
    ("nothing_below_skipped_lines", {"count": 2}, "There is no table below the first 2 lines."),
    ("invalid_decimal", {"character": "x"}, "“x” can't be the decimal separator."),
    ("invalid_thousands", {"character": "x"}, "“x” can't be the thousands separator."),
    ("decimal_is_thousands", {}, "The decimal and the thousands separator are the same character."),
    ("unknown_encoding", {"encoding": "klingon"}, "There is no text encoding “klingon”."),
]


@pytest.mark.parametrize(("code", "parameters", "message"), TEXT)
def test_an_error_has_a_message_and_a_hint(code, parameters, message):
    text = error_text(InvalidInput(code, **parameters))
    assert text.message == message
    assert text.hint.endswith(".")


def test_every_code_of_the_module_is_in_the_table():
    codes = {code for code, text in TEXTS.items() if text.__module__ == dialect.__name__}
    assert codes == {code for code, _parameters, _message in TEXT}
