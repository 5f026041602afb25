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
    KBinsDiscretizer,
    MinMaxScaler,
    OneHotEncoder,
    OrdinalEncoder,
    QuantileTransformer,
    RobustScaler,
    StandardScaler,
    TargetEncoder,
)

from . import date_parts, spec, spellings
from .spec import DEFAULTS, Role, Task
from .steps import methods

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
    `columns` is how many columns share the transformer. With `counts`, the estimator takes no negative
    number.
    """

    sparse: bool
    room: int
    task: Task
    folds: int
    seed: int
    columns: int = 1
    counts: bool = False

    def bins(self) -> list[Any]:
        """Return the steps from scaled numbers to one-hot encoded bins, if the estimator takes counts."""
        if not self.counts:
            return []
        quantiles = QuantileTransformer(n_quantiles=spec.QUANTILES, random_state=self.seed)
        return [quantiles, KBinsDiscretizer(spec.BINS, strategy="uniform", subsample=None)]


def transformer(role: Role, options: Options, context: Context) -> Any:
    """Return the unfitted transformer of a role; raises a ValueError that names an unknown role or option."""
    if role not in _TRANSFORMERS:
        raise ValueError(f"unknown role {role!r}")
    return _TRANSFORMERS[role]({**DEFAULTS[role], **options}, context)


def _numeric(options: Options, context: Context) -> Pipeline:
    strategy = "constant" if options["imputation"] == "zero" else options["imputation"]
    imputer = SimpleImputer(
        strategy=strategy,
        fill_value=0.0 if strategy == "constant" else None,
        keep_empty_features=True,
        add_indicator=options["indicator"],
    )
    return make_pipeline(
        *methods(("astype", float)),
        *_within_limit(),
        imputer,
        *_option(_SCALERS, options, "scaling"),
        *context.bins(),
    )


def _within_limit() -> list[FunctionTransformer]:
    """Return the steps that make numbers beyond the limit missing, as they are in the table."""
    outside = partial(numpy.ma.masked_outside, v1=-spec.NUMBER_LIMIT, v2=spec.NUMBER_LIMIT, copy=False)
    return [FunctionTransformer(outside), *methods(("filled", numpy.nan))]


def _category(options: Options, context: Context) -> Pipeline:
    imputers = {"own": [], "most_frequent": [_most_frequent()]}
    imputer, encoder = _option(imputers, options, "imputation"), _option(_ENCODERS, options, "encoding")
    merging = spellings.steps(context.columns) if options["merge_spellings"] else []
    return make_pipeline(
        _empty_text(),
        *_trimmed(context.columns),
        *merging,
        *imputer,
        *encoder(options["levels"], context),
    )


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


def _ordinal(levels: int, context: Context) -> list[Any]:
    return [_ordinal_encoder(levels), StandardScaler(), *context.bins()]


def _target(_levels: int, context: Context) -> list[Any]:
    target_type = "continuous" if context.task == "regression" else "auto"
    encoder = TargetEncoder(target_type=target_type, cv=context.folds, random_state=context.seed)
    return [encoder, StandardScaler(), *context.bins()]


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
        _texts(),
        vectoriser(ngram_range=(options["shortest"], options["longest"]), max_features=words),
    )


def _date(options: Options, context: Context) -> Pipeline:
    parts = [
        (part, date_parts.transformer(part, context.sparse, context.columns, context.bins()))
        for part in options["parts"]
    ]
    return make_pipeline(_empty_text(), *_trimmed(context.columns), FeatureUnion(parts))


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


def _most_frequent() -> SimpleImputer:
    return SimpleImputer(missing_values="", strategy="most_frequent", keep_empty_features=True)


def _texts() -> FunctionTransformer:
    """Return the step to texts, as a request may have the number 1 where the table has the text "1"."""
    return FunctionTransformer(partial(map, str))


def _trimmed(columns: int) -> list[FunctionTransformer]:
    """Return the steps to texts without the blanks around them and without the ".0" of a JSON number."""
    return [
        FunctionTransformer(numpy.ravel),
        _texts(),
        FunctionTransformer(partial(map, str.strip)),
        FunctionTransformer(partial(map, operator.methodcaller("removesuffix", ".0"))),
        FunctionTransformer(partial(numpy.fromiter, dtype=object)),
        *methods(("reshape", -1, columns)),
    ]
