"""Numbers in texts, as a table writes them: 1.234,5 is read by its decimal and thousands signs."""

import re

import numpy
import pandas

PLAIN = {"decimal": ".", "thousands": ""}
INFINITE = r"(?i)[+-]?inf(inity)?"


def read(cells: pandas.Series, written: dict[str, str]) -> pandas.Series:
    """Return trimmed texts as floats; what is no number by this format, or none that is finite, is NaN."""
    form = re.compile(_pattern(written["decimal"], written["thousands"]))
    plain = cells.where(cells.str.fullmatch(form).fillna(False).astype(bool), None)
    if written["thousands"]:
        plain = plain.str.replace(written["thousands"], "", regex=False)
    if written["decimal"] != ".":
        plain = plain.str.replace(written["decimal"], ".", regex=False)
    numbers = pandas.to_numeric(plain, errors="coerce").astype(float)
    return numbers.where(numpy.isfinite(numbers))


def _pattern(decimal: str, thousands: str) -> str:
    point, comma = re.escape(decimal), re.escape(thousands)
    grouped = rf"\d{{1,3}}(?:{comma}\d{{3}})+(?:{point}\d*)?|" if thousands else ""
    return rf"[+-]?(?:{grouped}\d+(?:{point}\d*)?|{point}\d+)(?:[eE][+-]?\d+)?"
