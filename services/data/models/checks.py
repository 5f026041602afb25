"""Checks of an evaluation: what to know before one trusts a model."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from services.data.models.evaluation import Evaluation

CheckCode = Literal["no_better_than_baseline", "uncertain", "underfitting", "overfitting", "dominant_column"]

# Shares of what a model gains over the baseline, and of what it could gain.
_OVERFITTING = 0.5
_UNDERFITTING = 0.05
_DOMINANT = 0.9
_NEGLIGIBLE = 0.05


@dataclass(frozen=True)
class Check:
    """A reason to doubt a model; `column` is the one it is about."""

    code: CheckCode
    column: str = ""


def checks(evaluation: Evaluation) -> tuple[Check, ...]:
    """Return the checks that a model fails, the most serious first."""
    return tuple(_checks(evaluation))


def _checks(evaluation: Evaluation) -> Iterator[Check]:
    headline = evaluation.headline
    if not headline.beats_baseline:
        yield Check("no_better_than_baseline")
    elif headline.interval and headline.interval[0] <= headline.baseline <= headline.interval[1]:
        yield Check("uncertain")
    yield from _fit(evaluation)
    yield from _dominant(evaluation)


def _fit(evaluation: Evaluation) -> Iterator[Check]:
    """Compare the score on training rows with those on held-out rows and of the baseline."""
    headline, train = evaluation.headline, evaluation.train_score
    if train is None or not headline.higher_is_better:
        return
    learned, held = train - headline.baseline, headline.value - headline.baseline
    if learned < _UNDERFITTING * (1 - headline.baseline):
        yield Check("underfitting")
    elif held < (1 - _OVERFITTING) * learned:
        yield Check("overfitting")


def _dominant(evaluation: Evaluation) -> Iterator[Check]:
    """Look for a column without which nothing is left, where the others add next to nothing."""
    headline, columns = evaluation.headline, evaluation.importance
    gain = headline.value - headline.baseline
    if len(columns) < 2 or not headline.higher_is_better or gain <= 0:
        return
    first, second = columns[:2]
    if first.mean >= _DOMINANT * gain and second.mean <= _NEGLIGIBLE * first.mean:
        yield Check("dominant_column", first.column)
