"""The forms of dates that are read, as patterns of strptime; %q is a quarter, which strptime doesn't know.

The app reads this module too, so it imports nothing but the standard library.
"""

import re

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
)

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)
SHORT_MONTHS = "|".join(month[:3] for month in _MONTHS)
LONG_MONTHS = "|".join(_MONTHS)
_NAME = r"[^\W\d_]+"  # of a day or a half of the day
_DATE_PARTS = {"Y": r"\d{4}", "G": r"\d{4}", "a": _NAME, "p": _NAME, "f": r"\d+", "z": r"\S+", "q": r"\d"}
_DATE_PARTS |= {"b": rf"(?i:{SHORT_MONTHS})\.?", "B": rf"(?i:{LONG_MONTHS})"}
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
    shape = re.sub(r"%(.)", lambda part: _DATE_PARTS.get(part[1], r" *\d+"), re.escape(form))
    return shape.replace(r"\ ", r"\s*").replace("Q", "[Qq]")


def strptime_form(form: str) -> tuple[dict[str, str], str]:
    """Return the pattern by which strptime reads the first day of a period, and what to replace for it.

    The replacements, by their regular expressions, turn a quarter into its first month and a week into its
    Monday. Other forms have none.
    """
    if "%V" in form and "%u" not in form:
        return {r"$": "-1"}, f"{form}-%u"
    for quarter, (pattern, replacements) in _QUARTERS.items():
        if quarter in form:
            return replacements, form.replace(quarter, pattern)
    return {}, form
