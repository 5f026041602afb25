"""Merge the spellings of a value, such as Yes, yes and YES."""

import re
import unicodedata
from collections.abc import Callable
from functools import partial
from operator import methodcaller

import numpy
import pandas
from sklearn.preprocessing import FunctionTransformer

from .spec import ALIKE_BLANKS, ALIKE_CHARACTERS, ALIKE_POINTS, spelling_key

_CASES: tuple[Callable[[str], str], ...] = (str.lower, str.title, str.upper)


def merged(cells: pandas.Series) -> pandas.Series:
    """Return texts with each value in one spelling: plain in the commonest case of letters, or most often."""
    counts = cells.dropna().value_counts().to_dict()
    case = max(_CASES, key=lambda case: sum(count for text, count in counts.items() if text == case(text)))
    names: dict[str, str] = {}
    ranked = sorted(
        counts,
        key=lambda text: (text != case(text), text.casefold() != spelling_key(text), -counts[text], text),
    )
    spelled = {text: names.setdefault(spelling_key(text), text) for text in ranked}
    return cells.map(spelled).astype(object).where(cells.notna(), None)


def steps(columns: int) -> list[FunctionTransformer]:
    """Return the steps from so many columns of texts to their keys, as `spec.spelling_key` makes them."""
    calls = (
        methodcaller("translate", ALIKE_CHARACTERS),
        partial(unicodedata.normalize, "NFKC"),
        methodcaller("casefold"),
        partial(re.compile(ALIKE_POINTS).sub, ""),
        partial(re.compile(ALIKE_BLANKS).sub, " "),
        methodcaller("strip"),
    )
    return [
        FunctionTransformer(methodcaller("ravel")),
        *(FunctionTransformer(partial(map, call)) for call in calls),
        FunctionTransformer(list),
        FunctionTransformer(partial(numpy.array, dtype=object)),
        FunctionTransformer(methodcaller("reshape", -1, columns)),
    ]
