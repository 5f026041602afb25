"""What strangers wrote is shown as they wrote it, never as markup."""

import pytest

from services.markdown import escape


@pytest.mark.parametrize("text", ["**bold**", "[x](http://evil)", ":red[x]", "<b>", "$a$", "`code`", "# big"])
def test_markup_in_a_strangers_text_is_escaped(text: str) -> None:
    escaped = escape(text)
    assert escaped != text
    assert escaped.replace("\\", "") == text


@pytest.mark.parametrize("text", ["&lt;b&gt;", "![x](http://evil)"])
def test_entities_and_pictures_are_escaped(text: str) -> None:
    assert escape(text).startswith("\\")


def test_lines_stay_lines_and_none_becomes_a_block_of_code() -> None:
    assert escape("failed:\n    at line 3") == "failed\\:  \nat line 3"


def test_plain_text_is_left_alone() -> None:
    assert escape("Größe, 나이 (2)") == "Größe, 나이 (2)"
