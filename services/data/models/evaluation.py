"""Evaluations: how well a model did on rows that it had not seen, beside a dummy baseline."""

import json
from dataclasses import dataclass
from typing import Any

from services.data.recipe.recipe import TASKS, Task
from services.data.recipe.split import METHODS, Method
from services.errors import InvalidInput
from services.text.i18n import _

VERSION = 1


@dataclass(frozen=True)
class Metric:
    """One measure of the model and of the baseline, which always gives the commonest or middle answer."""

    name: str
    value: float
    baseline: float
    higher_is_better: bool

    @property
    def beats_baseline(self) -> bool:
        """Whether the model does better than the baseline."""
        return self.value > self.baseline if self.higher_is_better else self.value < self.baseline


@dataclass(frozen=True)
class Confusion:
    """How many test rows of each true class (row) got which predicted class (column)."""

    labels: tuple[str, ...]
    matrix: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class SplitUsed:
    """How the tested rows were really chosen, with the column that decided and a note on what came of it."""

    method: Method
    column: str | None
    value: str | None
    note: str


@dataclass(frozen=True)
class Evaluation:
    """What evaluation.json of a model says; `metric` names the headline one among `metrics`.

    `residuals` holds (actual, predicted) pairs of at most 500 test rows of a regression. `split` is None
    for a model that was trained before runs told of it.
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

    @classmethod
    def from_json(cls, text: str | bytes) -> "Evaluation":
        """Return the evaluation that a JSON text holds; raises InvalidInput where it holds none."""
        try:
            return _evaluation(json.loads(text))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InvalidInput(
                _("The model's evaluation.json can't be read: {reason}.", reason=error),
                _("Train the model again; models made elsewhere have no such file."),
            ) from error


def _evaluation(content: Any) -> Evaluation:
    if content["version"] != VERSION:
        raise ValueError(_("its version {version} is unknown", version=content["version"]))
    if content["task"] not in TASKS:
        raise ValueError(_("unknown task {task}", task=content["task"]))
    metrics = tuple(
        Metric(
            str(each["name"]), float(each["value"]), float(each["baseline"]), bool(each["higher_is_better"])
        )
        for each in content["metrics"]
    )
    headline = {each.name: each for each in metrics}[content["metric"]]
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
    )


def _split(content: Any) -> SplitUsed | None:
    if content is None:
        return None
    if content["method"] not in METHODS:
        raise ValueError(_("unknown split {split}", split=repr(content["method"])[:80]))
    return SplitUsed(content["method"], content["column"], content["value"], str(content["note"]))


def _confusion(content: Any) -> Confusion | None:
    if content is None:
        return None
    matrix = tuple(tuple(int(count) for count in row) for row in content["matrix"])
    return Confusion(tuple(str(label) for label in content["labels"]), matrix)
