"""One column of one block, as polars strings and, on demand, as Arrow strings."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice

import numpy as np
import polars as pl
import pyarrow as pa

from services.data.profile import numeric
from services.data.profile.numeric import NumberBlock
from services.data.tables.byte_views import SPACE, TextBytes, arrow, trimmed
from services.data.tables.column_types import MARKS
from services.data.tables.numbers import PLAIN, NumberFormat

FEW = 1000  # for up to this many texts a loop is faster than a query

_CELLS = 200_000  # of columns that are joined
_MARK_TEXTS = frozenset(MARKS)


class JoinedColumns:
    """The cells of several short columns as one, since a call for each takes longer than its cells."""

    def __init__(self, columns: Sequence[pl.Series]) -> None:
        self.rows, self._count = len(columns[0]), len(columns)
        self._cells = pl.concat([cells.alias("text") for cells in columns])

    @cached_property
    def listed(self) -> list[str]:
        """The trimmed cells, empty where one is blank."""
        texts: list[str] = self._cells.fill_null("").str.strip_chars(SPACE).to_list()
        return texts

    @cached_property
    def texts(self) -> pa.StringArray:
        """The trimmed cells, null where one is blank."""
        return trimmed(arrow(self._cells))

    @cached_property
    def numbers(self) -> list[NumberBlock | None]:
        """The plain numbers of each column, None where it has others or texts."""
        return numeric.parse_plain_columns(self._cells, self._count)


class ColumnBlock:
    """The cells of a column as in the file; derived forms are computed on first use.

    They are those at one `place` of `joined` columns, if there are such.
    """

    def __init__(self, cells: pl.Series, joined: JoinedColumns | None = None, place: int = 0) -> None:
        self.name = cells.name
        self.cells = cells.alias("text")  # polars counts no column named "count"
        self._joined, self._place = joined, place

    @property
    def is_short(self) -> bool:
        """Whether a loop over its cells is faster than a query."""
        return len(self.cells) <= FEW

    @cached_property
    def listed(self) -> list[str]:
        """The trimmed texts of the cells that aren't blank."""
        if self._joined is None:
            return [text for cell in self.cells.to_list() if cell and (text := cell.strip())]
        start = self._place * self._joined.rows
        return list(filter(None, self._joined.listed[start : start + self._joined.rows]))

    @cached_property
    def present(self) -> pl.Series:
        """The trimmed texts of the cells that aren't blank."""
        if self.is_short:
            return pl.Series("text", self.listed, dtype=pl.String)
        texts = self.cells.drop_nulls() if self.cells.null_count() else self.cells
        text_bytes = TextBytes(texts)
        if text_bytes.are_trimmed():
            lengths = text_bytes.lengths
            return texts.filter(pl.Series(lengths > 0)) if lengths.min(initial=1) == 0 else texts
        stripped = pl.col("text").str.strip_chars(SPACE)
        return texts.to_frame("text").select(stripped).filter(pl.col("text") != "").to_series()

    @cached_property
    def value_counts(self) -> tuple[pl.Series, np.ndarray]:
        """The distinct present texts in no particular order, and their counts."""
        if self.is_short:
            return _texts_and_counts(Counter(self.listed))
        counts = self.cells.value_counts(name="count")
        if len(counts) > FEW:
            counts = self.present.value_counts(name="count")
            return counts.to_series(), counts["count"].to_numpy().astype(np.int64)
        total = Counter[str]()
        for cell, count in counts.iter_rows():
            if text := (cell or "").strip():
                total[text] += count
        return _texts_and_counts(total)

    def first(self, most: int, *, unmarked: bool = False) -> list[str]:
        """Return the first so many present texts, or those that mean no missing value."""
        if self.is_short:
            first = self.listed[:most]
            if not unmarked or _MARK_TEXTS.isdisjoint(first):
                return first
            return list(islice((text for text in self.listed if text not in _MARK_TEXTS), most))
        texts = self.texts.drop_null()
        if unmarked:
            texts = numeric.null_markers(texts)[0].drop_null()
        listed: list[str] = texts.slice(0, most).to_pylist()
        return listed

    def first_distinct(self, most: int) -> list[str]:
        """Return the first so many distinct present texts."""
        if self.is_short:
            return list(dict.fromkeys(self.listed))[:most]
        return self.present.unique(maintain_order=True).head(most).to_list()

    @cached_property
    def texts(self) -> pa.StringArray:
        """The trimmed texts, null where a cell is blank."""
        if self._joined is None:
            return trimmed(arrow(self.cells))
        return self._joined.texts.slice(self._place * self._joined.rows, self._joined.rows)

    def numbers(self, form: NumberFormat, whole: bool = True) -> NumberBlock | None:
        """Return the numbers of the cells (see `numeric.parse_plain` and `numeric.parse`)."""
        if form == PLAIN and (numbers := self._plain_numbers(whole)):
            return numbers
        if self.is_short and not numeric.may_be_numbers(self.first(numeric.HEAD), form):
            return None
        return numeric.parse(self.texts, form)

    def _plain_numbers(self, whole: bool) -> NumberBlock | None:
        if self._joined is None:
            return numeric.parse_plain(self.cells, whole)
        return self._joined.numbers[self._place]


def column_blocks(columns: Sequence[pl.Series]) -> Iterator[list[ColumnBlock]]:
    """Yield the columns of a block in groups; those of a short block are joined."""
    rows = len(columns[0]) if columns else 0
    size = max(1, _CELLS // max(1, rows))
    for start in range(0, len(columns), size):
        group = columns[start : start + size]
        joined = JoinedColumns(group) if rows <= FEW else None
        yield [ColumnBlock(cells, joined, place) for place, cells in enumerate(group)]


def _texts_and_counts(counts: Counter[str]) -> tuple[pl.Series, np.ndarray]:
    return pl.Series("text", list(counts), dtype=pl.String), np.array(list(counts.values()), np.int64)
