"""The steps of one role: cells of an object array to the numbers that an estimator takes."""

import operator
from functools import partial
from typing import Any

import numpy
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline
from sklearn.preprocessing import (
    FunctionTransformer,
    MinMaxScaler,
    OneHotEncoder,
    OrdinalEncoder,
    RobustScaler,
    StandardScaler,
    TargetEncoder,
)

LINEAR_WORDS = 50_000
TREE_WORDS = 300
TREE_CELLS = 50_000_000  # trees need a dense table; more columns than this for all rows won't fit in memory
TREE_CATEGORIES = 200  # boosting takes at most 255 values of a category

WORD = r"(?u)\b\w+\b"  # words of one letter too: they carry meaning in Korean

# What a recipe leaves out; the app has the same: services/data/recipe/column_plans.py.
USUAL: dict[str, dict[str, Any]] = {
    "numeric": {"imputation": "median", "indicator": False, "scaling": "standard"},
    "category": {"imputation": "own", "encoding": "automatic", "levels": 200},
    "text": {"vectoriser": "counts", "words": None, "shortest": 1, "longest": 2},
    "date": {"parts": ["days", "month", "weekday"]},
}
SCALERS: dict[str, list[Any]] = {
    "standard": [StandardScaler()],
    "min_max": [MinMaxScaler()],
    "robust": [RobustScaler()],
    "log": [FunctionTransformer(numpy.arcsinh), StandardScaler()],  # takes zero and below too
    "none": [],
}


def numeric(options: dict[str, Any]) -> Pipeline:
    """Return the steps of a number: missing cells filled in, then scaled."""
    strategy = "constant" if options["imputation"] == "zero" else options["imputation"]
    filled = SimpleImputer(
        strategy=strategy,
        fill_value=0.0 if strategy == "constant" else None,
        keep_empty_features=True,
        add_indicator=options["indicator"],
    )
    return make_pipeline(*methods(("astype", float)), filled, *SCALERS[options["scaling"]])


def category(options: dict[str, Any], sparse: bool, room: int, target: Any) -> Pipeline:
    """Return the steps of a category: missing cells filled in, then levels as numbers.

    `room` is how many columns fit in memory where they are dense; `target` holds (continuous, folds, seed).
    """
    filled = [_blank()] if options["imputation"] == "own" else [_commonest(), _blank()]
    return make_pipeline(*filled, *_encoded(options, sparse, room, target))


def _encoded(options: dict[str, Any], sparse: bool, room: int, target: Any) -> list[Any]:
    encoding, levels = options["encoding"], options["levels"]
    if encoding == "one_hot" or (encoding == "automatic" and sparse):
        most = levels if sparse else max(2, min(levels, room))
        return [
            OneHotEncoder(handle_unknown="infrequent_if_exist", max_categories=most, sparse_output=sparse)
        ]
    if encoding == "automatic":
        return [_ordinal(min(levels, TREE_CATEGORIES))]
    if encoding == "ordinal":
        return [_ordinal(levels), StandardScaler()]
    continuous, folds, seed = target
    kind = "continuous" if continuous else "auto"
    return [TargetEncoder(target_type=kind, cv=folds, random_state=seed), StandardScaler()]


def _ordinal(levels: int) -> OrdinalEncoder:
    return OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1, max_categories=levels)


def text(options: dict[str, Any], sparse: bool, room: int) -> Pipeline:
    """Return the steps of a text: counted or weighed words or characters."""
    words = options["words"] or (LINEAR_WORDS if sparse else TREE_WORDS)
    if not sparse:
        words = max(20, min(words, room))
    same = {"ngram_range": (options["shortest"], options["longest"]), "max_features": words}
    counted: Any
    if options["vectoriser"] == "characters":
        counted = TfidfVectorizer(analyzer="char_wb", **same)
    else:
        kind = TfidfVectorizer if options["vectoriser"] == "tfidf" else CountVectorizer
        counted = kind(token_pattern=WORD, **same)
    return make_pipeline(
        FunctionTransformer(operator.methodcaller("reshape", -1, 1)),
        _blank(),
        FunctionTransformer(numpy.ravel),
        counted,
    )


def date(options: dict[str, Any], sparse: bool) -> FeatureUnion:
    """Return parts of ISO dates as numbers; those that repeat as categories for linear models."""
    return FeatureUnion(
        [(part, make_pipeline(*_PARTS[part](), *_finish(part, sparse))) for part in options["parts"]]
    )


def methods(*calls: tuple[Any, ...]) -> list[FunctionTransformer]:
    """Return a step for each method called on the array."""
    return [FunctionTransformer(operator.methodcaller(*call)) for call in calls]


def _finish(part: str, sparse: bool) -> list[Any]:
    if part in ("days", "year"):
        return [SimpleImputer(strategy="median", keep_empty_features=True), StandardScaler()]
    filled = SimpleImputer(strategy="most_frequent", keep_empty_features=True)
    return [filled, OneHotEncoder(handle_unknown="ignore")] if sparse else [filled]


def _since(code: str) -> list[FunctionTransformer]:
    """Return the steps from ISO dates to floats, the units since 1970, NaN where missing."""
    start, unit = numpy.array(0, dtype=f"M8[{code}]")[()], numpy.array(1, dtype=f"m8[{code}]")[()]
    return methods(("astype", f"M8[{code}]"), ("__sub__", start), ("__truediv__", unit))


def _days() -> list[Any]:
    start = numpy.datetime64(0, "s")
    return methods(("astype", "M8[s]"), ("__sub__", start), ("__truediv__", numpy.timedelta64(1, "D")))


def _day() -> list[Any]:
    """Return the steps to the day of the month: days since 1970 less those of the month's first day."""
    first = make_pipeline(*methods(("astype", "M8[M]")), *_since("D"))
    both = FeatureUnion([("first", first), ("day", make_pipeline(*_since("D")))])
    return [both, FunctionTransformer(partial(numpy.diff, axis=1)), *methods(("__add__", 1))]


_PARTS: dict[str, Any] = {
    "days": _days,
    "year": lambda: _since("Y"),
    "month": lambda: [*_since("M"), *methods(("__mod__", 12), ("__add__", 1))],
    "day": _day,
    # day 0 was a Thursday
    "weekday": lambda: [*_days(), *methods(("__add__", 3), ("__floordiv__", 1), ("__mod__", 7))],
    "hour": lambda: [*_since("h"), *methods(("__mod__", 24))],
}


def _blank() -> SimpleImputer:
    """Return a step that makes a missing text the empty one, which is a category of its own."""
    return SimpleImputer(missing_values=None, strategy="constant", fill_value="", keep_empty_features=True)


def _commonest() -> SimpleImputer:
    return SimpleImputer(missing_values=None, strategy="most_frequent")
