from gettext import NullTranslations
from threading import Thread

import pytest

from services.text import i18n
from services.text.i18n import LANGUAGES, N_, _, _n, ask_session, set_language, use_language


class Marked(NullTranslations):
    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"


def test_a_message_without_a_translation_stands_as_it_was_written():
    assert _("No such sentence is in any catalogue.") == "No such sentence is in any catalogue."


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (1000, "1,000 rows")]
)
def test_a_count_has_its_form(count, words):
    assert _n("{n:,} row", "{n:,} rows", count, n=count) == words


@pytest.mark.parametrize(
    ("template", "value", "english", "german"),
    [
        ("{x:,}", 1234567, "1,234,567", "1.234.567"),
        ("{x:,.2f}", 1234.5, "1,234.50", "1.234,50"),
        ("{x:.0%}", 0.97, "97%", "97\N{NO-BREAK SPACE}%"),
        ("{x:.1%}", 0.975, "97.5%", "97,5\N{NO-BREAK SPACE}%"),
        ("{x}", "a,b.c", "a,b.c", "a,b.c"),
        ("{x}", 1.5, "1.5", "1.5"),
    ],
)
def test_a_number_with_a_format_is_written_by_the_locale(template, value, english, german):
    assert i18n.fill(template, x=value) == english
    with use_language("de"):
        assert i18n.fill(template, x=value) == german


def test_braces_of_a_value_and_of_a_message_without_parameters_stay():
    assert _("{x}", x="{y}") == "{y}"
    assert _("a {set} of braces") == "a {set} of braces"


def test_a_marked_message_is_translated_where_it_is_drawn(monkeypatch):
    marked = N_("Confusion matrix")
    monkeypatch.setattr(i18n, "translations", lambda _language: Marked())
    assert (marked, _(marked)) == ("Confusion matrix", "⟦Confusion matrix⟧")


def test_the_language_is_the_threads_else_the_sessions_else_english(monkeypatch):
    monkeypatch.setattr(i18n, "_reader", [])
    languages = []

    def ask():
        languages.append(i18n.language())
        ask_session(lambda: "ko")
        languages.append(i18n.language())
        set_language("en")
        languages.append(i18n.language())

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert languages == ["en", "ko", "en"]


def test_a_block_in_a_language_ends_with_it():
    with use_language("ko"):
        assert i18n.language() == "ko"
    assert i18n.language() == "en"


def test_every_language_has_a_catalogue():
    for language in LANGUAGES:
        folder = i18n.LOCALE_DIR / language / "LC_MESSAGES"
        assert language == "en" or (folder / "launchpad.mo").is_file()
