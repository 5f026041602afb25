"""The forms of dates that are read, as patterns of strptime, with two parts that strptime doesn't know.

%q is a quarter, %N the name of a month in any language, with what may stand beside it. The app reads this
module too, so it imports nothing but the standard library.
"""

import re

from .month_names import ENGLISH_MONTHS, ENGLISH_NAMES, NAMED_MONTHS, in_english

# A column has the form that matches most of its cells, the first one of ties; cells that it doesn't match may
# have another one.
DATE_FORMS = (
    "%Y-%m-%d",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d %H:%M:%S.%f",
    "%Y-%m-%dT%H:%M:%S.%f",
    "%Y-%m-%d %H:%M:%S%z",
    "%Y-%m-%dT%H:%M:%S%z",
    "%Y-%m-%dT%H:%M:%S.%f%z",
    "%Y-%m-%d %H:%M:%S UTC",
    "%Y-%m-%d %H:%M:%S.%f UTC",
    "%Y%m%dT%H%M%S",
    "%Y/%m/%d",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y.%m.%d",
    "%Y.%m.%d %H:%M:%S",
    "%Y.%m.%d %H:%M",
    "%Y. %m. %d.",
    "%Y. %m. %d",
    "%Y년 %m월 %d일",
    "%Y년%m월%d일",
    "%Y년 %m월 %d일 %H:%M",
    "%Y年%m月%d日",
    "%d.%m.%Y",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%m/%d/%Y",
    "%d/%m/%Y",
    "%m/%d/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M",
    "%d/%m/%Y %H:%M",
    "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%Y %I:%M %p",
    "%m-%d-%Y",
    "%d-%m-%Y",
    "%m/%d/%y",
    "%d/%m/%y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%b %d, %Y",
    "%b %d %Y",
    "%d %B %Y",
    "%B %d, %Y",
    "%B %d %Y",
    "%a, %d %b %Y %H:%M:%S %z",
    "%G-W%V-%u",
    "%d%b%Y",
    "%d%b%Y:%H:%M:%S",
    "%d%b%y",
    "%Y%m%d",
    "%Y%m%d%H%M%S",
    "%Y-%m",
    "%Y/%m",
    "%m/%Y",
    "%m-%Y",
    "%b %Y",
    "%b-%Y",
    "%b-%y",
    "%Y %b",
    "%Y-%b",
    "%B %Y",
    "%B-%Y",
    "%Y %B",
    "%YM%m",
    "%Y년 %m월",
    "%Y년%m월",
    "%Y年%m月",
    "%Y-Q%q",
    "%YQ%q",
    "%Y Q%q",
    "Q%q %Y",
    "Q%q-%Y",
    "Q%q/%Y",
    "%Y년 %q분기",
    "%Y년%q분기",
    "%G-W%V",
    "%GW%V",
    "%Y%m",
    "%Y.%m",
    "%m.%Y",
    "%d %N %Y",
    "%d %N %y",
    "%d %N %Y %H:%M",
    "%d %N %Y %H:%M:%S",
    "%N %d, %Y",
    "%N %Y",
    "%N-%y",
    "%Y %N",
)

SHORT_MONTHS = "|".join(month[:3] for month in ENGLISH_MONTHS)
LONG_MONTHS = "|".join(ENGLISH_MONTHS)
_NAME = r"[^\W\d_]+"  # of a day or a half of the day
_DATE_PARTS = {"Y": r"\d{4}", "G": r"\d{4}", "a": _NAME, "p": _NAME, "f": r"\d+", "z": r"\S+", "q": r"\d"}
_DATE_PARTS |= {"b": rf"(?i:{SHORT_MONTHS})", "B": rf"(?i:{LONG_MONTHS})"}
_LETTERS = frozenset(re.findall("%(.)", "".join(DATE_FORMS)))
# Digits alone are dates of these centuries only.
_DIGIT_SHAPES = {"%Y%m": r"(?:19|20)\d{4}", "%Y.%m": r"(?:19|20)\d{2}\.\d{2}", "%m.%Y": r"[01]\d\.\d{4}"}
# The colon keeps a quarter's number, which may be wrong, from being read as a month.
_QUARTERS = {
    "Q%q": ("Q:%m", {rf"(?i)Q{quarter}\b": f"Q:{3 * quarter - 2:02d}" for quarter in range(1, 5)}),
    "%q분기": (
        "%m:분기",
        {rf"(?<!\d){quarter}분기$": f"{3 * quarter - 2:02d}:분기" for quarter in range(1, 5)},
    ),
}


def date_shape(form: str) -> str:
    """Return the regular expression of what a date form may match, without anchors."""
    if form in _DIGIT_SHAPES:
        return _DIGIT_SHAPES[form]
    if "%Y%m%d" in form:
        return form.replace("%Y%m%d", r"(?:19|20)\d{6}").replace("%H%M%S", r"\d{6}")
    return form_pattern(form, {letter: _DATE_PARTS.get(letter, r" *\d+") for letter in _LETTERS}, r"\s*")


def form_pattern(form: str, parts: dict[str, str], blank: str) -> str:
    """Return the regular expression of a form with these ones for its parts, by letter, and for a blank."""
    head, name, tail = _split(re.escape(form))
    head, tail = (re.sub(r"%(.)", lambda part: parts[part[1]], side) for side in (head, tail))
    head, tail = (side.replace(r"\ ", blank).replace("Q", "[Qq]") for side in (head, tail))
    return head + NAMED_MONTHS.get(name, "") + tail


def _split(form: str) -> tuple[str, str, str]:
    """Return what precedes the name of a month in an escaped form, that with its separators, and the rest."""
    name = next((name for name in NAMED_MONTHS if name in form), "")
    return form.partition(name) if name else (form, "", "")


def strptime_form(form: str) -> tuple[dict[str, str], str]:
    """Return the pattern by which strptime reads the first day of a period, and what to replace for it.

    The replacements, by their regular expressions, turn a quarter into its first month and a week into its
    Monday, and the name of a month into the English one between blanks. Other forms have none.
    """
    if "%N" in form:
        return ENGLISH_NAMES, re.sub(r" ?%N[ -]?", " %b ", form)
    if "%V" in form and "%u" not in form:
        return {r"$": "-1"}, f"{form}-%u"
    for quarter, (pattern, replacements) in _QUARTERS.items():
        if quarter in form:
            return replacements, form.replace(quarter, pattern)
    return {}, form


def strptime_text(text: str, form: str) -> str:
    """Return a text with the replacements of `strptime_form`."""
    if "%N" in form:
        return in_english(text)  # which takes less time
    for pattern, replacement in strptime_form(form)[0].items():
        text = re.sub(pattern, replacement, text)
    return text
