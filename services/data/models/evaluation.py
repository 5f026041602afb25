"""Evaluations: the metrics of a model and of a dummy baseline on held-out rows.

The training container writes them to evaluation.json (services/containers/trainer/evaluation.py).
"""

import json
from dataclasses import dataclass
from typing import Any, Literal, get_args

from services.data.models.column_checks import NOT_CHECKED, ColumnChecks, read_column_checks
from services.data.models.conformal import Level, read_levels
from services.data.models.curves import ClassCurves, class_curves
from services.data.models.dependence import (
    NOT_MEASURED,
    Dependences,
    LearningPoint,
    read_dependences,
    read_learning_curve,
)
from services.data.models.metrics import metric_code
from services.data.models.slices import Slices, read_slices
from services.data.recipe.recipe import TASKS, Task
from services.data.recipe.split import METHODS, Method
from services.errors import InvalidInput

NoteCode = Literal["untested_classes", "untrained_classes"]

VERSION = 1


@dataclass(frozen=True)
class Metric:
    """One metric of the model and of the baseline, which always predicts the commonest class or the mean.

    `name` is a code of `services.data.models.metrics.METRICS`, or what a model made elsewhere calls it.
    95 % of other held-out rows would score within `interval`, which earlier trainers did not write.
    """

    name: str
    value: float
    baseline: float
    higher_is_better: bool
    interval: tuple[float, float] | None = None

    @property
    def beats_baseline(self) -> bool:
        """Whether the model is better than the baseline."""
        return self.value > self.baseline if self.higher_is_better else self.value < self.baseline


@dataclass(frozen=True)
class Confusion:
    """A confusion matrix: counts of held-out rows by true class (rows) and predicted class (columns)."""

    labels: tuple[str, ...]
    matrix: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class SplitUsed:
    """How the held-out rows were chosen, which differs from the recipe if classes are small.

    `start` is the first held-out moment of a split by time (ISO 8601). `undated_rows` counts what was only
    trained on, `unstratified_classes` the classes for whose proportions the held-out rows are too few.
    Earlier trainers counted `single_row_classes`, or wrote a sentence as `note`.
    """

    method: Method
    column: str | None = None
    value: str | None = None
    start: str | None = None
    undated_rows: int = 0
    single_row_classes: int = 0
    unstratified_classes: int = 0
    note: str = ""


@dataclass(frozen=True)
class Note:
    """What limits the metrics: `count` classes with these `rows`, of which `classes` names the first.

    "untested_classes" have no held-out row; "untrained_classes" were held out whole.
    """

    code: NoteCode
    classes: tuple[str, ...]
    count: int
    rows: int


@dataclass(frozen=True)
class Importance:
    """How much the headline metric gets worse, on average and by how much it varies, without a column."""

    column: str
    mean: float
    deviation: float


@dataclass(frozen=True)
class Evaluation:
    """The content of a model's evaluation.json; `metric` is the name of the headline metric.

    `residuals` holds (actual, predicted) pairs of at most 500 held-out rows of a regression. `split` is
    None for a model whose evaluation.json doesn't have it yet. `curves` has classes of a classification,
    `importance` columns by permutation, the most important first; `train_score` is the headline metric on
    training rows; `conformal` has the levels of prediction intervals or sets. A fit is `at_limit` that took
    all its iterations. Earlier trainers wrote none of them, nor
    `slices`, `column_checks`, `dependence` and the `learning_curve`.
    """

    task: Task
    metric: str
    score: float
    baseline: float
    metrics: tuple[Metric, ...]
    rows_train: int
    rows_test: int
    rows_dropped: int
    fitted_on: str
    confusion: Confusion | None = None
    residuals: tuple[tuple[float, float], ...] = ()
    split: SplitUsed | None = None
    notes: tuple[Note, ...] = ()
    curves: tuple[ClassCurves, ...] = ()
    importance: tuple[Importance, ...] = ()
    train_score: float | None = None
    slices: Slices | None = None
    conformal: tuple[Level, ...] = ()
    column_checks: ColumnChecks = NOT_CHECKED
    at_limit: bool = False
    dependence: Dependences = NOT_MEASURED
    learning_curve: tuple[LearningPoint, ...] = ()

    @property
    def headline(self) -> Metric:
        """The headline metric."""
        return next(metric for metric in self.metrics if metric.name == self.metric)

    @classmethod
    def from_json(cls, text: str | bytes) -> "Evaluation":
        """Parse an evaluation.json. Raises InvalidInput if it is invalid."""
        try:
            return _evaluation(json.loads(text))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InvalidInput("unreadable_evaluation") from error


