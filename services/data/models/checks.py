"""Checks of an evaluation: what to know before one trusts a model."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from services.data.models import thresholds
from services.data.models.evaluation import Evaluation, Importance

CheckCode = Literal[
    "no_better_than_baseline",
    "uncertain",
    "unstable",
    "dominant_column",
    "time_overlap",
    "underfitting",
    "overfitting",
    "class_imbalance",
    "worse_than_simple",
    "slower_without_benefit",
    "correlated_columns",
    "useless_columns",
    "at_limit",
]
_SIMPLE = ("linear", "boosting")


@dataclass(frozen=True)
class Rival:
    """Another run that learned the same: its algorithm, its headline metric and its length."""

    algorithm: str
    score: float
    seconds: float


@dataclass(frozen=True)
class Setting:
    """How a model was trained, as far as the checks ask; `rivals` have the same metric."""

    algorithm: str = ""
    parameters: dict[str, float | bool] = field(default_factory=dict)
    seconds: float = 0.0
    rivals: tuple[Rival, ...] = ()


@dataclass(frozen=True)
class Check:
    """A reason to doubt a model, with the columns, the class or the algorithm that it is about.

    `value` is a share of rows, a correlation, another score, or how many times longer a run took.
    """

    code: CheckCode
    columns: tuple[str, ...] = ()
    label: str = ""
    algorithm: str = ""
    value: float = 0.0


def checks(evaluation: Evaluation, setting: Setting | None = None) -> tuple[Check, ...]:
    """Return the checks that a model fails, the most serious first."""
    return tuple(_checks(evaluation, setting or Setting()))


def _checks(evaluation: Evaluation, setting: Setting) -> Iterator[Check]:
    certainty = tuple(_certainty(evaluation))
    yield from certainty
    is_better = not certainty or certainty[0].code == "unstable"
    if is_better:
        yield from _dominant(evaluation)
    for overlap in _overlaps(evaluation):
        yield Check("time_overlap", (overlap,))
    yield from _fit(evaluation)
    if not setting.parameters.get("balanced"):
        yield from _imbalance(evaluation)
    yield from _rivals(evaluation, setting)
    yield from _correlated(evaluation)
    if is_better:
        yield from _useless(evaluation)
    if evaluation.at_limit:
        yield Check("at_limit")


def _certainty(evaluation: Evaluation) -> Iterator[Check]:
    headline = evaluation.headline
    if not headline.beats_baseline:
        yield Check("no_better_than_baseline")
    elif headline.interval:
        low, high = headline.interval
        if low <= headline.baseline <= high:
            yield Check("uncertain")
        elif headline.higher_is_better and (high - low) / 2 > thresholds.WIDE.of(headline.value):
            yield Check("unstable")


def _dominant(evaluation: Evaluation) -> Iterator[Check]:
    """Look for a column that alone is as good as all, or without which nothing is left."""
    headline, columns = evaluation.headline, evaluation.importance
    gain = headline.value - headline.baseline
    if len(columns) < 2 or not headline.higher_is_better:
        return
    first, second = columns[:2]
    alone = max(evaluation.column_checks.alone, key=lambda entry: entry[1], default=("", headline.baseline))
    if first.mean >= thresholds.DOMINANT * gain and second.mean <= thresholds.NEGLIGIBLE * first.mean:
        yield Check("dominant_column", (first.column,))
    elif alone[1] - headline.baseline >= thresholds.ALONE * gain:
        yield Check("dominant_column", (alone[0],))


def _overlaps(evaluation: Evaluation) -> Iterator[str]:
    """Yield the first overlapping date column that the model relies on."""
    relied_on = {entry.column for entry in evaluation.importance if not _is_useless(entry, evaluation)}
    known = (overlap.column for overlap in evaluation.column_checks.overlaps)
    yield from [column for column in known if not evaluation.importance or column in relied_on][:1]


def _fit(evaluation: Evaluation) -> Iterator[Check]:
    """Compare the score on training rows with those on held-out rows and of the baseline."""
    headline, train = evaluation.headline, evaluation.train_score
    if train is None or not headline.higher_is_better:
        return
    counts = thresholds.BETTER.of(headline.baseline)
    if max(train, headline.value) - headline.baseline < counts:
        yield Check("underfitting")
    elif train - headline.value >= thresholds.OVERFITTING.of(train) and not _may_be_chance(evaluation, train):
        yield Check("overfitting")


def _may_be_chance(evaluation: Evaluation, train: float) -> bool:
    """Return whether other held-out rows might score as well as the training rows."""
    interval = evaluation.headline.interval
    return interval is not None and interval[1] >= train


def _imbalance(evaluation: Evaluation) -> Iterator[Check]:
    if evaluation.confusion is None or evaluation.rows_test < thresholds.LEAST_ROWS:
        return
    rows = [sum(counts) for counts in evaluation.confusion.matrix]
    if not sum(rows):
        return
    shares = sorted(
        (count / sum(rows), label) for count, label in zip(rows, evaluation.confusion.labels, strict=True)
    )
    if len(shares) == 2:
        if shares[1][0] >= thresholds.MAJORITY:
            yield Check("class_imbalance", label=shares[0][1], value=shares[0][0])
    elif shares[0][0] <= thresholds.MINORITY / len(shares):
        yield Check("class_imbalance", label=shares[0][1], value=shares[0][0])


def _rivals(evaluation: Evaluation, setting: Setting) -> Iterator[Check]:
    """Compare with runs of the linear model and of boosting, which should be worse or faster."""
    headline, sign = evaluation.headline, 1 if evaluation.headline.higher_is_better else -1
    others = [
        rival
        for rival in setting.rivals
        if rival.algorithm in _SIMPLE and rival.algorithm != setting.algorithm
    ]
    best = max(others, key=lambda rival: sign * rival.score, default=None)
    if best and sign * (best.score - headline.value) >= thresholds.BETTER.of(best.score):
        yield Check("worse_than_simple", algorithm=best.algorithm, value=best.score)
        return
    for rival in others:
        times = setting.seconds / rival.seconds if rival.seconds > 0 else 0.0
        is_slower = times >= thresholds.SLOWER
        is_slower &= setting.seconds - rival.seconds >= thresholds.SLOWER_SECONDS
        is_better = sign * (headline.value - rival.score) >= thresholds.BETTER.of(rival.score)
        if rival.algorithm == "linear" and is_slower and not is_better:
            yield Check("slower_without_benefit", algorithm=rival.algorithm, value=times)
            return


def _correlated(evaluation: Evaluation) -> Iterator[Check]:
    """Yield the strongest pair, the column that the model relies on less last."""
    for first, second, correlation in evaluation.column_checks.correlated[:1]:
        if abs(correlation) >= thresholds.CORRELATED:
            means = {entry.column: entry.mean for entry in evaluation.importance}
            pair = sorted((first, second), key=lambda column: -means.get(column, 0.0))
            yield Check("correlated_columns", tuple(pair), value=correlation)


def _useless(evaluation: Evaluation) -> Iterator[Check]:
    """Look for columns without which the score stays as it is, where others matter.

    Columns that go together share their importance, so without all of them the score might not stay.
    """
    alike = {column for *pair, _value in evaluation.column_checks.correlated for column in pair}
    useless = tuple(
        entry.column
        for entry in evaluation.importance
        if entry.column not in alike and _is_useless(entry, evaluation)
    )
    if useless and len(useless) < len(evaluation.importance):
        yield Check("useless_columns", useless)


def _is_useless(entry: Importance, evaluation: Evaluation) -> bool:
    headline = evaluation.headline
    scale = 1.0 if headline.higher_is_better else abs(headline.value)
    return entry.mean <= thresholds.USELESS * scale or entry.mean - entry.deviation <= 0
