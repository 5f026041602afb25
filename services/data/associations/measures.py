"""Held-out measures of association: Goodman and Kruskal's tau for classes, R² of ranks for numbers.

Both are cross-validated, so that they have one scale and an identifier scores 0.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from services.data.associations import coding
from services.data.associations.name_mentions import mentions
from services.data.profile import numeric
from services.data.profile.records import ColumnProfile
from services.data.tables.byte_views import trimmed
from services.data.tables.column_types import COLUMN_TYPES
from services.data.tables.table import Table

Measure = Literal["goodman_kruskal_tau", "rank_r2"]
Evidence = tuple[tuple[str, float], ...]

_FEW = 20  # a numeric target with at most this many distinct values is treated as classes
_FOLDS = 4
# With this many rows per class, a column with one value per class is no coincidence.
_ROWS_PER_CLASS = 1.5
# A generated table is unlikely to have this seed; its values would correlate with the folds.
_SEED = 7_163_294_501
_SMOOTHING = 0.5  # the weight of the prior, in rows


@dataclass(frozen=True)
class _Fold:
    """The held-out rows of a fold and their targets, with the class prior of the other rows and its error."""

    rows: np.ndarray
    target: np.ndarray
    prior: np.ndarray
    prior_error: float

    @classmethod
    def split(cls, target: np.ndarray, classes: int) -> "tuple[_Fold, ...]":
        """Return cross-validation folds of class codes or, if `classes` is 0, of ranks."""
        drawn = np.random.default_rng(_SEED).integers(0, _FOLDS, len(target))
        folds = (np.flatnonzero(drawn == number) for number in range(_FOLDS))
        return tuple(cls.from_rows(rows, target, classes) for rows in folds if 0 < len(rows) < len(target))

    @classmethod
    def from_rows(cls, rows: np.ndarray, target: np.ndarray, classes: int) -> "_Fold":
        """Return one fold."""
        here = target[rows]
        if not classes:
            return cls(rows, here, np.empty(0), 0.0)
        counts = np.bincount(target, minlength=classes) - np.bincount(here, minlength=classes)
        prior = (counts + 1e-9) / (counts.sum() + classes * 1e-9)
        return cls(rows, here, prior, float((1 - 2 * prior[here] + (prior**2).sum()).sum()))


@dataclass(frozen=True)
class TargetValues:
    """The non-missing values of the target, as class codes or as ranks from 0 to 1."""

    rows: np.ndarray
    codes: np.ndarray | None
    ranks: np.ndarray
    labels: tuple[str, ...]
    distinct: int
    folds: tuple[_Fold, ...]

    @classmethod
    def from_cells(cls, cells: pa.ChunkedArray, column: ColumnProfile, table: Table) -> "TargetValues | None":
        """Return the values of a target, None if it has fewer than two rows or classes."""
        texts = trimmed(cells)
        ordered = COLUMN_TYPES[column.kind].is_ordered
        if ordered and column.distinct > min(_FEW, len(texts) // 2):
            values = coding.values(texts, column, table)
            rows = np.flatnonzero(~np.isnan(values))
            codes, labels, ranks, distinct = None, tuple[str, ...](), coding.ranks(values[rows]), 0
        else:
            texts = numeric.null_markers(texts)[0] if ordered else texts
            rows = np.flatnonzero(pc.is_valid(texts).to_numpy(zero_copy_only=False))
            codes, labels, distinct = coding.classes(texts.drop_null())
            ranks = np.empty(0)
        if len(rows) < 2 or (codes is not None and len(labels) < 2):
            return None
        folds = _Fold.split(ranks if codes is None else codes, len(labels))
        return cls(rows, codes, ranks, labels, distinct, folds)

    @property
    def measure(self) -> Measure:
        """The measure of an association with this target."""
        return "rank_r2" if self.codes is None else "goodman_kruskal_tau"

    def explained_by(
        self, cells: pa.ChunkedArray, column: ColumnProfile, table: Table
    ) -> tuple[float, Evidence]:
        """Return how much of the target a column explains, 0 to 1, with the evidence."""
        texts = trimmed(cells).take(pa.array(self.rows))
        ordered = COLUMN_TYPES[column.kind].is_ordered
        codings = [coding.codes(texts, column, table)]
        if not ordered and self.labels:
            codings.append(mentions(texts, self.labels))
        rows = ("rows", float(len(self.rows)))
        if self.codes is not None:
            share, accuracy, baseline = max(self._tau(self.codes, codes) for codes in codings)
            return share, (("accuracy", accuracy), ("baseline", baseline), rows)
        share = max(self._rank_r2(codes) for codes in codings)
        if ordered:
            share = max(share, self._monotone(coding.values(texts, column, table)))
        return share, (rows,)

    def _tau(self, target: np.ndarray, column: np.ndarray) -> tuple[float, float, float]:
        """Return Goodman and Kruskal's tau, the accuracy, and the accuracy of the commonest class."""
        size, levels = len(self.labels), int(column.max()) + 1
        pairs = column * size + target
        all_counts = np.bincount(pairs, minlength=levels * size).reshape(levels, size)
        error = prior_error = correct = 0.0
        for fold in self.folds:
            here = column[fold.rows]
            held_out = np.bincount(pairs[fold.rows], minlength=levels * size).reshape(levels, size)
            counts = all_counts - held_out
            chances = (counts + _SMOOTHING * fold.prior) / (counts.sum(1, keepdims=True) + _SMOOTHING)
            error += float((1 - 2 * chances[here, fold.target] + (chances**2).sum(1)[here]).sum())
            prior_error += fold.prior_error
            correct += float((chances.argmax(1)[here] == fold.target).sum())
        baseline = float(np.bincount(target).max()) / len(target)
        share = 1.0 if self._is_renamed(all_counts) else _explained(error, prior_error)
        return share, correct / len(target), baseline

    def _is_renamed(self, counts: np.ndarray) -> bool:
        """Return whether a column has one value per class, even if classes have few rows."""
        used = counts[counts.any(1)]
        enough = _ROWS_PER_CLASS * self.distinct <= len(self.rows)
        return enough and len(used) <= self.distinct and bool(((used > 0).sum(1) == 1).all())

    def _rank_r2(self, column: np.ndarray) -> float:
        levels = int(column.max()) + 1
        counts = np.bincount(column, minlength=levels)
        sums = np.bincount(column, self.ranks, levels)
        error = prior_error = 0.0
        for fold in self.folds:
            here = column[fold.rows]
            others = counts - np.bincount(here, minlength=levels)
            total = sums - np.bincount(here, fold.target, levels)
            prior = total.sum() / others.sum()
            means = (total + _SMOOTHING * prior) / (others + _SMOOTHING)
            error += float(((means[here] - fold.target) ** 2).sum())
            prior_error += float(((prior - fold.target) ** 2).sum())
        return _explained(error, prior_error)

    def _monotone(self, values: np.ndarray) -> float:
        """Return the adjusted squared rank correlation over the rows with a value."""
        present = ~np.isnan(values)
        count = int(present.sum())
        if count < 3:
            return 0.0
        first, second = coding.ranks(values[present]), coding.ranks(self.ranks[present])
        if first.std() == 0 or second.std() == 0:
            return 0.0
        squared = float(np.corrcoef(first, second)[0, 1]) ** 2
        adjusted = 1 - (1 - squared) * (count - 1) / (count - 2)
        return max(0.0, adjusted) * count / len(values)


def _explained(error: float, prior_error: float) -> float:
    """Return the relative reduction of the prior's error."""
    return 0.0 if prior_error <= 0 else min(1.0, max(0.0, 1 - error / prior_error))
