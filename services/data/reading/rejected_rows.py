"""Set aside: the rows of a file that are not in its table, kept so that nothing is lost unsaid."""

import csv
from pathlib import Path
from types import TracebackType
from typing import Self

from services.text.i18n import _, _n


class Aside:
    """Writes each row that is set aside to a CSV of its own, with its place in the file and why."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.count = 0
        self._file = path.open("w", encoding="utf-8", errors="replace", newline="")
        self._writer = csv.writer(self._file, lineterminator="\r\n")
        self._writer.writerow([_("row"), _("reason"), _("text")])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._file.close()

    def row(self, number: int | str, cells: int, width: int, text: str) -> None:
        """Set a row aside that has not as many cells as the header."""
        reason = _n(
            "{cells:,} cell instead of {width:,}",
            "{cells:,} cells instead of {width:,}",
            cells,
            cells=cells,
            width=width,
        )
        self._writer.writerow([number, reason, text.rstrip("\r\n")])
        self.count += 1

    def preamble(self, text: str) -> None:
        """Keep a line that stands above the table; it is no row."""
        self._writer.writerow(["", _("above the table"), text.rstrip("\r\n")])
