"""One column of one block, as polars strings and, on demand, as Arrow strings."""

from collections import Counter
from functools import cached_property

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from services.data.tables.byte_views import SPACE, TextBytes

FEW = 1000  # for up to this many texts a loop is faster than a query


class ColumnBlock:
    """The cells of a column as in the file; derived forms are computed on first use."""

    def __init__(self, cells: pl.Series) -> None:
        self.cells = cells.alias("text")  # polars counts no column named "count"

    @cached_property
    def present(self) -> pl.Series:
        """The trimmed texts of the cells that aren't blank."""
        texts = self.cells.drop_nulls() if self.cells.null_count() else self.cells
        if len(texts) <= FEW:
            trimmed = [text for cell in texts.to_list() if (text := cell.strip())]
            return pl.Series("text", trimmed, dtype=pl.String)
        text_bytes = TextBytes(texts)
        if text_bytes.are_trimmed():
            lengths = text_bytes.lengths
            return texts.filter(pl.Series(lengths > 0)) if lengths.min() == 0 else texts
        stripped = pl.col("text").str.strip_chars(SPACE)
        return texts.to_frame("text").select(stripped).filter(pl.col("text") != "").to_series()

    @cached_property
    def value_counts(self) -> tuple[pl.Series, np.ndarray]:
        """The distinct present texts in no particular order, and their counts."""
        counts = self.cells.value_counts(name="count")
        if len(counts) > FEW:
            counts = self.present.value_counts(name="count")
            return counts.to_series(), counts["count"].to_numpy().astype(np.int64)
        texts, times = counts.get_columns()
        if texts.null_count():
            is_text = texts.is_not_null()
            texts, times = texts.filter(is_text), times.filter(is_text)
        cells = texts.to_list()
        stripped = [text.strip() for text in cells]
        if stripped == cells and "" not in cells:
            return texts, times.to_numpy().astype(np.int64)
        total = Counter[str]()
        for text, count in zip(stripped, times.to_list(), strict=True):
            total[text] += count
        total.pop("", None)
        return pl.Series(list(total), dtype=pl.String), np.array(list(total.values()), np.int64)

    def first_distinct(self, most: int) -> list[str]:
        """Return the first so many distinct present texts."""
        if len(self.cells) <= FEW:
            cells = dict.fromkeys(self.cells.to_list())
            return list(dict.fromkeys(text for cell in cells if cell and (text := cell.strip())))[:most]
        return self.present.unique(maintain_order=True).head(most).to_list()

    @cached_property
    def texts(self) -> pa.StringArray:
        """The trimmed texts, null where a cell is blank."""
        return trimmed(arrow(self.cells))


def arrow(texts: pl.Series) -> pa.StringArray:
    """Return polars' texts as Arrow's."""
    return texts.to_arrow().cast(pa.string())


def trimmed(cells: pa.StringArray | pa.ChunkedArray) -> pa.StringArray:
    """Return cells without white space around them, null where a cell is blank."""
    texts = cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
    text_bytes = TextBytes(texts)
    if not text_bytes.are_trimmed():
        text_bytes = TextBytes(texts := pc.utf8_trim_whitespace(texts))
    blank = text_bytes.lengths == 0
    if np.count_nonzero(blank) > texts.null_count:
        texts = pc.if_else(pa.array(blank), pa.scalar(None, pa.string()), texts)
    return texts
