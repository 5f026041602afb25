"""Links: how much each column alone tells of the target, on rows that it was not learned from."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from services.data.associations.name_mentions import mentions
from services.data.profile import numeric
from services.data.profile.blocks import blocks
from services.data.profile.column_block import trimmed
from services.data.profile.records import ColumnProfile, Profile
from services.data.tables import dates
from services.data.tables.table import Table

ROWS = 50_000

_CELLS = 40_000_000  # of wide tables fewer rows are enough
_BINS = 64
_CLASSES = 50
_FEW = 20  # a number with at most so many values is a class too
_FOLDS = 4
_SEVERAL = 1.5  # rows a class from which on one that always goes with the same value is no chance
_SEED = 7_163_294_501  # an unlikely one: a table that was made with the same numbers would lie in step

Measure = Literal["classes explained", "order explained"]


@dataclass(frozen=True)
class Link:
    """How much of the target a column gives away by itself: 0 nothing, 1 all of it.

    `measure` says of what: the target's classes (Goodman and Kruskal's tau) or the order of its
    numbers (R² of their ranks), each on rows left out while learning, so that both have one scale
    and a unique id tells nothing. A missing cell counts as a value. `evidence` names numbers behind
    it: `rows` looked at, and for classes the `accuracy` of guessing by the column and the
    `baseline` without it. `sampled` where not all rows were looked at.
    """

    column: str
    strength: float
    measure: Measure
    evidence: tuple[tuple[str, float], ...] = ()
    sampled: bool = False


def links(table: Table, profile: Profile, target: str) -> tuple[Link, ...]:
    """Return the other columns' links to the target, strongest first; raises InvalidInput without it."""
    described = profile.column(target)
    cells, sampled = _sample(table, profile.rows)
    goal = _Goal.of(cells[target], described, table)
    if goal is None:
        return ()
    found = [
        goal.link(each, cells[each.name], table, sampled)
        for each in profile.columns
        if each.name != target and each.kind != "empty"
    ]
    return tuple(sorted(found, key=lambda each: (-each.strength, each.column)))