def _evaluation(content: Any) -> Evaluation:
    if content["version"] != VERSION:
        raise ValueError(f"unknown version {content['version']!r}")
    if content["task"] not in TASKS:
        raise ValueError(f"unknown task {content['task']!r}")
    metrics = tuple(_metric(metric) for metric in content["metrics"])
    headline = {metric.name: metric for metric in metrics}[metric_code(content["metric"])]
    return Evaluation(
        task=content["task"],
        metric=headline.name,
        score=headline.value,
        baseline=headline.baseline,
        metrics=metrics,
        rows_train=int(content["rows_train"]),
        rows_test=int(content["rows_test"]),
        rows_dropped=int(content["rows_dropped"]),
        fitted_on=str(content["fitted_on"]),
        confusion=_confusion(content.get("confusion")),
        residuals=tuple((float(a), float(p)) for a, p in content.get("residuals") or ()),
        split=_split(content.get("split")),
        notes=tuple(_note(note) for note in content.get("notes") or ()),
        curves=tuple(class_curves(curve) for curve in content.get("curves") or ()),
        train_score=None if content.get("train_score") is None else float(content["train_score"]),
        importance=tuple(
            Importance(str(entry["column"]), float(entry["mean"]), float(entry["deviation"]))
            for entry in content.get("importance") or ()
        ),
        slices=read_slices(content.get("slices")),
        conformal=read_levels(content.get("conformal")),
        column_checks=read_column_checks(content.get("column_checks")),
        at_limit=bool(content.get("at_limit", False)),
        dependence=read_dependences(content.get("dependence")),
        learning_curve=read_learning_curve(content.get("learning_curve")),
    )


def _metric(content: Any) -> Metric:
    return Metric(
        name=metric_code(str(content["name"])),
        value=float(content["value"]),
        baseline=float(content["baseline"]),
        higher_is_better=bool(content["higher_is_better"]),
        interval=_interval(content.get("interval")),
    )


def _interval(content: Any) -> tuple[float, float] | None:
    if content is None:
        return None
    low, high = content
    return float(low), float(high)


def _split(content: Any) -> SplitUsed | None:
    if content is None:
        return None
    if content["method"] not in METHODS:
        raise ValueError(f"unknown split {content['method']!r}")
    return SplitUsed(
        method=content["method"],
        column=content["column"],
        value=content["value"],
        start=content.get("start"),
        undated_rows=int(content.get("undated_rows", 0)),
        single_row_classes=int(content.get("single_row_classes", 0)),
        unstratified_classes=int(content.get("unstratified_classes", 0)),
        note=str(content.get("note", "")),
    )


def _note(content: Any) -> Note:
    if content["code"] not in get_args(NoteCode):
        raise ValueError(f"unknown note {content['code']!r}")
    classes = tuple(str(label) for label in content["classes"])
    return Note(content["code"], classes, int(content["count"]), int(content["rows"]))


def _confusion(content: Any) -> Confusion | None:
    if content is None:
        return None
    matrix = tuple(tuple(int(count) for count in row) for row in content["matrix"])
    return Confusion(tuple(str(label) for label in content["labels"]), matrix)
