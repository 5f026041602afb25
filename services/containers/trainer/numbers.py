"""Parse numbers with the table's decimal and thousands separators, such as 1.234,5."""

import re

import pandas

from .spec import NUMBER_LIMIT, number_pattern


def read(cells: pandas.Series, number_format: dict[str, str]) -> pandas.Series:
    """Return trimmed texts as floats, NaN where a text is no number in this format or beyond the limit."""
    decimal, thousands = number_format["decimal"], number_format["thousands"]
    pattern = re.compile(number_pattern(decimal, thousands))
    texts = cells.where(cells.str.fullmatch(pattern).fillna(False).astype(bool), None)
    if thousands:
        texts = texts.str.replace(thousands, "", regex=False)
    if decimal != ".":
        texts = texts.str.replace(decimal, ".", regex=False)
    numbers = pandas.to_numeric(texts, errors="coerce").astype(float)
    return numbers.where(numbers.abs() <= NUMBER_LIMIT)
