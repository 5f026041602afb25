"""Cut a text between rows into blocks, so that pyarrow can parse the well-formed ones."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from services.data.reading.parsing.dialect import Dialect
from services.data.reading.parsing.limits import row_too_large
from services.settings import LIMITS, Limits

_LF, _CR = 10, 13
_PIECE_BYTES = 2 * 1024**2  # the block that a malformed row keeps from pyarrow


@dataclass(frozen=True)
class Block:
    """Whole lines of a text; if `is_clean`, they are whole rows with quotes by RFC 4180."""

    data: bytes
    is_clean: bool
    is_last: bool


class Blocks:
    """Cuts pieces of UTF-8 into blocks; `push_back` returns the part of a block that wasn't read."""

    def __init__(self, pieces: Iterable[bytes], dialect: Dialect, limits: Limits = LIMITS) -> None:
        self._pieces = iter(pieces)
        self._dialect = dialect
        self._limits = limits
        self._rest = b""

    def __iter__(self) -> Iterator[Block]:
        is_last = False
        while not is_last:
            piece = next(self._pieces, None)
            is_last = piece is None
            self._rest += piece or b""
            yield from self._cut(is_last)
            if len(self._rest) > self._limits.row_bytes and not last_end(self._rest, len(self._rest)):
                raise row_too_large(self._limits)

    def push_back(self, data: bytes) -> None:
        """Prepend the unread end of the last block to the next one."""
        self._rest = data + self._rest

    def _cut(self, is_last: bool) -> Iterator[Block]:
        data, self._rest = self._rest, b""
        if not data:
            return
        quote = self._dialect.quote.encode()
        if not is_arrow_dialect(self._dialect) or (quote and quote in data):
            end, is_clean = self._quoted_end(data, is_last)
        else:
            end, is_clean = (len(data) if is_last else last_end(data, len(data))), True
        self._rest = data[end:]
        if end:
            yield Block(data[:end], is_clean, is_last and end == len(data))
        if is_last and self._rest:  # a quote that never closes
            data, self._rest = self._rest, b""
            yield Block(data, False, True)

    def _quoted_end(self, data: bytes, is_last: bool) -> tuple[int, bool]:
        """Return the end of the last whole row, and whether all quotes before it are well-formed."""
        plain = with_doubled_quotes(data, self._dialect)
        if plain is not None and is_arrow_dialect(self._dialect):
            end = well_formed_end(plain, self._dialect.delimiter, self._dialect.quote, is_last)
            if end is not None and (end or len(data) <= self._limits.row_bytes):
                return end, True
        return (len(data) if is_last else last_end(data, len(data))), False


def last_end(data: bytes, stop: int) -> int:
    """Return the end of the last line before `stop`: a line feed, or a carriage return if there is none.

    A carriage return at `stop` may be half a line end.
    """
    return (data.rfind(b"\n", 0, stop) + 1) or (data.rfind(b"\r", 0, max(stop - 1, 0)) + 1)


def well_formed_end(data: bytes, delimiter: str, quote: str, is_last: bool) -> int | None:
    """Return the end of the last whole row, None if a quote before it is misplaced.

    By RFC 4180 an opening quote starts a cell, and a closing quote ends a cell or is doubled.
    """
    values = np.frombuffer(data, np.uint8)
    quote_byte = ord(quote)
    quotes = np.flatnonzero(values == quote_byte)
    is_border = np.zeros(256, bool)
    is_border[[_LF, _CR, quote_byte, *([ord(delimiter)] if delimiter else [])]] = True
    end = len(data) if is_last and len(quotes) % 2 == 0 else _end_outside(data, quotes)
    quotes = quotes[: np.searchsorted(quotes, end)]
    opening, closing = quotes[0::2], quotes[1::2]
    before = values[opening[1 if len(opening) and opening[0] == 0 else 0 :] - 1]
    after = values[closing[: -1 if len(closing) and closing[-1] == len(data) - 1 else None] + 1]
    return end if is_border[before].all() and is_border[after].all() else None


def _end_outside(data: bytes, quotes: np.ndarray) -> int:
    """Return the end of the last line that doesn't end inside quotes."""
    stop = len(data)
    while stop:
        end = last_end(data, stop)
        inside = int(np.searchsorted(quotes, end - 1))
        if end == 0 or inside % 2 == 0:
            return end
        stop = int(quotes[inside - 1])  # all line ends after this quote are inside quotes
    return 0


def is_arrow_dialect(dialect: Dialect) -> bool:
    """Return whether pyarrow supports a dialect once its quotes are doubled: a delimiter of one byte."""
    return len(dialect.delimiter.encode()) == 1


def with_doubled_quotes(data: bytes, dialect: Dialect) -> bytes | None:
    """Return lines of the same length whose escaped quotes are doubled.

    None if anything else is escaped, or a quote in a cell without quotes, where a double one stays double.
    """
    escape, quote = dialect.escape.encode(), dialect.quote.encode()
    if not escape or escape not in data:
        return data
    if not quote or data.count(escape) != data.count(escape + quote):
        return None
    values = np.frombuffer(data, np.uint8)
    quotes = np.flatnonzero(values == ord(quote))
    is_escaped = (quotes > 0) & (values[quotes - 1] == ord(escape))
    opened = np.searchsorted(quotes[~is_escaped], quotes[is_escaped])
    if (opened % 2 == 0).any():
        return None
    return data.replace(escape + quote, quote + quote)


def has_carriage_returns(data: bytes, quote: str, has_line_feeds: bool = False) -> bool:
    """Return whether lines end with line feeds and some have another carriage return outside of quotes.

    `has_line_feeds` says that lines before these end with line feeds.
    """
    if b"\r" not in data or not (has_line_feeds or b"\n" in data) or data.count(b"\r") == data.count(b"\r\n"):
        return False
    values = np.frombuffer(data, np.uint8)
    returns = np.flatnonzero(values[:-1] == _CR)
    alone = returns[values[returns + 1] != _LF]
    quotes = np.flatnonzero(values == ord(quote)) if quote else np.array([], np.int64)
    return bool((np.searchsorted(quotes, alone) % 2 == 0).any())


def pieces(path: Path, start: int, stop: int | None = None) -> Iterator[bytes]:
    """Yield the bytes of a file between two positions, by default up to its end."""
    stop = path.stat().st_size if stop is None else stop
    with path.open("rb") as file:
        file.seek(start)
        while piece := file.read(min(_PIECE_BYTES, stop - start)):
            start += len(piece)
            yield piece
