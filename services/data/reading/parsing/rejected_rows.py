"""Rejected rows: the lines of a file that aren't in its table, as a separate CSV."""

import csv
from pathlib import Path
from types import TracebackType
from typing import Self

HEADER = ("row", "reason", "text")


class RejectedRows:
    """Writes the row number, the reason and the text of rejected lines; the header isn't translated."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.count = 0
        self._file = path.open("w", encoding="utf-8", errors="replace", newline="")
        self._writer = csv.writer(self._file, lineterminator="\r\n")
        self._writer.writerow(HEADER)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add_ragged(self, row: int, cells: int, width: int, text: str) -> None:
        """Write a row that has more or fewer cells than the table has columns."""
        self._writer.writerow([row, f"ragged_row cells={cells} columns={width}", text.rstrip("\r\n")])
        self.count += 1

    def add_broken(self, row: int, text: str) -> None:
        """Write a record of a JSON file that is no object."""
        self._writer.writerow([row, "broken_record", text])
        self.count += 1

    def add_preamble(self, text: str) -> None:
        """Write a line above the table; it isn't counted as a row."""
        self._writer.writerow(["", "preamble", text.rstrip("\r\n")])
