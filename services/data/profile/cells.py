"""Cells: one column of one block, as polars read it and, where something needs it, as arrow has it."""

from functools import cached_property

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from services.data.profile import hashing

# What str.strip takes for white space; polars' own set lacks four control signs.
_SPACE = "".join(filter(str.isspace, map(chr, range(0x3001))))

FEW = 1000  # so few texts are handled sooner one by one than by a query


class Cells:
    """Texts with nulls as they stand in the file; what is slow to make is made once and only if asked for."""

    def __init__(self, written: pl.Series) -> None:
        self.written = written

    @cached_property
    def present(self) -> pl.Series:
        """The texts without white space around them, and without those of which nothing is left."""
        if len(self.written) <= FEW:
            texts = [text for each in self.written.drop_nulls().to_list() if (text := each.strip())]
            return pl.Series("text", texts, dtype=pl.String)
        stripped = pl.col("text").str.strip_chars(_SPACE)
        return self.written.to_frame("text").select(stripped).filter(pl.col("text") != "").to_series()

    @cached_property
    def counted(self) -> pl.DataFrame:
        """The different present texts as `text`, in no order, and how often each stands there as `count`."""
        return self.present.value_counts(name="count")

    def different(self, most: int) -> list[str]:
        """Return the first so many different texts."""
        if len(self.written) <= FEW:
            return list(dict.fromkeys(self.present.to_list()))[:most]
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
    data, edges = hashing.parts(texts)
    if len(data):
        ends = data[np.minimum(edges[:-1], len(data) - 1)], data[np.maximum(edges[1:] - 1, 0)]
        # Only what begins or ends with a control sign, a space or another script may have to be trimmed.
        if any(((each - np.uint8(33)) >= 128 - 33).any() for each in ends):
            texts = pc.utf8_trim_whitespace(texts)
    blank = np.diff(hashing.parts(texts)[1]) == 0
    if np.count_nonzero(blank) > texts.null_count:
        texts = pc.if_else(pa.array(blank), pa.scalar(None, pa.string()), texts)
    return texts
