"""Categories: impute missing ones, then encode the levels as numbers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Self, assert_never, get_args

import numpy as np
import pandas as pd

from services.containers.trainer.spec import (
    DEFAULTS,
    LEVELS,
    TREE_CATEGORIES,
    CategoryImputation,
    Encoding,
    Role,
)
from services.data.profile import ColumnProfile
from services.data.recipe.column_plans import cells as parse
from services.data.recipe.column_plans.column_plan import CodeStep, ColumnPlan, Context, Feature, Stage

_HIGH_CARDINALITY = 200

Encoder = Literal["one_hot", "native", "ordinal", "target"]


@dataclass(frozen=True)
class CategoryPlan(ColumnPlan):
    """Imputes missing cells by a category of their own or the most frequent one, then encodes the levels.

    "automatic" is one-hot for algorithms that take sparse matrices and ordinal for trees; boosting treats
    the ordinal codes as categories. Levels beyond the `levels` most frequent ones are merged, except by
    target encoding. With `merge_spellings`, the spellings of a value, such as Yes and yes, are one level.
    """

    role: ClassVar[Role] = "category"
    choices: ClassVar[Mapping[str, tuple[object, ...]]] = {
        "imputation": get_args(CategoryImputation),
        "encoding": get_args(Encoding),
        "merge_spellings": (True, False),
    }
    bounds: ClassVar[Mapping[str, tuple[int, int]]] = {"levels": LEVELS}

    imputation: CategoryImputation = DEFAULTS["category"]["imputation"]
    encoding: Encoding = DEFAULTS["category"]["encoding"]
    levels: int = DEFAULTS["category"]["levels"]
    merge_spellings: bool = DEFAULTS["category"]["merge_spellings"]

    @classmethod
    def propose(cls, column: ColumnProfile) -> Self:
        """Return target encoding for high cardinality."""
        return cls(encoding="target") if column.distinct > _HIGH_CARDINALITY else cls()

    @property
    def is_wide(self) -> bool:
        """Whether the plan turns one column into many even in a dense table."""
        return self.encoding == "one_hot"

    @property
    def is_native(self) -> bool:
        """Whether the plan passes categories to an algorithm that supports them natively."""
        return self.encoding == "automatic"

    def stages(self, cells: pd.Series, target: np.ndarray, context: Context) -> Iterator[Stage]:
        """Yield the merged, the imputed and the encoded levels."""
        from sklearn.impute import SimpleImputer

        name = str(cells.name)
        values: Any = parse.texts(cells)[:, None]
        if self.merge_spellings:
            values = parse.spelling_keys(cells)[:, None]
            yield Stage("merged_spellings", (Feature(name),), values[:, 0])
        if self.imputation == "most_frequent":
            values = SimpleImputer(missing_values=None, strategy="most_frequent").fit_transform(values)
        empty = SimpleImputer(
            missing_values=None, strategy="constant", fill_value="", keep_empty_features=True
        )
        values = empty.fit_transform(values)
        step = "missing_category" if self.imputation == "own" else "most_frequent"
        yield Stage(step, (Feature(name),), values[:, 0])  # type: ignore[arg-type]
        yield from self._encoded(name, values, target, context)

    def _encoded(
        self, name: str, values: np.ndarray, target: np.ndarray, context: Context
    ) -> Iterator[Stage]:
        from sklearn.preprocessing import StandardScaler

        encoder = self._encoder(context)
        match encoder:
            case "one_hot":
                yield _one_hot(name, values, self._limit(encoder, context))
            case "native":
                yield _ordinal(name, values, self._limit(encoder, context))
            case "ordinal" | "target":
                ordinal = encoder == "ordinal"
                stage = (
                    _ordinal(name, values, self._limit(encoder, context))
                    if ordinal
                    else _target(name, values, target, context)
                )
                yield stage
                yield Stage("scaled", stage.features, StandardScaler().fit_transform(stage.values))
            case _:
                assert_never(encoder)

    def _encoder(self, context: Context) -> Encoder:
        if self.encoding == "automatic":
            return "one_hot" if context.sparse else "native"
        return self.encoding

    def _limit(self, encoder: Encoder, context: Context) -> int:
        """Return the maximum number of levels."""
        if encoder == "native":
            return min(self.levels, TREE_CATEGORIES)
        if encoder == "one_hot" and not context.sparse:
            return max(2, min(self.levels, context.room))
        return self.levels

    @classmethod
    def reading_code(cls, rows: pd.DataFrame) -> Iterator[str]:
        """Yield nothing; the texts are the categories."""
        yield from ()

    def code_steps(self, columns: Sequence[str], context: Context) -> Iterator[CodeStep]:
        """Yield the one step of an imputer and an encoder."""
        own = self.imputation == "own"
        strategy = (
            'strategy="constant", fill_value=""'
            if own
            else 'strategy="most_frequent", keep_empty_features=True'
        )
        encoder = self._encoder_code(self._encoder(context), context)
        yield CodeStep("categories", f"make_pipeline(SimpleImputer({strategy}), {encoder})", list(columns))

    def _encoder_code(self, encoder: Encoder, context: Context) -> str:
        limit = f"max_categories={self._limit(encoder, context)}"
        ordinal = f'OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1, {limit})'
        match encoder:
            case "one_hot":
                dense = "" if context.sparse else ", sparse_output=False"
                return f'OneHotEncoder(handle_unknown="infrequent_if_exist", {limit}{dense})'
            case "native":
                return ordinal
            case "ordinal":
                return f"{ordinal}, StandardScaler(){context.bins}"
            case "target":
                target_type = _target_type(context)
                folds = f"cv={context.folds}, random_state={context.seed}"
                return f'TargetEncoder(target_type="{target_type}", {folds}), StandardScaler(){context.bins}'
            case _:
                assert_never(encoder)


def _target_type(context: Context) -> str:
    return "continuous" if context.task == "regression" else "auto"


def _one_hot(name: str, values: np.ndarray, limit: int) -> Stage:
    from sklearn.preprocessing import OneHotEncoder

    encoder = OneHotEncoder(handle_unknown="infrequent_if_exist", max_categories=limit, sparse_output=False)
    encoded = encoder.fit_transform(values)
    levels = [feature.removeprefix("x0_") for feature in encoder.get_feature_names_out()]
    infrequent = len(levels) - 1 if _has_infrequent(encoder) else None
    features = tuple(_level(name, level, place == infrequent) for place, level in enumerate(levels))
    return Stage("one_hot", features, encoded)


def _has_infrequent(encoder: Any) -> bool:
    return encoder.infrequent_categories_[0] is not None


def _level(name: str, level: str, is_infrequent: bool) -> Feature:
    if is_infrequent:
        return Feature(name, "infrequent_levels")
    return Feature(name, "level", level) if level else Feature(name, "missing_level")


def _ordinal(name: str, values: np.ndarray, limit: int) -> Stage:
    from sklearn.preprocessing import OrdinalEncoder

    encoder = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1, max_categories=limit)
    return Stage("ordinal", (Feature(name),), encoder.fit_transform(values))


def _target(name: str, values: np.ndarray, target: np.ndarray, context: Context) -> Stage:
    from sklearn.preprocessing import TargetEncoder

    encoder = TargetEncoder(target_type=_target_type(context), cv=context.folds, random_state=context.seed)
    encoded = encoder.fit_transform(values, target)
    features: tuple[Feature, ...] = (Feature(name),)
    if encoded.shape[1] > 1:
        features = tuple(Feature(name, "class", str(label)) for label in encoder.classes_)
    return Stage("target_encoded", features, encoded)
