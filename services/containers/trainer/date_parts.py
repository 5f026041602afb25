"""Parts of dates: from ISO dates to numbers, scaled or one-hot encoded."""

from collections.abc import Callable, Sequence
from functools import partial
from statistics import multimode
from typing import Any

import numpy
from sklearn.impute import SimpleImputer
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler

from .spec import CONTINUOUS_DATE_PARTS, DatePart
from .steps import methods

# The least of the most frequent numbers, 0 if there are none: what the imputer's own strategy returns, which
# takes some milliseconds a column.
_MOST_FREQUENT = make_pipeline(
    *methods(("tolist",)), FunctionTransformer(multimode), FunctionTransformer(partial(min, default=0))
).transform


def transformer(part: DatePart, sparse: bool, width: int, bins: Sequence[Any] = ()) -> Pipeline:
    """Return the unfitted transformer from ISO dates in `width` columns to a part of them.

    Parts that lie on a line are scaled, then go through the steps `bins`.
    """
    return make_pipeline(*_PARTS[part](width), *_encoded(part, sparse, bins))


def _encoded(part: DatePart, sparse: bool, bins: Sequence[Any]) -> list[Any]:
    if part in CONTINUOUS_DATE_PARTS:
        return [SimpleImputer(strategy="median", keep_empty_features=True), StandardScaler(), *bins]
    imputer = SimpleImputer(strategy=_MOST_FREQUENT, keep_empty_features=True)
    return [imputer, OneHotEncoder(handle_unknown="ignore")] if sparse else [imputer]


def _since(code: str) -> list[FunctionTransformer]:
    """Return the steps from ISO dates to floats: units since 1970, NaN where missing."""
    start, unit = numpy.array(0, dtype=f"M8[{code}]")[()], numpy.array(1, dtype=f"m8[{code}]")[()]
    return methods(("astype", f"M8[{code}]"), ("__sub__", start), ("__truediv__", unit))


def _days() -> list[Any]:
    start = numpy.datetime64(0, "s")
    return methods(("astype", "M8[s]"), ("__sub__", start), ("__truediv__", numpy.timedelta64(1, "D")))


def _day(width: int) -> list[Any]:
    """Return the steps to the day of the month: days since 1970 minus those of the first of the month."""
    first = make_pipeline(*methods(("astype", "M8[M]")), *_since("D"))
    both = FeatureUnion([("first", first), ("day", make_pipeline(*_since("D")))])
    return [
        both,
        *methods(("reshape", -1, 2, width)),
        FunctionTransformer(partial(numpy.diff, axis=1)),
        *methods(("reshape", -1, width), ("__add__", 1)),
    ]


_PARTS: dict[DatePart, Callable[[int], list[Any]]] = {
    "days": lambda _width: _days(),
    "year": lambda _width: _since("Y"),
    "month": lambda _width: [*_since("M"), *methods(("__mod__", 12), ("__add__", 1))],
    "day": _day,
    # day 0 was a Thursday
    "weekday": lambda _width: [*_days(), *methods(("__add__", 3), ("__floordiv__", 1), ("__mod__", 7))],
    "hour": lambda _width: [*_since("h"), *methods(("__mod__", 24))],
}
