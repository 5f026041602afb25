"""The artifact: one scikit-learn Pipeline that takes dict instances and answers numbers.

It is made of scikit-learn, numpy and standard-library parts alone, so that Google's prebuilt
serving image, which holds nothing of ours and no pandas need, loads it and calls predict.
"""

import operator
from functools import partial
from typing import Any

import numpy
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import VotingClassifier
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, OrdinalEncoder, StandardScaler

from . import algorithms
from .table import Column, Table

LINEAR_WORDS = 50_000
LINEAR_CATEGORIES = 200
TREE_WORDS = 300
TREE_CELLS = 50_000_000  # trees need a dense table; more words than this for all rows won't fit in memory
TREE_CATEGORIES = 200  # boosting takes at most 255 values of a category

WORD = r"(?u)\b\w+\b"  # words of one letter too: they carry meaning in Korean


def unfitted(table: Table, task: str, algorithm: str, parameters: dict[str, Any], seed: int) -> Pipeline:
    """Return the part that is fitted: an object array of rows to class probabilities or values."""
    transformer = _transformer(table, sparse=algorithm == "linear")
    categories = sum(column.role == "category" for column in table.columns)
    estimator = algorithms.estimator(algorithm, task, parameters, categories, seed)
    if task == "classification":
        estimator = VotingClassifier([(algorithm, estimator)], voting="soft")
    return Pipeline([("columns", transformer), (algorithm, estimator)])


def artifact(columns: tuple[Column, ...], fitted: Pipeline) -> Pipeline:
    """Return the whole: a list or array of dict instances to a list of probabilities or values."""
    (_, transformer), (name, estimator) = fitted.steps
    steps = [*_rows(tuple(column.name for column in columns)), ("columns", transformer), (name, estimator)]
    if isinstance(estimator, VotingClassifier):
        steps.append(("probabilities", _identity(len(estimator.classes_))))
    return Pipeline(steps)


def probabilities(fitted: Pipeline, values: numpy.ndarray) -> numpy.ndarray:
    """Return the class probabilities of rows, in the order of `classes`."""
    return numpy.asarray(fitted.predict_proba(values))


def classes(fitted: Pipeline) -> list[str]:
    """Return the class labels in the order of the probabilities."""
    return [str(label) for label in fitted.steps[-1][1].classes_]


def _rows(names: tuple[str, ...]) -> list[tuple[str, FunctionTransformer]]:
    """Return the steps from dict instances to an object array; a missing key raises KeyError."""
    return [
        ("array", FunctionTransformer(numpy.asarray)),
        ("instances", FunctionTransformer(operator.methodcaller("tolist"))),
        ("cells", FunctionTransformer(partial(map, operator.itemgetter(*names)))),
        ("list", FunctionTransformer(list)),
        ("objects", FunctionTransformer(partial(numpy.array, dtype=object))),
        # itemgetter gives bare cells, not rows of one, where there is only one column
        ("rows", FunctionTransformer(operator.methodcaller("reshape", -1, len(names)))),
    ]


def _identity(count: int) -> LinearRegression:
    """Return a fitted regression that predicts its input: the probabilities become the prediction."""
    identity = LinearRegression()
    identity.coef_ = numpy.eye(count)
    identity.intercept_ = numpy.zeros(count)
    identity.n_features_in_ = count
    return identity


def _transformer(table: Table, sparse: bool) -> ColumnTransformer:
    places: dict[str, list[int]] = {}
    for place, column in enumerate(table.columns):
        places.setdefault(column.role, []).append(place)
    parts: list[tuple[str, Any, Any]] = []
    if "category" in places:  # first, where boosting looks for its categories
        parts.append(("category", _category(sparse), places["category"]))
    if "numeric" in places:
        parts.append(("numeric", _numeric(), places["numeric"]))
    if "date" in places:
        parts.append(("date", _date(sparse), places["date"]))
    texts = places.get("text", [])
    words = LINEAR_WORDS if sparse else _tree_words(len(table.values) * len(texts))
    parts.extend((f"text {place}", _text(sparse, words), place) for place in texts)
    return ColumnTransformer(parts, sparse_threshold=0.3 if sparse else 0.0)


def _tree_words(cells: int) -> int:
    return max(20, min(TREE_WORDS, TREE_CELLS // max(cells, 1)))


def _numeric() -> Pipeline:
    return make_pipeline(
        FunctionTransformer(operator.methodcaller("astype", float)),
        SimpleImputer(strategy="median", keep_empty_features=True),
        StandardScaler(),
    )


def _category(sparse: bool) -> Pipeline:
    if sparse:
        encoder: Any = OneHotEncoder(handle_unknown="infrequent_if_exist", max_categories=LINEAR_CATEGORIES)
    else:
        encoder = OrdinalEncoder(
            handle_unknown="use_encoded_value", unknown_value=-1, max_categories=TREE_CATEGORIES
        )
    return make_pipeline(_blank(), encoder)


def _text(sparse: bool, words: int) -> Pipeline:
    counted = CountVectorizer(
        token_pattern=WORD,
        ngram_range=(1, 2) if sparse else (1, 1),
        max_features=words,
    )
    return make_pipeline(
        FunctionTransformer(operator.methodcaller("reshape", -1, 1)),
        _blank(),
        FunctionTransformer(numpy.ravel),
        counted,
    )


def _blank() -> SimpleImputer:
    """Return a step that makes a missing text the empty one, which is a category of its own."""
    return SimpleImputer(missing_values=None, strategy="constant", fill_value="", keep_empty_features=True)


def _date(sparse: bool) -> FeatureUnion:
    """Return days, weekday and month of ISO dates; the latter two as categories for linear models."""
    days = _since(numpy.datetime64(0, "s"), numpy.timedelta64(1, "D"))
    weekday = _methods(("__add__", 3), ("__floordiv__", 1), ("__mod__", 7))  # day 0 was a Thursday
    months = _since(numpy.datetime64(0, "M"), numpy.timedelta64(1, "M"))
    return FeatureUnion(
        [
            ("days", make_pipeline(*days, SimpleImputer(strategy="median"), StandardScaler())),
            ("weekday", make_pipeline(*days, *weekday, *_cycle(sparse))),
            ("month", make_pipeline(*months, *_methods(("__mod__", 12)), *_cycle(sparse))),
        ]
    )


def _since(epoch: Any, unit: Any) -> list[FunctionTransformer]:
    """Return the steps from ISO dates to floats, the units since 1970-01-01, NaN where missing."""
    return _methods(("astype", epoch.dtype.str[1:]), ("__sub__", epoch), ("__truediv__", unit))


def _cycle(sparse: bool) -> list[Any]:
    filled = SimpleImputer(strategy="most_frequent")
    return [filled, OneHotEncoder(handle_unknown="ignore")] if sparse else [filled]


def _methods(*calls: tuple[Any, ...]) -> list[FunctionTransformer]:
    return [FunctionTransformer(operator.methodcaller(*call)) for call in calls]
