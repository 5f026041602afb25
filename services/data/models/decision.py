"""Decisions: from which probability on a class is predicted, and what that means for the held-out rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, assert_never

from services.data.models.curves import ClassCurves

Criterion = Literal["likeliest", "accuracy", "balanced_accuracy", "f1", "cost"]
CRITERIA: tuple[Criterion, ...] = ("likeliest", "accuracy", "balanced_accuracy", "f1", "cost")
LIKELIEST = 0.5  # of two classes, the likelier one has half of the probability at least


@dataclass(frozen=True)
class Decision:
    """Of two classes, `label` is predicted where its probability reaches the threshold, else the other."""

    label: str
    threshold: float


@dataclass(frozen=True)
class Costs:
    """What a false positive and a false negative cost, in any unit."""

    false_positive: float = 1.0
    false_negative: float = 1.0


@dataclass(frozen=True)
class Outcome:
    """The held-out rows by class and by what a threshold predicts: a confusion matrix of two classes."""

    threshold: float
    true_positives: int
    false_positives: int
    false_negatives: int
    true_negatives: int

    @property
    def precision(self) -> float:
        """The share of the class among the rows for which it is predicted."""
        return self.true_positives / (self.true_positives + self.false_positives)

    @property
    def recall(self) -> float:
        """The share of the rows of the class for which it is predicted."""
        return self.true_positives / (self.true_positives + self.false_negatives)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        wrong = self.false_positives + self.false_negatives
        return 2 * self.true_positives / (2 * self.true_positives + wrong)

    @property
    def accuracy(self) -> float:
        """The share of rows whose class is predicted."""
        right = self.true_positives + self.true_negatives
        return right / (right + self.false_positives + self.false_negatives)

    @property
    def balanced_accuracy(self) -> float:
        """The mean of the recalls of both classes."""
        return (self.recall + self.true_negatives / (self.true_negatives + self.false_positives)) / 2

    def cost(self, costs: Costs) -> float:
        """Return what the wrong predictions cost in all."""
        return self.false_positives * costs.false_positive + self.false_negatives * costs.false_negative


def outcomes(curve: ClassCurves) -> tuple[Outcome, ...]:
    """Return the outcome of each threshold of a class's curves, from the highest."""
    return tuple(
        Outcome(
            at.value,
            at.true_positives,
            at.false_positives,
            curve.positives - at.true_positives,
            curve.negatives - at.false_positives,
        )
        for at in curve.thresholds
    )


def best(known: Sequence[Outcome], criterion: Criterion, costs: Costs) -> Outcome:
    """Return the best outcome by a criterion; of equal ones, that of the highest threshold.

    By "likeliest" it is the lowest threshold that predicts a class only where it is the likelier one.
    """
    match criterion:
        case "likeliest":
            return nearest(known, LIKELIEST)
        case "accuracy":
            return max(known, key=lambda outcome: outcome.accuracy)
        case "balanced_accuracy":
            return max(known, key=lambda outcome: outcome.balanced_accuracy)
        case "f1":
            return max(known, key=lambda outcome: outcome.f1)
        case "cost":
            return min(known, key=lambda outcome: outcome.cost(costs))
        case _:
            assert_never(criterion)


def nearest(known: Sequence[Outcome], threshold: float) -> Outcome:
    """Return the outcome of the lowest known threshold not below this one, else of the highest."""
    reached = [outcome for outcome in known if outcome.threshold >= threshold]
    return reached[-1] if reached else known[0]


def decide(decision: Decision, probabilities: Sequence[tuple[str, float]]) -> str:
    """Return the class that a decision predicts from the probabilities of both."""
    others = (label for label, _probability in probabilities if label != decision.label)
    return decision.label if dict(probabilities)[decision.label] >= decision.threshold else next(others)


def read_decision(content: Any, classes: Sequence[str]) -> Decision | None:
    """Read the entry of a contract. Raises ValueError, KeyError or TypeError if it is invalid."""
    if content is None:
        return None
    decision = Decision(str(content["class"]), float(content["threshold"]))
    if len(classes) != 2 or decision.label not in classes or not 0 <= decision.threshold <= 1:
        raise ValueError("a decision needs one of two classes and a threshold from 0 to 1")
    return decision
