"""Curves of a class: ROC, precision-recall, gain and calibration, from the counts that the trainer wrote
(services/containers/trainer/measures/curves.py)."""

from dataclasses import dataclass
from typing import Any

Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Threshold:
    """The held-out rows whose probability of the class reaches `value`, of the class and of others."""

    value: float
    true_positives: int
    false_positives: int


@dataclass(frozen=True)
class CalibrationBin:
    """Held-out rows of similar probabilities: their mean and the share that is of the class."""

    mean: float
    share: float
    rows: int


@dataclass(frozen=True)
class ClassCurves:
    """The counts of a class by threshold, from the highest, among `positives` rows of it and `negatives`."""

    label: str
    positives: int
    negatives: int
    thresholds: tuple[Threshold, ...]
    calibration: tuple[CalibrationBin, ...]

    @property
    def roc(self) -> Points:
        """False positive rate and true positive rate, from (0, 0)."""
        return ((0.0, 0.0), *((self._false_rate(at), self._recall(at)) for at in self.thresholds))

    @property
    def precision_recall(self) -> Points:
        """Recall and precision."""
        return tuple(
            (self._recall(at), at.true_positives / (at.true_positives + at.false_positives))
            for at in self.thresholds
        )

    @property
    def gain(self) -> Points:
        """The share of all rows that is selected and the recall among them, from (0, 0)."""
        rows = self.positives + self.negatives
        selected = (
            ((at.true_positives + at.false_positives) / rows, self._recall(at)) for at in self.thresholds
        )
        return ((0.0, 0.0), *selected)

    @property
    def prevalence(self) -> float:
        """The share of the class among the held-out rows: the precision of a guess."""
        return self.positives / (self.positives + self.negatives)

    def _recall(self, at: Threshold) -> float:
        return at.true_positives / self.positives

    def _false_rate(self, at: Threshold) -> float:
        return at.false_positives / self.negatives


def class_curves(content: Any) -> ClassCurves:
    """Read an entry of evaluation.json. Raises ValueError, KeyError or TypeError if it is invalid."""
    positives, negatives = int(content["positives"]), int(content["negatives"])
    if positives < 1 or negatives < 1:
        raise ValueError("a curve needs rows of the class and of others")
    return ClassCurves(
        str(content["class"]),
        positives,
        negatives,
        tuple(Threshold(float(value), int(true), int(false)) for value, true, false in content["thresholds"]),
        tuple(
            CalibrationBin(float(mean), float(share), int(rows))
            for mean, share, rows in content["calibration"]
        ),
    )
