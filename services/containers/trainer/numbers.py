"""Parse numbers in the table's format, such as 1.234,5, or with signs, such as $5."""

import json
import re
from collections.abc import Callable
from functools import partial
from operator import methodcaller
from typing import Any

import numpy
import pandas
from sklearn.preprocessing import FunctionTransformer

from .signed_numbers import Signs, signs_of
from .spec import NUMBER_LIMIT, number_pattern


def parse(cells: pandas.Series, number_format: dict[str, str]) -> tuple[pandas.Series, Signs | None]:
    """Return trimmed texts as floats, and how the numbers are written if the table's format reads fewer."""
    plain = read(cells, number_format)
    others = (cells != "") & plain.isna()
    if not others.any():
        return plain, None
    counts = cells[cells != ""].value_counts(sort=False)
    pattern = number_pattern(**number_format)
    signs = signs_of(dict(zip(counts.index, counts.tolist(), strict=True)), number_format["decimal"], pattern)
    return (read(cells, number_format, signs), signs) if signs else (plain, None)


def read(cells: pandas.Series, number_format: dict[str, str], signs: Signs | None = None) -> pandas.Series:
    """Return trimmed texts as floats, NaN where a text is no number in this format or too large a one.

    With `signs`, the numbers are written so instead.
    """
    if signs:
        values = {text: signs.read(text) for text in cells.unique()}
        numbers = cells.map(values).astype(float)
        return numbers.where(numbers.abs() <= NUMBER_LIMIT)
    decimal, thousands = number_format["decimal"], number_format["thousands"]
    pattern = re.compile(number_pattern(decimal, thousands))
    texts = cells.where(cells.str.fullmatch(pattern).fillna(False).astype(bool), None)
    if thousands:
        texts = texts.str.replace(thousands, "", regex=False)
    if decimal != ".":
        texts = texts.str.replace(decimal, ".", regex=False)
    numbers = pandas.to_numeric(texts, errors="coerce").astype(float)
    return numbers.where(numbers.abs() <= NUMBER_LIMIT)


def steps(signs: Signs) -> list[FunctionTransformer]:
    """Return the steps from an array of texts with signs, numbers and None to floats, NaN where missing.

    In JSON a text is quoted, so that the separators of thousands are removed from texts alone.
    """
    (separators, nothing), *others = signs.substitutions
    calls: tuple[Callable[..., Any], ...] = (
        partial(json.dumps, ensure_ascii=False),
        partial(re.compile(rf'^([^"].*)$|{separators}').sub, rf"\1{nothing}"),
        methodcaller("strip", '"\\'),
        *(partial(re.compile(pattern).sub, replacement) for pattern, replacement in others),
        partial(re.compile("^(null)?$").sub, "nan"),
    )
    # Without an excluded argument, here one that doesn't occur, numpy caches a function that can't be stored.
    made = [numpy.vectorize(call, otypes=[object], excluded={1}) for call in calls]
    return [*map(FunctionTransformer, made), FunctionTransformer(methodcaller("astype", float))]
