"""Columns: what is gathered of one column while its blocks go by, and the profile that comes of it."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
import pandas as pd
import pyarrow as pa

from services.data.profile import moments, numeric, pii
from services.data.profile.column_block import Cells
from services.data.profile.column_store import Shelf, Values
from services.data.profile.records import ColumnProfile, Histogram
from services.data.profile.value_counts import Runs
from services.data.tables import dates
from services.data.tables.column_types import NO_PROSE, ColumnType, Prose
from services.data.tables.numbers import PLAIN, NumberFormat

EXAMPLES = 5

_EXAMPLE_CHARACTERS = 200
_FIRST = 100  # rows that most often hold enough examples
_ID_NAME = re.compile(r"(?i:^(id|uuid|guid|index|key|row|no|nr)$|[_\s-](id|uuid|guid|key|no|nr)$)|(Id|ID)$")
_ID_ROWS = 20  # with fewer rows, unlike values say nothing


@dataclass(frozen=True)
class Plan:
    """How a column is read: the kind that its first cells suggest, and for dates the forms that fit."""

    kind: ColumnType
    forms: tuple[str, ...] = ()
    prose: Prose = NO_PROSE

    @classmethod
    def of(cls, texts: pa.StringArray, form: NumberFormat) -> "Plan":
        """Return the plan that some trimmed texts with nulls suggest; nothing at all may be numbers."""
        return cls("number") if numeric.read(texts, form) is not None else cls.of_others(texts)

    @classmethod
    def of_others(cls, texts: pa.StringArray) -> "Plan":
        """Return the plan for cells that are not all numbers."""
        present, _marks = numeric.marks(texts)
        forms = dates.fitting(present.drop_null())
        return cls("date", forms) if forms else cls.of_texts(texts)

    @classmethod
    def of_texts(cls, texts: pa.StringArray) -> "Plan":
        """Return the plan for texts that are no numbers and no dates."""
        prose = Prose.of(texts.drop_null())
        return cls("text" if prose.plain else "category", (), prose)

    def next(self, texts: pa.StringArray) -> "Plan":
        """Return the plan that may read what this one could not."""
        present, _marks = numeric.marks(texts)
        if self.kind == "number":
            return Plan.of_others(texts) if present.null_count < len(present) else Plan("number")
        forms = dates.fitting(present.drop_null(), self.forms[1:])
        return Plan("date", forms) if forms else Plan.of_texts(texts)


class Column(Protocol):
    """A column under way: `read` may run in any thread, `add` takes what was read in the rows' order."""

    name: str
    examples: list[str]

    def read(self, cells: Cells) -> Any:
        """Return what a block's cells hold, None where the plan can't read them."""

    def add(self, found: Any) -> None:
        """Take in what was read."""

    def finish(self, rows: int) -> ColumnProfile:
        """Return the profile."""


class NumberColumn:
    """A column whose cells are numbers or marks."""

    def __init__(self, name: str, form: NumberFormat, shelf: Shelf) -> None:
        self.name, self._form = name, form
        self.examples: list[str] = []
        self.values = Values(shelf)
        self._infinite, self._below, self._whole = 0, 0, True
        self._marks: Counter[str] = Counter()

    def read(self, cells: Cells) -> numeric.Numbers | None:
        """Return the numbers of a block."""
        found = numeric.quick(cells.written, self._whole) if self._form == PLAIN else None
        return found or numeric.read(cells.texts, self._form)

    def add(self, found: numeric.Numbers) -> None:
        """Keep the numbers."""
        self.values.append(found.values)
        self._infinite += found.infinite
        self._below += found.below
        self._whole = self._whole and found.whole
        self._marks.update(found.marks)

    def finish(self, rows: int) -> ColumnProfile:
        """Return the profile, of kind empty where there was no number."""
        ordered = moments.ascending(self.values.whole())
        ordered = ordered[: np.searchsorted(ordered, np.nan)]
        found = Runs.of(ordered)
        endless = (self._below, self._infinite - self._below)
        distinct = found.different + sum(count > 0 for count in endless)
        present = len(ordered) + self._infinite
        described = ColumnProfile(
            name=self.name,
            kind="number" if present else "empty",
            missing=rows - present,
            distinct=distinct,
            marks=_ranked(self._marks),
            numeric=len(ordered),
            infinite=self._infinite,
            whole=bool(present) and self._whole and not self._infinite,
            examples=tuple(self.examples) if present else (),
            top=found.top(ordered, lambda value: written(value, self._whole)),
            once=found.once + endless.count(1),
            **moments.spread(ordered),
            personal=tuple(pii.count_numbers(ordered).items()) if self._whole else (),
        )
        alike = present >= _ID_ROWS and distinct == present and described.whole
        named = bool(_ID_NAME.search(self.name))
        return replace(described, looks_like_id=alike and (named or self._consecutive()))

    def _consecutive(self) -> bool:
        values = self.values.whole()
        return bool((np.diff(values[~np.isnan(values)]) == 1).all())


