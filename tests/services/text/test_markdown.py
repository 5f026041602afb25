"""What strangers wrote is shown as they wrote it, never as markup."""

import re

import pytest

from services.text.markdown import escape


@pytest.mark.parametrize("text", ["**bold**", "[x](evil)", ":red[x]", "<b>", "$a$", "`code`", "# big"])
def test_markup_in_a_strangers_text_is_escaped(text: str) -> None:
    escaped = escape(text)
    assert escaped != text
    assert escaped.replace("\\", "") == text


@pytest.mark.parametrize("text", ["&lt;b&gt;", "![x](http://evil)"])
def test_entities_and_pictures_are_escaped(text: str) -> None:
    assert escape(text).startswith("\\")


# What the browser looks for once escapes are gone: mdast-util-gfm-autolink-literal, and Streamlit's own.
FOUND = re.compile(
    r"(https?://|www(?=\.))[-.\w]+|[-.\w+]+@[-\w]+(\.[-\w]+)+|:material/\w+:|<-|->|--|[<>~]=", re.IGNORECASE
)


@pytest.mark.parametrize(
    "text",
    [
        *("kim@example.com", "a.b+c@mail.example.co.kr", "Kim <kim@example.com>", "mailto:kim@example.com"),
        *("www.example.com", "WWW.example.com/a_b", "http://example.com", "HTTPS://example.com/a?b=1"),
        *("see www.example.com, kim@example.com.", ":material/home:", "a -> b <- c <-> d -- e", ">= <= ~="),
    ],
)
def test_no_address_icon_or_arrow_is_left_to_be_found_between_the_seams(text: str) -> None:
    assert FOUND.search(text)
    pieces = escape(text).split(":small[]")
    unescaped = [re.sub(r"\\([^\w\s]|_)", r"\1", piece) for piece in pieces]
    assert not any(FOUND.search(piece) for piece in unescaped)
    assert "".join(unescaped) == text


def test_lines_stay_lines_and_none_becomes_a_block_of_code() -> None:
    assert escape("failed:\n    at line 3") == "failed:  \nat line 3"


@pytest.mark.parametrize(
    "text",
    [
        "Größe, 나이 (2), 2026-01-05 a/b @home",
        *("sepal_length", "petal_width_cm", "나이_세", "col_1", "Note: new!", "R & D", "Ready?"),
    ],
)
def test_plain_text_is_left_alone(text: str) -> None:
    assert escape(text) == text


@pytest.mark.parametrize(
    "text", ["_x_", "__x__", "a __b__ c", "(_x_)", ":smile:", "a :red[b]", "&#42;", "!["]
)
def test_a_mark_that_could_do_something_is_escaped(text: str) -> None:
    escaped = escape(text)
    assert escaped.count("\\") >= 1
    assert escaped.replace("\\", "") == text
    assert not re.search(r"(?<![\\\w])_|(?<!\\):\w|(?<!\\)&#", escaped)
