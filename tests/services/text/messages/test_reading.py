"""The parts of a dialect in words."""

import pytest

from services.text.messages.reading import character_text, delimiter_text, encoding_text


@pytest.mark.parametrize(
    ("delimiter", "text"),
    [(",", "comma"), ("", "none (one column)"), ("§", "“§”"), ("\x01", "“\\x01”"), ("::", "“::”")],
)
def test_a_delimiter_is_shown_by_its_name_or_as_it_is(delimiter, text):
    assert delimiter_text(delimiter) == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp949", "Korean (CP949)"),
        ("utf-8", "UTF-8"),
        ("mac_roman", "Western European (Mac Roman)"),
        ("iso8859_15", "Western European (ISO 8859-15)"),
        ("koi8_r", "Cyrillic (KOI8-R)"),
        ("cp932", "Japanese (Shift-JIS)"),
        ("hz", "hz"),
    ],
)
def test_an_encoding_is_shown_by_its_name_or_pythons(encoding, text):
    assert encoding_text(encoding) == text


@pytest.mark.parametrize(
    ("character", "text"), [("", "none"), ("\u2009", "thin space"), ("\\", "backslash"), ('"', '"')]
)
def test_a_character_is_shown_by_its_name_or_as_it_is(character, text):
    assert character_text(character) == text
