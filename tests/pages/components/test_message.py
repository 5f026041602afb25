"""What strangers wrote is shown as they wrote it, never as markup."""

import pytest

from components import message


@pytest.mark.parametrize("text", ["**bold**", "[x](http://evil)", ":red[x]", "<b>", "$a$", "`code`", "# big"])
def test_markup_in_a_strangers_text_is_escaped(text: str) -> None:
    escaped = message.escape(text)
    assert escaped != text
    assert escaped.replace("\\", "") == text


def test_plain_text_is_left_alone() -> None:
    assert message.escape("Größe, 나이 (2)") == "Größe, 나이 (2)"