def _sample(table: Table, rows: int) -> tuple[pa.Table, bool]:
    """Return evenly spread rows, and whether they are fewer than all."""
    wanted = max(1000, min(ROWS, _CELLS // max(1, len(table.names))))
    step = max(1, -(-rows // wanted))
    parts: list[pa.Table] = []
    seen = 0
    for block in blocks(table):
        cells = block.columns(table, table.names)
        places = np.arange(-seen % step, cells.num_rows, step)
        parts.append(cells if step == 1 else cells.take(pa.array(places)))
        seen += cells.num_rows
    if not parts:
        return pa.table({name: pa.array([], pa.string()) for name in table.names}), False
    return pa.concat_tables(parts), step > 1


@dataclass(frozen=True)
class _Fold:
    """Rows that are left out while the others are learned from: their goal, and for classes what is
    known without any column: the chances among the others, and how wrong they are.
    """

    rows: np.ndarray
    goal: np.ndarray
    prior: np.ndarray
    base_error: float

    @classmethod
    def all(cls, goal: np.ndarray, classes: int) -> "tuple[_Fold, ...]":
        """Return the folds of a goal's classes, or of ranks where there are none."""
        drawn = np.random.default_rng(_SEED).integers(0, _FOLDS, len(goal))
        folds = (np.flatnonzero(drawn == number) for number in range(_FOLDS))
        return tuple(cls.of(rows, goal, classes) for rows in folds if 0 < len(rows) < len(goal))

    @classmethod
    def of(cls, rows: np.ndarray, goal: np.ndarray, classes: int) -> "_Fold":
        """Return one fold."""
        here = goal[rows]
        if not classes:
            return cls(rows, here, np.empty(0), 0.0)
        counts = np.bincount(goal, minlength=classes) - np.bincount(here, minlength=classes)
        prior = (counts + 1e-9) / (counts.sum() + classes * 1e-9)
        return cls(rows, here, prior, float((1 - 2 * prior[here] + (prior**2).sum()).sum()))


@dataclass(frozen=True)
class _Goal:
    """The target of the rows that have one: its classes as codes, or the ranks of its numbers, 0 to 1."""

    rows: np.ndarray
    codes: np.ndarray | None
    ranks: np.ndarray
    labels: tuple[str, ...]
    different: int
    folds: tuple[_Fold, ...]

    @classmethod
    def of(cls, cells: pa.ChunkedArray, described: ColumnProfile, table: Table) -> "_Goal | None":
        texts = trimmed(cells)
        ordered = described.kind in ("number", "date") and described.distinct > min(_FEW, len(texts) // 2)
        if ordered:
            values = _values(texts, described, table)
            rows = np.flatnonzero(~np.isnan(values))
            codes, labels, ranks, different = None, tuple[str, ...](), _ranks(values[rows]), 0
        else:
            texts = numeric.marks(texts)[0] if described.kind in ("number", "date") else texts
            rows = np.flatnonzero(pc.is_valid(texts).to_numpy(zero_copy_only=False))
            codes, labels, different = _classes(texts.drop_null())
            ranks = np.empty(0)
        if len(rows) < 2 or (codes is not None and len(labels) < 2):
            return None
        folds = _Fold.all(ranks if codes is None else codes, len(labels))
        return cls(rows, codes, ranks, labels, different, folds)

    def link(self, described: ColumnProfile, cells: pa.ChunkedArray, table: Table, sampled: bool) -> Link:
        """Return one column's link."""
        texts = trimmed(cells).take(pa.array(self.rows))
        codings = [_codes(texts, described, table)]
        if described.kind in ("text", "category") and self.labels:
            codings.append(mentions(texts, self.labels))
        if self.codes is not None:
            share, accuracy, baseline = max(self._classes_explained(each) for each in codings)
            evidence = (("accuracy", accuracy), ("baseline", baseline), ("rows", float(len(self.rows))))
            return Link(described.name, share, "classes explained", evidence, sampled)
        share = max(self._order_explained(each) for each in codings)
        if described.kind in ("number", "date"):
            share = max(share, self._monotone(_values(texts, described, table)))
        return Link(described.name, share, "order explained", (("rows", float(len(self.rows))),), sampled)

    def _classes_explained(self, column: np.ndarray) -> tuple[float, float, float]:
        assert self.codes is not None  # noqa: S101 - for the types: only goals with classes come here
        size, wide = len(self.labels), int(column.max()) + 1
        pairs = column * size + self.codes
        all_counts = np.bincount(pairs, minlength=wide * size).reshape(wide, size)
        error = base_error = right = 0.0
        for fold in self.folds:
            here = column[fold.rows]
            counts = all_counts - np.bincount(pairs[fold.rows], minlength=wide * size).reshape(wide, size)
            chances = (counts + 0.5 * fold.prior) / (counts.sum(1, keepdims=True) + 0.5)
            error += float((1 - 2 * chances[here, fold.goal] + (chances**2).sum(1)[here]).sum())
            base_error += fold.base_error
            right += float((chances.argmax(1)[here] == fold.goal).sum())
        baseline = float(np.bincount(self.codes).max()) / len(self.codes)
        share = 0.0 if base_error <= 0 else min(1.0, max(0.0, 1 - error / base_error))
        return 1.0 if self._is_renamed(all_counts) else share, right / len(self.codes), baseline

    def _is_renamed(self, counts: np.ndarray) -> bool:
        """Tell whether a column is the target in other words, however few rows a class has to show it."""
        used = counts[counts.any(1)]
        several = _SEVERAL * self.different <= len(self.rows)
        return several and len(used) <= self.different and bool(((used > 0).sum(1) == 1).all())

    def _order_explained(self, column: np.ndarray) -> float:
        wide = int(column.max()) + 1
        counts, sums = np.bincount(column, minlength=wide), np.bincount(column, self.ranks, wide)
        error = base_error = 0.0
        for fold in self.folds:
            here, goal = column[fold.rows], fold.goal
            others = counts - np.bincount(here, minlength=wide)
            total = sums - np.bincount(here, goal, wide)
            prior = total.sum() / others.sum()
            means = (total + 0.5 * prior) / (others + 0.5)
            error += float(((means[here] - goal) ** 2).sum())
            base_error += float(((prior - goal) ** 2).sum())
        return 0.0 if base_error <= 0 else min(1.0, max(0.0, 1 - error / base_error))

    def _monotone(self, values: np.ndarray) -> float:
        """Return the squared correlation of ranks, as far as the column has values."""
        present = ~np.isnan(values)
        count = int(present.sum())
        if count < 3:
            return 0.0
        first, second = _ranks(values[present]), _ranks(self.ranks[present])
        if first.std() == 0 or second.std() == 0:
            return 0.0
        plain = float(np.corrcoef(first, second)[0, 1]) ** 2
        # A few rows go together by chance; what chance alone would give is taken off.
        return max(0.0, 1 - (1 - plain) * (count - 1) / (count - 2)) * count / len(values)


def _codes(texts: pa.StringArray, described: ColumnProfile, table: Table) -> np.ndarray:
    """Return the value, or the bin, that each cell lies in; the missing ones have the last code."""
    if described.kind not in ("number", "date") or described.distinct <= _BINS:
        coded = texts.dictionary_encode()
        indices = pc.fill_null(coded.indices, len(coded.dictionary))
        levels: np.ndarray = indices.to_numpy(zero_copy_only=False).astype(np.int64)
        return levels
    values = _values(texts, described, table)
    present = values[~np.isnan(values)]
    if not len(present):
        return np.zeros(len(values), np.int64)
    bins = max(2, min(_BINS, len(present) // 10))
    edges = np.unique(np.quantile(present, np.linspace(0, 1, bins + 1)[1:-1]))
    codes: np.ndarray = np.searchsorted(edges, values, "right")
    codes[np.isnan(values)] = len(edges) + 1
    return codes


def _values(texts: pa.StringArray, described: ColumnProfile, table: Table) -> np.ndarray:
    """Return the numbers or moments of a column, NaN where there is none."""
    nothing = np.full(len(texts), np.nan)
    if described.kind == "number":
        found = numeric.read(texts, table.numbers)
        return nothing if found is None else found.values
    kept, _marks = numeric.marks(texts)
    present = kept.drop_null()
    forms = dates.fitting(present)
    if forms:
        moments = [dates.moments(present, form) for form in forms]
        best = max(moments, key=lambda each: int((each != dates.NOTHING).sum()))
        places = np.flatnonzero(pc.is_valid(kept).to_numpy(zero_copy_only=False))
        read = best != dates.NOTHING
        nothing[places[read]] = best[read]
    return nothing


def _classes(texts: pa.StringArray) -> tuple[np.ndarray, tuple[str, ...], int]:
    """Return each text's class, beyond the first fifty by size all others as one, and how many there are."""
    coded = texts.dictionary_encode()
    indices = coded.indices.to_numpy(zero_copy_only=False)
    order = np.argsort(-np.bincount(indices, minlength=len(coded.dictionary)), kind="stable")
    places = np.empty(len(order), np.int64)
    places[order] = np.minimum(np.arange(len(order)), _CLASSES - 1)
    labels = coded.dictionary.take(pa.array(order[:_CLASSES])).to_pylist()
    return places[indices], tuple(labels), len(order)


def _ranks(values: np.ndarray) -> np.ndarray:
    """Return where each value stands among all, between 0 and 1; equal ones stand together."""
    different, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - counts / 2
    ranks: np.ndarray = (middle / len(values))[places] if len(different) else np.empty(0)
    return ranks
