"""Numbers with signs: money, percents, units, accounting minus, such as ($1,234.50), 12 kg and 5.00-.

A column has one unit; its cells may also be bare. The app reads this module too, so it imports nothing but
the standard library.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

SAMPLE = 1000  # distinct texts that tell the unit of a column

_MINUS = "\\-\u2212\u2013\uff0d"  # the hyphen, the minus sign, the en dash and the fullwidth hyphen
_SYMBOLS = "$\u00a2\u00a3\u00a5\u0e3f\u20a0-\u20cf\uff04\uffe0\uffe1\uffe5\uffe6"
_CODES = (
    "USD|EUR|GBP|JPY|KRW|CNY|RMB|INR|CHF|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|RUB|TRY|BRL|MXN|ZAR|SGD|HKD|TWD|"
    r"THB|IDR|MYR|PHP|VND|AED|SAR|ILS|EGP|NGN|KES|PKR|BDT|LKR|Rs\.?|Kč|kr\.?|zł"
)
_BEFORE = rf"(?:[A-Z]{{0,3}}[{_SYMBOLS}]|{_CODES})"
_WORD = r"[^\W\d_]{1,12}"
_MEASURE = rf"[°º]?{_WORD}\.?(?:[/·]{_WORD}|\s{_WORD}\.?)?[²³]?"  # such as km/h and sq. ft
_AFTER = rf"(?:{_BEFORE}|[%‰％′″\"°º]|{_MEASURE}|[^\W\d_]{{0,3}}m[23]|ft[23])"
_ANY = re.compile(
    rf"[(\s{_MINUS}+]*(?P<before>{_BEFORE})?[(\s{_MINUS}+]*[.,]?\d(?:[\d.,'’\s]*[\d.,])?\s*"
    rf"(?P<after>{_AFTER})?[\s{_MINUS})]*"
)
_ANY_UNIT = "\u00a4"  # the sign of any currency, which no unit has
_DISTINCT = re.compile(r"(?<!\d)(?<!\d[.,'’\s])0|[^\W\d_]\d")
_DIGITS = str.maketrans("023456789", "1" * 9)
_PLURAL = 3  # letters of a unit that may end in s


@dataclass(frozen=True)
class Signs:
    """How the numbers of a column are written: the decimal separator, and the unit, "" if they have none."""

    decimal: str = "."
    unit: str = ""

    @cached_property
    def pattern(self) -> str:
        """The regular expression of a number with or without these signs, without anchors."""
        unit, minus, number = self._unit, f"[{_MINUS}+]?", self._number
        bare = rf"{minus}\s*{unit}\s*{minus}\s*{number}\s*{unit}\s*[{_MINUS}]?"
        return rf"(?:{bare}|{unit}\s*\(\s*{unit}\s*{number}\s*{unit}\s*\)\s*{unit})"

    @cached_property
    def substitutions(self) -> tuple[tuple[str, str], ...]:
        """Regular expressions and what replaces them, in order, to get a text that float reads."""
        others = "," if self.decimal == "." else "."
        unit = f"{self._unit[3:-2]}|" if self.unit else ""
        return (
            (rf"{unit}[{others}'’\s]", ""),
            (rf"[{_MINUS}]", "-"),
            (r"\((.+)\)", r"-\1"),
            (r"^(.+)-$", r"-\1"),
            (re.escape(self.decimal), "."),
        )

    @property
    def _unit(self) -> str:
        """The regular expression of the optional unit; a longer one may be in the plural."""
        spelled = r"\s*".join(map(re.escape, self.unit.split()))
        plural = "s?" if len(self.unit) >= _PLURAL and self.unit[-1].isalpha() else ""
        return f"(?:{spelled}{plural})?" if self.unit else ""

    @property
    def _number(self) -> str:
        point = re.escape(self.decimal)
        separators = (",", "['’]", r"\s") if self.decimal == "." else (r"\.", "['’]", r"\s")
        digits = [rf"[1-9]\d{{0,2}}(?:{separator}\d{{3}})+" for separator in separators]
        if self.decimal == ".":
            digits.append(r"[1-9]\d?(?:,\d\d)+,\d{3}")  # lakhs and crores
        return rf"(?:(?:{'|'.join(digits)}|\d+)(?:{point}\d*)?|{point}\d+)(?:[eE][+-]?\d+)?"

    def read(self, text: str) -> float | None:
        """Return the number that a trimmed text holds, None if it holds none."""
        if not self._compiled.fullmatch(text):
            return None
        (separators, nothing), *others = self._substituting
        text = separators.sub(nothing, text).replace(self.decimal, ".")
        if (number := _float(text)) is not None:  # most texts need no more
            return number
        for pattern, replacement in others:
            text = pattern.sub(replacement, text)
        return _float(text)

    def count(self, counts: Mapping[str, int]) -> int:
        """Return how many cells are such numbers, of texts with their counts."""
        return sum(many for text, many in counts.items() if self._compiled.fullmatch(text))

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    @cached_property
    def _substituting(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        return tuple((re.compile(pattern), replacement) for pattern, replacement in self.substitutions)


_NUMBERS = [re.compile(Signs(decimal, _ANY_UNIT).pattern) for decimal in ".,"]


def _float(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def unit_of(text: str) -> str | None:
    """Return the unit of a number with signs, "" if it has none, and None if the text is no such number."""
    match = _ANY.fullmatch(text)
    if match is None:
        return None
    before, after = match["before"] or "", match["after"] or ""
    if before and after and before != after:
        return None
    unit = " ".join((before or after).split())
    if len(unit) > _PLURAL and unit[-1] == "s" and unit[-2].isalpha():
        unit = unit[:-1]
    # One pattern serves all units, as to compile one takes milliseconds.
    places = [match.span(name) for name in ("after", "before") if match[name]]
    for start, end in sorted(places, reverse=True):
        text = f"{text[:start]}{_ANY_UNIT}{text[end:]}"
    return unit if any(pattern.fullmatch(text) for pattern in _NUMBERS) else None


def signs_of(counts: Mapping[str, int], decimal: str, plain: str) -> Signs | None:
    """Return how the numbers of a column are written, by its texts and their counts.

    None means that the table's own format, with this decimal separator and the pattern `plain`, reads as
    many cells.
    """
    shape_by_text = {text: shape_of(text) for text in counts}
    shapes = Counter[str]()
    for text, many in counts.items():
        shapes[shape_by_text[text]] += many
    is_plain = re.compile(plain).fullmatch
    others = {shape for shape in shapes if not is_plain(shape)}
    sample = list(islice((shape for shape in shape_by_text.values() if shape in others), SAMPLE))
    unit_of_shape = {shape: unit_of(shape) for shape in dict.fromkeys(sample)}
    units = Counter(unit for shape in sample if (unit := unit_of_shape[shape]) is not None)
    if not units:
        return None
    named = [unit for unit, _count in units.most_common(2) if unit]
    unit = named[0] if named else ""
    styles = (Signs(decimal, unit), Signs("," if decimal == "." else ".", unit))
    read = {signs: signs.count(shapes) for signs in styles}
    best = max(styles, key=lambda signs: read[signs])
    return best if read[best] > sum(many for shape, many in shapes.items() if shape not in others) else None


def shape_of(text: str) -> str:
    """Return a text with its digits as 1, which matches the same patterns and has the same unit.

    A zero at the start of a number, or a digit of a unit such as m², makes a difference, so that such texts
    stay as they are.
    """
    return text if _DISTINCT.search(text) else text.translate(_DIGITS)
