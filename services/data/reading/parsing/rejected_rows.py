"""Rejected rows: the lines of a file that aren't in its table, as a separate CSV."""

import csv
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Self

from services.data.reading.parsing.repairs import Rejection

HEADER = ("row", "reason", "text")


class RejectedRows:
    """Writes the row number, the reason and the text of rejected lines; the header isn't translated."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.counts = Counter[Rejection]()
        self._file = path.open("w", encoding="utf-8", errors="replace", newline="")
        self._writer = csv.writer(self._file, lineterminator="\r\n")
        self._writer.writerow(HEADER)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._file.close()

    @property
    def count(self) -> int:
        """The number of rows written."""
        return self.counts.total()

    def add(self, row: int, reason: Rejection, text: str) -> None:
        """Write a row that isn't in the table."""
        self._write(row, reason, text)
        self.counts[reason] += 1

    def add_ragged(self, row: int, cells: int, width: int, text: str) -> None:
        """Write a row that has more or fewer cells than the table has columns."""
        self._write(row, f"ragged_row cells={cells} columns={width}", text)
        self.counts["ragged_row"] += 1

    def add_broken(self, row: int, text: str) -> None:
        """Write a record of a JSON file that is no object."""
        self.add(row, "broken_record", text)

    def add_preamble(self, text: str) -> None:
        """Write a line above the table; it isn't counted as a row."""
        self._write("", "preamble", text)

    def _write(self, row: int | str, reason: str, text: str) -> None:
        self._writer.writerow([row, reason, text.rstrip("\r\n")])
