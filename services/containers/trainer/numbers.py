"""Parse numbers in the table's format, such as 1.234,5, or with signs, such as $5."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from operator import methodcaller
from typing import Any

import numpy
import pandas
from sklearn.preprocessing import FunctionTransformer

from .signed_numbers import Signs, signs_of
from .spec import NUMBER_LIMIT, number_pattern

BLOCK_CELLS = 100_000


def parse(cells: pandas.Series, number_format: dict[str, str]) -> tuple[pandas.Series, Signs | None]:
    """Return texts as floats, and how the numbers are written if the table's format reads fewer."""
    ((floats, signs),) = parse_columns([cells], number_format)
    return pandas.Series(floats, index=cells.index), signs


def parse_columns(
    columns: Sequence[pandas.Series], number_format: dict[str, str]
) -> Iterator[tuple[numpy.ndarray, Signs | None]]:
    """Yield what `parse` returns, by column; they are equally long.

    Short columns are read together, because the calls of pandas take longer than their cells do.
    """
    rows = len(columns[0]) if columns else 0
    together = max(1, BLOCK_CELLS // max(rows, 1))
    for start in range(0, len(columns), together):
        block = columns[start : start + together]
        cells = pandas.concat(block, ignore_index=True).str.strip()
        floats = read(cells, number_format).to_numpy()
        others = numpy.isnan(floats) & (cells != "").to_numpy(dtype=bool)
        texts = cells.to_numpy(dtype=object)
        for place in range(len(block)):
            part = slice(place * rows, (place + 1) * rows)
            plain = floats[part]
            yield _signed(texts[part], plain, number_format) if others[part].any() else (plain, None)


def _signed(
    texts: numpy.ndarray, plain: numpy.ndarray, number_format: dict[str, str]
) -> tuple[numpy.ndarray, Signs | None]:
    """Return a column's floats and signs, if they read more cells than the table's format does."""
    counts = Counter(texts.tolist())
    counts.pop("", None)
    signs = signs_of(counts, number_format["decimal"], number_pattern(**number_format))
    return (_read_signed(texts, signs), signs) if signs else (plain, None)


def read(cells: pandas.Series, number_format: dict[str, str], signs: Signs | None = None) -> pandas.Series:
    """Return trimmed texts as floats, NaN where a text is no number in this format or too large a one.

    With `signs`, the numbers are written so instead.
    """
    if signs:
        return pandas.Series(_read_signed(cells.to_numpy(dtype=object), signs), index=cells.index)
    decimal, thousands = number_format["decimal"], number_format["thousands"]
    pattern = re.compile(number_pattern(decimal, thousands))
    texts = cells.where(cells.str.fullmatch(pattern).fillna(False).astype(bool), None)
    if thousands:
        texts = texts.str.replace(thousands, "", regex=False)
    if decimal != ".":
        texts = texts.str.replace(decimal, ".", regex=False)
    numbers = pandas.to_numeric(texts, errors="coerce").astype(float)
    return numbers.where(numbers.abs() <= NUMBER_LIMIT)


def _read_signed(texts: numpy.ndarray, signs: Signs) -> numpy.ndarray:
    listed = texts.tolist()
    values = {text: signs.read(text) for text in set(listed)}
    floats = numpy.array([values[text] for text in listed], dtype=float)
    return numpy.where(numpy.abs(floats) <= NUMBER_LIMIT, floats, numpy.nan)


def steps(signs: Signs, columns: int) -> list[FunctionTransformer]:
    """Return the steps from so many columns of texts with signs, numbers and None to floats, NaN if missing.

    In JSON a text is quoted, so that the separators of thousands are removed from texts alone.
    """
    (separators, nothing), *others = signs.substitutions
    calls: tuple[Callable[..., Any], ...] = (
        json.JSONEncoder(ensure_ascii=False).encode,
        partial(re.compile(rf'^([^"].*)$|{separators}').sub, rf"\1{nothing}"),
        methodcaller("strip", '"\\'),
        *(partial(re.compile(pattern).sub, replacement) for pattern, replacement in others),
        partial(re.compile("^(null)?$").sub, "nan"),
        float,
    )
    return [
        FunctionTransformer(numpy.ravel),
        *(FunctionTransformer(partial(map, call)) for call in calls),
        FunctionTransformer(partial(numpy.fromiter, dtype=float)),
        FunctionTransformer(methodcaller("reshape", -1, columns)),
    ]
