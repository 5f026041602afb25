"""Quotes: which sign quotes a file's cells, and whether every one of them stands where it should."""

import re
from collections.abc import Iterable

import numpy as np


def detect(lines: list[str], delimiters: Iterable[str]) -> str:
    """Return the quote: the double one unless cells stand between single ones throughout."""
    text = "".join(lines)
    if '"' in text or "'" not in text:
        return '"'
    signs = "".join(re.escape(each) for each in delimiters)
    opened = re.findall(rf"(?:^|[{signs}])'", text, re.MULTILINE)
    whole = re.findall(rf"(?:^|(?<=[{signs}]))'(?:[^'\r\n]|'')*'(?=[{signs}\r\n]|\Z)", text, re.MULTILINE)
    rows = len([line for line in lines if line.strip()])
    return "'" if len(whole) == len(opened) and len(whole) >= max(2, rows / 2) else '"'


def detect_escape(lines: list[str], quote: str, delimiters: Iterable[str]) -> str:
    """Return the backslash where quotes inside cells stand behind one, else nothing."""
    text = "".join(lines)
    signs = "".join(re.escape(each) for each in delimiters)
    escaped = len(re.findall(rf"[^{signs}\r\n]\\{quote}(?![{signs}\r\n]|\Z)", text))
    doubled = len(re.findall(rf"(?<![{signs}\r\n{quote}]){quote}{quote}(?![{signs}\r\n]|\Z)", text))
    return "\\" if escaped > doubled else ""


class Consistency:
    """Tells of bytes that come in pieces whether each quote opens or closes a cell as RFC 4180 says."""

    def __init__(self, delimiter: bytes, quote: bytes) -> None:
        self._bounds = np.frombuffer(delimiter + b"\r\n", np.uint8)
        self._quote = quote[0]
        self._open = False  # whether a cell is open where the next piece begins
        self._last: int | None = None  # the byte before the next piece
        self._pending = False  # whether that byte is a quote that closes if a boundary follows
        self.holds = True

    def feed(self, piece: bytes) -> None:
        """Look at the next bytes."""
        data = np.frombuffer(piece, np.uint8)
        if not self.holds or not len(data):
            return
        places = np.flatnonzero(data == self._quote)
        if self._pending:
            self.holds = bool(self._closes(data[:1]).all())
        if len(places) and self.holds:
            self._look(data, places)
        if len(places) % 2:
            self._open = not self._open
        self._pending = bool(len(places)) and places[-1] == len(data) - 1 and not self._open
        self._last = int(data[-1])

    def end(self) -> bool:
        """Return whether every quote stood where it should, once all bytes were seen."""
        return self.holds and not self._open

    def _look(self, data: np.ndarray, places: np.ndarray) -> None:
        opens = (np.arange(len(places)) % 2 == 0) != self._open
        before = data[np.maximum(places - 1, 0)]
        opening = self._begins(before)
        if places[0] == 0:
            opening[0] = self._last is None or bool(self._begins(np.array([self._last], np.uint8))[0])
        after = data[np.minimum(places + 1, len(data) - 1)]
        closing = self._closes(after)
        if places[-1] == len(data) - 1:
            closing[-1] = True  # what follows is in the next piece, or nothing does
        self.holds = bool(np.where(opens, opening, closing).all())

    def _begins(self, before: np.ndarray) -> np.ndarray:
        return np.asarray(np.isin(before, self._bounds) | (before == self._quote))

    def _closes(self, after: np.ndarray) -> np.ndarray:
        return np.asarray(np.isin(after, self._bounds) | (after == self._quote))
