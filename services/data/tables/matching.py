"""Match many texts with a regular expression that means the same to Python and to Rust."""

import re
from functools import lru_cache

import numpy as np
import polars as pl

_FEW = 50  # for up to this many texts a loop is faster than a query


def matches(texts: pl.Series, pattern: str) -> np.ndarray:
    """Return which texts contain a match."""
    if len(texts) > _FEW:
        found: np.ndarray = texts.str.contains(pattern).to_numpy()
        return found
    search = _compiled(pattern).search
    return np.fromiter((search(text) is not None for text in texts.to_list()), bool, len(texts))


@lru_cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