class DateColumn:
    """A column whose cells are dates of one form, or marks."""

    def __init__(self, name: str, plan: Plan, shelf: Shelf) -> None:
        self.name, self._plan = name, plan
        self.examples: list[str] = []
        self.values = Values(shelf, "i8")
        self._marks: Counter[str] = Counter()

    def read(self, cells: Cells) -> tuple[np.ndarray, dict[str, int]] | None:
        """Return the moments of a block, in microseconds."""
        present, marks = cells.texts.drop_null(), dict[str, int]()
        found = dates.moments(present, self._plan.forms[0])
        if (found == dates.NOTHING).any():
            kept, marks = numeric.marks(present)
            present = kept.drop_null()
            found = dates.moments(present, self._plan.forms[0])
        return None if (found == dates.NOTHING).any() else (found, marks)

    def add(self, found: tuple[np.ndarray, dict[str, int]]) -> None:
        """Keep the moments."""
        self.values.append(found[0])
        self._marks.update(found[1])

    def finish(self, rows: int) -> ColumnProfile:
        """Return the profile."""
        ordered = moments.ascending(self.values.whole())
        found = Runs.of(ordered)
        bars = moments.histogram(ordered / 1_000_000)
        edges = tuple(_iso(int(edge) * 1_000_000) for edge in bars.edges)
        return ColumnProfile(
            name=self.name,
            kind="date",
            missing=rows - len(ordered),
            distinct=found.different,
            marks=_ranked(self._marks),
            dated=len(ordered),
            examples=tuple(self.examples),
            earliest=_iso(int(ordered[0])),
            latest=_iso(int(ordered[-1])),
            top=found.top(ordered, lambda value: _iso(int(value))),
            once=found.once,
            histogram=Histogram(edges, bars.counts),
        )


def written(value: float, whole: bool) -> str:
    """Return a number in its shortest form."""
    return str(int(value)) if whole else repr(float(value))


def exemplify(examples: list[str], cells: Cells) -> None:
    """Add the first different texts to examples that are still too few."""
    if len(examples) == EXAMPLES or (examples and _all_known(examples, cells)):
        return
    for part in (Cells(cells.written.head(_FIRST)), cells):
        for text in part.different(2 * EXAMPLES):
            cut = text[:_EXAMPLE_CHARACTERS]
            if len(examples) < EXAMPLES and cut not in examples:
                examples.append(cut)
        if len(examples) == EXAMPLES:
            return


def _all_known(examples: list[str], cells: Cells) -> bool:
    """Tell whether a few texts are all that there are, and among the examples."""
    texts, _counts = cells.counted
    return len(texts) <= EXAMPLES and {text[:_EXAMPLE_CHARACTERS] for text in texts} <= set(examples)


def _ranked(marks: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(marks.items(), key=lambda each: (-each[1], each[0])))


def _iso(microseconds: int) -> str:
    return dates.iso(pd.Timestamp(microseconds, unit="us"))
