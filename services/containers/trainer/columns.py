"""Preprocess columns by role, from the cells of an object array to the estimator's input."""

import operator
from collections.abc import Callable
from dataclasses import dataclass
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

from . import spec, spellings
from .spec import DEFAULTS, Role, Task

Options = dict[str, Any]

_SCALERS: dict[str, list[Any]] = {
    "standard": [StandardScaler()],
    "min_max": [MinMaxScaler()],
    "robust": [RobustScaler()],
    "log": [FunctionTransformer(numpy.arcsinh), StandardScaler()],  # takes zero and negative numbers too
    "none": [],
}


@dataclass(frozen=True)
class Context:
    """The inputs of preprocessing besides a column's options.

    `sparse` says that the estimator takes a sparse matrix; where the table is dense, `room` is how many
    columns a text or one-hot encoded column may become. `folds` are those of target encoding, and
    `columns` is how many columns share the transformer.
    """

    sparse: bool
    room: int
    task: Task
    folds: int
    seed: int
    columns: int = 1


def transformer(role: Role, options: Options, context: Context) -> Any:
    """Return the unfitted transformer of a role; raises a ValueError that names an unknown role or option."""
    if role not in _TRANSFORMERS:
        raise ValueError(f"unknown role {role!r}")
    return _TRANSFORMERS[role]({**DEFAULTS[role], **options}, context)


def methods(*calls: tuple[Any, ...]) -> list[FunctionTransformer]:
    """Return one step per method that is called on the array."""
    return [FunctionTransformer(operator.methodcaller(*call)) for call in calls]


def _numeric(options: Options, _context: Context) -> Pipeline:
    strategy = "constant" if options["imputation"] == "zero" else options["imputation"]
    imputer = SimpleImputer(
        strategy=strategy,
        fill_value=0.0 if strategy == "constant" else None,
        keep_empty_features=True,
        add_indicator=options["indicator"],
    )
    return make_pipeline(*methods(("astype", float)), imputer, *_option(_SCALERS, options, "scaling"))


def _category(options: Options, context: Context) -> Pipeline:
    imputers = {"own": [_empty_text()], "most_frequent": [_most_frequent(), _empty_text()]}
    steps = _option(imputers, options, "imputation")
    if options["merge_spellings"]:
        merged = [_empty_text(), *spellings.steps(context.columns)]
        steps = merged if options["imputation"] == "own" else [*merged, _most_frequent("")]
    encoder = _option(_ENCODERS, options, "encoding")
    return make_pipeline(*steps, *encoder(options["levels"], context))


def marks(texts: tuple[str, ...], options: Options) -> list[SimpleImputer]:
    """Return the steps that impute categories which mean missing, as the imputation of missing cells does."""
    own = options.get("imputation", DEFAULTS["category"]["imputation"]) == "own"
    strategy, fill = ("constant", "") if own else ("most_frequent", None)
    return [SimpleImputer(missing_values=text, strategy=strategy, fill_value=fill) for text in texts]


def _automatic(levels: int, context: Context) -> list[Any]:
    if context.sparse:
        return _one_hot(levels, context)
    return [_ordinal_encoder(min(levels, spec.TREE_CATEGORIES))]


def _one_hot(levels: int, context: Context) -> list[Any]:
    limit = levels if context.sparse else max(2, min(levels, context.room))
    return [
        OneHotEncoder(
            handle_unknown="infrequent_if_exist", max_categories=limit, sparse_output=context.sparse
        )
    ]


def _ordinal(levels: int, _context: Context) -> list[Any]:
    return [_ordinal_encoder(levels), StandardScaler()]


def _target(_levels: int, context: Context) -> list[Any]:
    target_type = "continuous" if context.task == "regression" else "auto"
    encoder = TargetEncoder(target_type=target_type, cv=context.folds, random_state=context.seed)
    return [encoder, StandardScaler()]


_ENCODERS: dict[str, Callable[[int, Context], list[Any]]] = {
    "automatic": _automatic,
    "one_hot": _one_hot,
    "ordinal": _ordinal,
    "target": _target,
}


def _ordinal_encoder(levels: int) -> OrdinalEncoder:
    return OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1, max_categories=levels)


def _text(options: Options, context: Context) -> Pipeline:
    words = options["words"] or (spec.LINEAR_WORDS if context.sparse else spec.TREE_WORDS)
    if not context.sparse:
        words = max(spec.LEAST_WORDS, min(words, context.room))
    vectorisers = {
        "counts": partial(CountVectorizer, token_pattern=spec.WORD),
        "tfidf": partial(TfidfVectorizer, token_pattern=spec.WORD),
        "characters": partial(TfidfVectorizer, analyzer="char_wb"),
    }
    vectoriser = _option(vectorisers, options, "vectoriser")
    return make_pipeline(
        FunctionTransformer(operator.methodcaller("reshape", -1, 1)),
        _empty_text(),
        FunctionTransformer(numpy.ravel),
        vectoriser(ngram_range=(options["shortest"], options["longest"]), max_features=words),
    )


def _date(options: Options, context: Context) -> FeatureUnion:
    return FeatureUnion(
        [
            (part, make_pipeline(*_PARTS[part](), *_encoded_part(part, context.sparse)))
            for part in options["parts"]
        ]
    )


def _encoded_part(part: Any, sparse: bool) -> list[Any]:
    if part in spec.CONTINUOUS_DATE_PARTS:
        return [SimpleImputer(strategy="median", keep_empty_features=True), StandardScaler()]
    imputer = SimpleImputer(strategy="most_frequent")
    return [imputer, OneHotEncoder(handle_unknown="ignore")] if sparse else [imputer]


def _since(code: str) -> list[FunctionTransformer]:
    """Return the steps from ISO dates to floats: units since 1970, NaN where missing."""
    start, unit = numpy.array(0, dtype=f"M8[{code}]")[()], numpy.array(1, dtype=f"m8[{code}]")[()]
    return methods(("astype", f"M8[{code}]"), ("__sub__", start), ("__truediv__", unit))


def _days() -> list[Any]:
    start = numpy.datetime64(0, "s")
    return methods(("astype", "M8[s]"), ("__sub__", start), ("__truediv__", numpy.timedelta64(1, "D")))


def _day() -> list[Any]:
    """Return the steps to the day of the month: days since 1970 minus those of the first of the month."""
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
_TRANSFORMERS: dict[Role, Callable[[Options, Context], Any]] = {
    "numeric": _numeric,
    "category": _category,
    "text": _text,
    "date": _date,
}


def _option(choices: dict[str, Any], options: Options, name: str) -> Any:
    if options[name] not in choices:
        raise ValueError(f"{name} can't be {options[name]!r}; it is one of {', '.join(choices)}")
    return choices[options[name]]


def _empty_text() -> SimpleImputer:
    """Return a step that replaces missing texts by the empty text, a category of its own."""
    return SimpleImputer(missing_values=None, strategy="constant", fill_value="", keep_empty_features=True)


def _most_frequent(missing: str | None = None) -> SimpleImputer:
    return SimpleImputer(missing_values=missing, strategy="most_frequent")
