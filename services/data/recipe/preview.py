"""Preview the preprocessing of a column step by step, with statistics."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from services.containers.trainer.spec import FOLDS
from services.data.recipe.column_plans import Context, Feature, Plan, Stage, StepCode
from services.data.recipe.column_plans import cells as parse
from services.data.recipe.recipe import Recipe, Task
from services.errors import InvalidInput

BINS = 12
SHOWN = 12
TOP = 5
ROUNDING = 1e-9  # a mean with a smaller ratio to the deviation is a rounding error


@dataclass(frozen=True)
class FeatureStatistics:
    """Statistics of one feature after a step; those of numbers are None if it holds texts.

    `bars` are the counts of a histogram's bins, or of the most frequent texts.
    """

    feature: Feature
    missing: int
    distinct: int
    mean: float | None = None
    deviation: float | None = None
    minimum: float | None = None
    maximum: float | None = None
    top: tuple[tuple[str, int], ...] = ()
    bars: tuple[int, ...] = ()


@dataclass(frozen=True)
class Step:
    """The result of a step: the number of features, and statistics of the first ones.

    `fill_value` is the number that replaced missing ones in the step "imputed".
    """

    code: StepCode
    count: int
    features: tuple[FeatureStatistics, ...]
    fill_value: float | None = None


def trace(rows: pd.DataFrame, recipe: Recipe, column: str, sparse: bool) -> tuple[Step, ...]:
    """Return the preprocessing steps of a column on some rows; the first step is the original cells.

    `sparse` says that the algorithm takes sparse matrices. Rows without a target are left out. Raises
    InvalidInput where the rows are too few to fit a step.
    """
    target = parse.texts(_unmarked(rows, recipe, recipe.target))
    if recipe.task == "regression":
        target = parse.numbers(rows[recipe.target], recipe.numbers).to_numpy()
    elif recipe.target_options.merge_spellings:
        target = parse.spelling_keys(rows[recipe.target])
    known = ~pd.isna(target)
    folds = _folds(target[known], recipe.task)
    context = Context(sparse, recipe.task, folds, recipe.seed, numbers=recipe.numbers)
    try:
        return steps(_unmarked(rows, recipe, column)[known], recipe.plan(column), target[known], context)
    except ValueError as error:
        raise InvalidInput("too_few_rows_to_preview", column=column) from error


def _unmarked(rows: pd.DataFrame, recipe: Recipe, column: str) -> pd.Series:
    """Return the cells of a column, blank where a text means missing."""
    if column in recipe.marks_as_values or recipe.role(column) in ("numeric", "date"):
        return rows[column]
    return parse.without_marks(rows[column])


def steps(cells: pd.Series, plan: Plan, target: np.ndarray, context: Context) -> tuple[Step, ...]:
    """Return the preprocessing steps of a column of texts; the first step is the original cells."""
    original = Stage("original", (Feature(str(cells.name)),), parse.texts(cells))
    return tuple(_step(stage) for stage in (original, *plan.stages(cells, target, context)))


def _folds(target: np.ndarray, task: Task) -> int:
    """Return the number of folds for which the commonest class has rows in every fold."""
    if task == "regression":
        return max(2, min(FOLDS, len(target) // 2))
    counts = np.unique(target.astype(str), return_counts=True)[1]
    return max(2, min(FOLDS, int(counts.max(initial=0)) // 2))


def _step(stage: Stage) -> Step:
    places, values = list(range(len(stage.features)))[:SHOWN], stage.values
    if hasattr(values, "tocsc"):  # terms: the most frequent first
        totals = np.asarray((values > 0).sum(axis=0)).ravel()
        places = np.argsort(-totals, kind="stable")[:SHOWN].tolist()
        shown = np.asarray(values.tocsc()[:, places].todense())
    else:
        shown = (values if values.ndim == 2 else values[:, None])[:, places]
    statistics = tuple(
        _statistics(stage.features[place], shown[:, index]) for index, place in enumerate(places)
    )
    return Step(stage.step, len(stage.features), statistics, stage.fill_value)


def _statistics(feature: Feature, values: np.ndarray) -> FeatureStatistics:
    present = pd.Series(values).dropna()
    counts = present.value_counts()
    bars = tuple(int(count) for count in counts[:BINS])
    statistics = FeatureStatistics(feature, len(values) - len(present), len(counts), bars=bars)
    if values.dtype == object or present.empty:
        top = tuple((str(value), int(count)) for value, count in counts[:TOP].items())
        return replace(statistics, top=top)
    return replace(statistics, **_moments(present.to_numpy(dtype=float)))


def _moments(numbers: np.ndarray) -> dict[str, Any]:
    deviation, mean = float(numbers.std()), float(numbers.mean())
    bars = np.histogram(numbers, bins=BINS)[0] if deviation else np.array([len(numbers)])
    return {
        "mean": mean if abs(mean) > ROUNDING * deviation else 0.0,
        "deviation": deviation,
        "minimum": float(numbers.min()),
        "maximum": float(numbers.max()),
        "bars": tuple(int(count) for count in bars),
    }
