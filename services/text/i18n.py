"""Messages in the reader's language: gettext with the English text inline, numbers by the locale."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from decimal import Decimal
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path
from string import Formatter
from typing import Any

LOCALE_DIR = Path(__file__).parent / "locale"
DOMAIN = "launchpad"
ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "ko": "한국어"}

_language: ContextVar[str | None] = ContextVar("language", default=None)
_reader: list[Callable[[], str | None]] = []
_PERCENT = re.compile(r"\.?(\d*)%")


def language() -> str:
    """Return the reader's language: the thread's, else the session's, else English."""
    chosen = _language.get()
    if chosen is None:
        chosen = next((answer for ask in _reader if (answer := ask())), None)
    return chosen or ENGLISH


def set_language(chosen: str) -> None:
    """Set the language of this thread."""
    _language.set(chosen)


@contextmanager
def use_language(chosen: str) -> Iterator[None]:
    """Set the language of this thread for the block."""
    token = _language.set(chosen)
    try:
        yield
    finally:
        _language.reset(token)


def ask_session(reader: Callable[[], str | None]) -> None:
    """Register the function that returns the session's language, for threads without their own."""
    _reader[:] = [reader]


def _(message: str, /, **parameters: Any) -> str:
    """Return the message in the reader's language, with its `{placeholders}` filled by locale."""
    return fill(translations(language()).gettext(message), **parameters)


def _n(one: str, many: str, count: int, /, **parameters: Any) -> str:
    """Return the message for a count of things in the reader's language; English has two forms."""
    return fill(translations(language()).ngettext(one, many, count), **parameters)


def N_(message: str, /) -> str:  # noqa: N802 - the name that gettext's documentation gives it
    """Mark a message for extraction and return it unchanged; `_` translates it when it is drawn."""
    return message


def fill(template: str, /, **parameters: Any) -> str:
    """Return a template with its placeholders filled, numbers written by the reader's locale."""
    return _FORMATTER.vformat(template, (), parameters) if parameters else template


@cache
def translations(chosen: str) -> NullTranslations:
    """Return the catalogue of a language; English stands in the code."""
    return translation(DOMAIN, LOCALE_DIR, [chosen], fallback=True)


class _LocaleFormatter(Formatter):
    """Formats as str.format does, with the separators of the reader's locale."""

    def format_field(self, value: Any, format_spec: str) -> Any:
        text = super().format_field(value, format_spec)
        if not format_spec or not isinstance(value, int | float) or isinstance(value, bool):
            return text
        if percent := _PERCENT.fullmatch(format_spec):
            return _percent(value, int(percent[1] or 0), language())
        return text.translate(_separators(language()))


_FORMATTER = _LocaleFormatter()


def _percent(value: float, decimals: int, locale: str) -> str:
    from babel import Locale

    # The locale gives the position of the sign, the message the number of decimals.
    pattern = copy(Locale.parse(locale).percent_formats[None])
    pattern.frac_prec = (decimals, decimals)
    # Babel rounds the shortest text of a float, which is a tie more often than the float itself.
    return str(pattern.apply(Decimal(value), locale))


@cache
def _separators(locale: str) -> dict[int, str]:
    from babel.numbers import get_decimal_symbol, get_group_symbol

    return {ord(","): get_group_symbol(locale), ord("."): get_decimal_symbol(locale)}
