"""Blocks: a text is cut between rows, so that each part is parsed on its own, the clean ones quickly."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from services.data.reading.dialect import Dialect
from services.data.reading.limits import row_too_large
from services.settings import LIMITS, Limits

_LF, _CR = 10, 13
_PIECE_BYTES = 2 * 1024**2  # what a row out of order costs the quick parser


@dataclass(frozen=True)
class Block:
    """Whole lines of a text; `is_clean` says that quotes stand as RFC 4180 wants and a row ends with it."""

    data: bytes
    is_clean: bool
    is_last: bool


class Blocks:
    """Cuts pieces of UTF-8 into blocks; what a careful reader leaves of one is given back by `keep`."""

    def __init__(self, pieces: Iterable[bytes], form: Dialect, limits: Limits = LIMITS) -> None:
        self._pieces = iter(pieces)
        self._form = form
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

    def keep(self, data: bytes) -> None:
        """Take back the end of the last block: its row goes on in the next one."""
        self._rest = data + self._rest

    def _cut(self, is_last: bool) -> Iterator[Block]:
        data, self._rest = self._rest, b""
        if not data:
            return
        quote = self._form.quote.encode()
        if not is_quick(self._form) or (quote and quote in data):
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
        """Return where the last whole row ends and whether all quotes before are in order."""
        if is_quick(self._form):
            end = ordered_end(data, self._form.delimiter, self._form.quote, is_last)
            if end is not None and (end or len(data) <= self._limits.row_bytes):
                return end, True
        return (len(data) if is_last else last_end(data, len(data))), False


def last_end(data: bytes, stop: int) -> int:
    """Return where the last line before `stop` ends; a carriage return right there may be half an end."""
    return max(data.rfind(b"\n", 0, stop), data.rfind(b"\r", 0, max(stop - 1, 0))) + 1


def ordered_end(data: bytes, delimiter: str, quote: str, is_last: bool) -> int | None:
    """Return where the last whole row ends, None where a quote before it is out of order.

    By RFC 4180 a quote opens at the start of a cell, and a quote that closes ends a cell or is doubled.
    """
    values = np.frombuffer(data, np.uint8)
    sign = ord(quote)
    quotes = np.flatnonzero(values == sign)
    is_border = np.zeros(256, bool)
    is_border[[_LF, _CR, sign, *([ord(delimiter)] if delimiter else [])]] = True
    end = len(data) if is_last and len(quotes) % 2 == 0 else _end_outside(data, quotes)
    quotes = quotes[: np.searchsorted(quotes, end)]
    opening, closing = quotes[0::2], quotes[1::2]
    before = values[opening[1 if len(opening) and opening[0] == 0 else 0 :] - 1]
    after = values[closing[: -1 if len(closing) and closing[-1] == len(data) - 1 else None] + 1]
    return end if is_border[before].all() and is_border[after].all() else None


def _end_outside(data: bytes, quotes: np.ndarray) -> int:
    """Return where the last line ends that an even number of quotes stands before."""
    stop = len(data)
    while stop:
        end = last_end(data, stop)
        inside = int(np.searchsorted(quotes, end - 1))
        if end == 0 or inside % 2 == 0:
            return end
        stop = int(quotes[inside - 1])  # no line that ends after this quote is outside
    return 0


def is_quick(dialect: Dialect) -> bool:
    """Whether pyarrow reads a dialect exactly where quotes are in order: it takes single bytes alone."""
    return not dialect.escape and len(dialect.delimiter.encode()) == 1 and dialect.delimiter != " "


def pieces(path: Path, start: int) -> Iterator[bytes]:
    """Yield the bytes of a file from a place on."""
    with path.open("rb") as file:
        file.seek(start)
        while piece := file.read(_PIECE_BYTES):
            yield piece
