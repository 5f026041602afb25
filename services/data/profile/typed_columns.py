"""Columns of numbers and of dates, read block by block into a profile."""

import re
from collections import Counter
from dataclasses import replace
from typing import Any, Protocol

import numpy as np

from services.data.profile import moments, numeric, pii
from services.data.profile.column_block import ColumnBlock
from services.data.profile.reading_plan import ReadingPlan
from services.data.profile.records import ColumnProfile, Histogram
from services.data.profile.value_counts import ValueCounts, rank
from services.data.tables import dates
from services.data.tables.column_store import ColumnStore, StoredColumn
from services.data.tables.numbers import NumberFormat, plain_text

EXAMPLES = 5

_EXAMPLE_CHARACTERS = 200
_FIRST = 100  # rows that most often hold enough examples
_HOUR = 3_600_000_000  # microseconds
_ID_NAME = re.compile(
    r"(?i:^(id|uuid|guid|index|key|row|no|nr)$|[_\s-](id|uuid|guid|key|no|nr)$)|(Id|ID)$"
    # the index of a frame as pandas, Arrow and R write it
    r"|^(Unnamed: ?\d+(_level_\d+)?|level_\d|__index_level_\d+__|index\.\d|\.\.\.1|(?i:row[._ ]?names?))$"
)
_INDEX_NAME = re.compile(r"^(X|X\.\d|X1|column 1)$")  # R's names of a blank one, and this reader's
_ROWS_PER_INDEX = 20  # an index that a sample was taken from may count so many rows for each that is left
ID_ROWS = 20  # in fewer rows, distinct values may be a coincidence


class Column(Protocol):
    """The builder of a column's profile: `read` is thread-safe, `add` takes blocks in row order."""

    name: str
    examples: list[str]

    def read(self, block: ColumnBlock) -> Any:
        """Return the content of a block, None if the plan can't read it."""

    def add(self, content: Any) -> None:
        """Add the content of a block."""

    def finish(self, rows: int) -> ColumnProfile:
        """Return the profile of the column in a table of so many rows."""


class NumberColumn:
    """A column of numbers and missing-value markers."""

    def __init__(self, name: str, form: NumberFormat, store: ColumnStore) -> None:
        self.name, self._form = name, form
        self.examples: list[str] = []
        self.values = StoredColumn(store)
        self._infinite, self._negative_infinite, self._whole = 0, 0, True
        self._markers: Counter[str] = Counter()

    def read(self, block: ColumnBlock) -> numeric.NumberBlock | None:
        """Return the numbers of a block."""
        return block.numbers(self._form, self._whole)

    def add(self, content: numeric.NumberBlock) -> None:
        """Add the numbers of a block."""
        self.values.append(content.values)
        self._infinite += content.infinite
        self._negative_infinite += content.negative_infinite
        self._whole = self._whole and content.whole
        self._markers.update(content.markers)

    def finish(self, rows: int) -> ColumnProfile:
        """Return the profile, of type empty if the column has no number."""
        ordered = moments.ascending(self.values.whole())
        ordered = ordered[: np.searchsorted(ordered, np.nan)]
        counts = ValueCounts.from_sorted(ordered)
        infinities = (self._negative_infinite, self._infinite - self._negative_infinite)
        distinct = counts.distinct + sum(count > 0 for count in infinities)
        present = len(ordered) + self._infinite
        profile = ColumnProfile(
            name=self.name,
            kind="number" if present else "empty",
            missing=rows - present,
            distinct=distinct,
            marks=tuple(sorted(self._markers.items(), key=rank)),
            numeric=len(ordered),
            infinite=self._infinite,
            whole=bool(present) and self._whole and not self._infinite,
            examples=tuple(self.examples) if present else (),
            top=counts.top(ordered, lambda value: plain_text(value, self._whole)),
            once=counts.once + infinities.count(1),
            **moments.describe(ordered),
            personal=tuple(pii.count_numbers(ordered, self.name).items()) if self._whole else (),
        )
        unique = present >= ID_ROWS and distinct == present and profile.whole
        named = bool(_ID_NAME.search(self.name)) or self._is_index(ordered)
        return replace(profile, looks_like_id=unique and (named or self._consecutive()))

    def _is_index(self, ordered: np.ndarray) -> bool:
        """Tell whether the numbers may be row numbers, by the column's name and their range."""
        in_range = len(ordered) and ordered[0] >= 0 and ordered[-1] <= _ROWS_PER_INDEX * len(ordered)
        return bool(_INDEX_NAME.match(self.name) and in_range)

    def _consecutive(self) -> bool:
        values = self.values.whole()
        return bool((np.diff(values[~np.isnan(values)]) == 1).all())


class DateColumn:
    """A column of dates of one form and missing-value markers."""

    def __init__(self, name: str, plan: ReadingPlan, store: ColumnStore) -> None:
        self.name, self._plan = name, plan
        self.examples: list[str] = []
        self.values = StoredColumn(store, "i8")
        self._markers: Counter[str] = Counter()

    def read(self, block: ColumnBlock) -> tuple[np.ndarray, dict[str, int]] | None:
        """Return the moments of a block in microseconds, and its missing-value markers."""
        present, markers = block.texts.drop_null(), dict[str, int]()
        parsed = dates.timestamps(present, self._plan.forms[0])
        if (parsed == dates.NAT).any():
            unmarked, markers = numeric.null_markers(present)
            present = unmarked.drop_null()
            parsed = dates.timestamps(present, self._plan.forms[0])
        return None if (parsed == dates.NAT).any() else (parsed, markers)

    def add(self, content: tuple[np.ndarray, dict[str, int]]) -> None:
        """Add the moments of a block."""
        self.values.append(content[0])
        self._markers.update(content[1])

    def finish(self, rows: int) -> ColumnProfile:
        """Return the profile."""
        ordered = moments.ascending(self.values.whole())
        counts = ValueCounts.from_sorted(ordered)
        bins = moments.histogram(ordered / 1_000_000)
        edges = np.array([int(edge) * 1_000_000 for edge in bins.edges])
        top = zip(dates.isos(ordered[counts.starts]), counts.counts.tolist(), strict=True)
        earliest, latest = dates.isos(ordered[[0, -1]])
        return ColumnProfile(
            name=self.name,
            kind="date",
            missing=rows - len(ordered),
            distinct=counts.distinct,
            marks=tuple(sorted(self._markers.items(), key=rank)),
            dated=len(ordered),
            examples=tuple(self.examples),
            earliest=earliest,
            latest=latest,
            hours=int(np.count_nonzero(np.bincount(ordered // _HOUR % 24))),
            top=tuple(top),
            once=counts.once,
            histogram=Histogram(tuple(dates.isos(edges)), bins.counts),
        )


def add_examples(examples: list[str], block: ColumnBlock) -> None:
    """Add the first distinct texts of a block to examples, until there are enough."""
    if len(examples) == EXAMPLES or (examples and _all_known(examples, block)):
        return
    for part in (block,) if block.is_short else (ColumnBlock(block.cells.head(_FIRST)), block):
        for text in part.first_distinct(2 * EXAMPLES):
            cut = text[:_EXAMPLE_CHARACTERS]
            if len(examples) < EXAMPLES and cut not in examples:
                examples.append(cut)
        if len(examples) == EXAMPLES:
            return


def _all_known(examples: list[str], block: ColumnBlock) -> bool:
    """Return whether a block has few distinct texts and all are examples already."""
    texts, _counts = block.value_counts
    return len(texts) <= EXAMPLES and {text[:_EXAMPLE_CHARACTERS] for text in texts} <= set(examples)
