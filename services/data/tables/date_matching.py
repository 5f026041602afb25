"""Whether single texts are dates in a form, without pandas, whose calls are slow for a few texts."""

import re
from calendar import monthrange
from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache

from services.containers.trainer.date_forms import (
    DATE_FORMS,
    LONG_MONTHS,
    SHORT_MONTHS,
    date_shape,
    form_pattern,
)
from services.containers.trainer.month_names import MONTH_NUMBERS

_ZEROS = str.maketrans("123456789", "0" * 9)
_WEEKDAYS = r"(?i:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
# What pandas reads.
_PARTS = {
    "Y": r"(?P<Y>\d{4})",
    "y": r"(?P<y>\d\d)",
    "G": r"(?P<G>\d{4})",
    "m": r"(?P<m>1[0-2]|0[1-9]|[1-9])",
    "d": r"(?P<d>3[01]|[12]\d|0[1-9]|[1-9]| [1-9])",
    "H": r"(?:2[0-3]|[01]\d|\d)",
    "I": r"(?:1[0-2]|0[1-9]|[1-9]| [1-9])",
    "M": r"(?:[0-5]\d|\d)",
    "S": r"(?:6[01]|[0-5]\d|\d)",
    "f": r"\d{1,9}",
    "p": r"(?i:AM|PM)",
    "a": _WEEKDAYS,
    "b": rf"(?P<b>(?i:{SHORT_MONTHS}))",
    "B": rf"(?P<b>(?i:{LONG_MONTHS}))",
    "z": r"(?:[+-]\d\d:?[0-5]\d(?::?[0-5]\d(?:\.\d{1,6})?)?|(?i:Z))",
    "V": r"(?P<V>5[0-3]|0[1-9]|[1-4]\d|[1-9])",
    "u": "[1-7]",
    "q": "[1-4]",
}
# Forms of a month with a name and nothing else, which codes such as SET-01 have, too.
CODE_FORMS = frozenset(form for form in DATE_FORMS if "%N" in form and "%d" not in form)
_SHORT_NAME = 4  # letters
_LETTERS = re.compile(r"[^\W\d_]+")
_ISO = ("%Y-%m", "%Y/%m", "%Y.%m")  # forms in which pandas reads the year 0


@lru_cache(maxsize=200_000)
def forms_of(text: str) -> tuple[str, ...]:
    """Return the forms in which a trimmed text is a date."""
    return tuple(form for form in _forms_like(_signature(text)) if _is_date(text, form))


def forms_in_common(texts: Collection[str], certain: str = "") -> set[str]:
    """Return the forms in which all of some trimmed texts are dates; `certain` is one if they can have it."""
    likely = set(DATE_FORMS)
    for signature in map(_signature, texts):
        if not likely:
            break
        likely.intersection_update(_forms_like(signature))
    return {form for form in likely if form == certain or all(_is_date(text, form) for text in texts)}


def are_codes(texts: Iterable[str]) -> bool:
    """Return whether different texts have one short word alone, as codes do, rather than names of months."""
    distinct = set(texts)
    words = {word.casefold() for text in distinct for word in _LETTERS.findall(text)}
    return len(distinct) > 1 and len(words) == 1 and len(min(words)) <= _SHORT_NAME


def _signature(text: str) -> str:
    """Return a text with its digits other than the century's as 0, which has the same shapes."""
    return text[:2] + text[2:].translate(_ZEROS)


@lru_cache(maxsize=20_000)
def _forms_like(signature: str) -> tuple[str, ...]:
    return tuple(form for form in DATE_FORMS if _shape(form).fullmatch(signature))


@lru_cache
def _shape(form: str) -> re.Pattern[str]:
    return re.compile(date_shape(form))


@lru_cache(maxsize=len(DATE_FORMS))
def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(form_pattern(form, _PARTS, r"\s+"))


@lru_cache(maxsize=200_000)
def _is_date(text: str, form: str) -> bool:
    match = _pattern(form).fullmatch(text)
    if match is None:
        return False
    parts = match.groupdict()
    if parts.get("Y") == "0000" and not (form.startswith(_ISO) and not form.endswith("UTC")):
        return False
    if parts.get("V"):
        return _has_week(int(parts["G"]), int(parts["V"]))
    name = (parts.get("N") or parts.get("b") or "").casefold()
    if name and name not in MONTH_NUMBERS:  # because of ı, which counts as i
        return False
    if not parts.get("d"):
        return True
    month = MONTH_NUMBERS[name] if name else int(parts["m"])
    year = int(parts.get("Y") or _century(parts["y"]))
    return int(parts["d"]) <= monthrange(year or 2000, month)[1]  # the year 0 is a leap year


def _has_week(year: int, week: int) -> bool:
    try:
        date.fromisocalendar(year, week, 1)
    except ValueError:
        return False
    return True


def _century(year: str) -> int:
    return int(year) + (1900 if int(year) >= 69 else 2000)
