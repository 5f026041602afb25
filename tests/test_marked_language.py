"""Every word on screen comes from the catalogue: with all messages marked, none is left unmarked."""

import re
from collections.abc import Callable
from gettext import NullTranslations

import pytest

from services.text import i18n
from tests.pages import tabs
from tests.pages.screen import keys
from tests.walk import PAGES, SCENES, Walk, has_latin_letters, left_over

LANGUAGE = "el"  # so that what the locale writes, such as names of months, is Greek too
# A placeholder of a message; plotly's follow a percent sign.
_PLACEHOLDER = re.compile(r"((?<!%)\{[^{}]*\})")
# A message, or the name of a code page, which is the same in every language.
_MARKED = re.compile(r"⟦[^⟦⟧]*(?:⟧|$)|CP\d+|ISO 8859-\d+|KOI8-[RU]|Mac [A-Z][a-z]+2?")


class Marked(NullTranslations):
    """A catalogue that marks the words of each message, but not what fills its placeholders."""

    def gettext(self, message: str) -> str:
        return marked(message)

    def ngettext(self, one: str, many: str, count: int) -> str:
        return marked(one if count == 1 else many)


def marked(message: str) -> str:
    """Return a message with ⟦ ⟧ around what stands between its placeholders."""
    pieces = _PLACEHOLDER.split(message)
    return "".join(
        piece if place % 2 or not piece.strip() else f"⟦{piece}⟧" for place, piece in enumerate(pieces)
    )


@pytest.fixture
def walk(walk_in: Callable[[str], Walk], monkeypatch: pytest.MonkeyPatch) -> Walk:
    monkeypatch.setattr(i18n, "translations", lambda _language: Marked())
    monkeypatch.setitem(i18n.LANGUAGES, LANGUAGE, "Ελληνικά")
    return walk_in(LANGUAGE)


@pytest.mark.parametrize("scene", SCENES)
def test_no_word_bypasses_the_catalogue(walk: Walk, scene: str) -> None:
    left = left_over(walk, scene, _MARKED)
    assert not left, "\n".join(f"{kind}: {text}" for kind, text in left)


@pytest.mark.parametrize("page", PAGES)
def test_no_key_value_or_address_holds_a_word(walk: Walk, page: str) -> None:
    names: set[str] = set()
    for app in tabs.opened(walk.open_full(page)):
        state = app.session_state._state.filtered_state
        names |= {*keys(app), *state, *map(repr, state.values()), *map(repr, app.query_params.items())}
    assert [name for name in names if "⟦" in name] == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("⟦Rows⟧", False),
        ("Rows", True),
        ("⟦The target is ⟧απόφαση⟦.⟧", False),
        ("⟦The type is ⟧number⟦.⟧", True),
        ("⟦A long label that was cut…", False),
        (":green-badge[:material/check: ⟦Live⟧]", False),
        (":green-badge[:material/check: Live]", True),
        ("n1-standard-4 · us-central1 · CSV", False),
        ("%{customdata}: %{x:.1%}<extra></extra>", False),
        ("12,5 %", False),
    ],
)
def test_only_what_is_neither_marked_nor_a_name_is_left(text: str, left: bool) -> None:
    assert has_latin_letters(text, _MARKED) == left


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Rows", "⟦Rows⟧"),
        ("{n:,} rows of {name}", "{n:,}⟦ rows of ⟧{name}"),
        ("{name} {n}", "{name} {n}"),
        ("true %{y}: {n}", "⟦true %{y}: ⟧{n}"),
    ],
)
def test_a_message_is_marked_around_its_placeholders(message: str, expected: str) -> None:
    assert marked(message) == expected
