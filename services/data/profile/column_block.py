"""Cells: one column of one block, as polars read it and, where something needs it, as arrow has it."""

from collections import Counter
from functools import cached_property

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from services.data.profile.byte_views import SPACE, Signs

FEW = 1000  # so few texts are handled sooner one by one than by a query


class Cells:
    """Texts with nulls as they stand in the file; what is slow to make is made once and only if asked for."""

    def __init__(self, written: pl.Series) -> None:
        self.written = written

    @cached_property
    def present(self) -> pl.Series:
        """The texts without white space around them, and without those of which nothing is left."""
        texts = self.written.drop_nulls() if self.written.null_count() else self.written
        if len(texts) <= FEW:
            kept = [text for each in texts.to_list() if (text := each.strip())]
            return pl.Series("text", kept, dtype=pl.String)
        signs = Signs(texts)
        if signs.bare():
            return texts.filter(pl.Series(signs.lengths > 0)) if signs.lengths.min() == 0 else texts
        stripped = pl.col("text").str.strip_chars(SPACE)
        return texts.to_frame("text").select(stripped).filter(pl.col("text") != "").to_series()

    @cached_property
    def counted(self) -> tuple[pl.Series, np.ndarray]:
        """The different present texts, in no order, and how often each stands there."""
        counts = self.written.value_counts(name="count")
        if len(counts) > FEW:
            counts = self.present.value_counts(name="count")
            return counts.to_series(), counts["count"].to_numpy().astype(np.int64)
        total = Counter[str]()
        for text, count in zip(*(each.to_list() for each in counts.iter_columns()), strict=True):
            total[(text or "").strip()] += count
        total.pop("", None)
        return pl.Series(list(total), dtype=pl.String), np.array(list(total.values()), np.int64)

    def different(self, most: int) -> list[str]:
        """Return the first so many different texts."""
        if len(self.written) <= FEW:
            written = dict.fromkeys(self.written.to_list())
            return list(dict.fromkeys(text for each in written if each and (text := each.strip())))[:most]
        return self.present.unique(maintain_order=True).head(most).to_list()

    @cached_property
    def texts(self) -> pa.StringArray:
        """The texts without white space around them, null where nothing is left."""
        return trimmed(arrow(self.written))


def arrow(texts: pl.Series) -> pa.StringArray:
    """Return polars' texts as arrow's."""
    return texts.to_arrow().cast(pa.string())


def trimmed(cells: pa.StringArray | pa.ChunkedArray) -> pa.StringArray:
    """Return cells without white space around them, null where nothing is left."""
    texts = cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
    signs = Signs(texts)
    if not signs.bare():
        signs = Signs(texts := pc.utf8_trim_whitespace(texts))
    blank = signs.lengths == 0
    if np.count_nonzero(blank) > texts.null_count:
        texts = pc.if_else(pa.array(blank), pa.scalar(None, pa.string()), texts)
    return texts
