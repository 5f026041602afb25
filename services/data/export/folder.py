"""Export: tables as CSV files in one folder, under names that can't leave it or take another's place."""

import os
import re
import unicodedata
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from services.data.tables.table import Table
from services.errors import InvalidInput
from services.text.i18n import _

_ENDINGS = (".gz", ".zip", ".csv", ".tsv", ".tab", ".txt", ".parquet", ".pq")
_NAME_BYTES = 200  # of the 255 that file systems allow; what makes a name unique comes after
_UNFIT = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\ud800-\udfff\u2028-\u202e\u2066-\u2069\ufeff]')


class Export:
    """A folder for the tables of one run: it never writes over a file that the run reads or wrote."""

    def __init__(self, folder: Path, sources: Iterable[str] = ()) -> None:
        """Make the folder; raises InvalidInput where that can't be done."""
        self.folder = folder
        self._taken: set[str] = set()
        self._sources = {_identity(Path(source)) for source in sources} - {None}
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unwritable(folder, error) from error

    def write(self, table: Table, source: str) -> Path:
        """Copy a table to the folder under its source's name and return where it is.

        Raises InvalidInput where it can't be written.
        """
        path = self._free(title(source))
        # Written beside and renamed: nobody reads half a table, and a link isn't followed.
        part = self.folder / f".{os.getpid()}.part"
        try:
            with part.open("xb") as file:
                for piece in table.pieces():
                    file.write(piece)
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise _unwritable(path, error) from error
        return path

    def _free(self, name: str) -> Path:
        for number in count(1):
            path = self.folder / (f"{name}.csv" if number == 1 else f"{name}-{number}.csv")
            # Some file systems take names that differ in case or composition for one.
            key = unicodedata.normalize("NFKC", path.name).casefold()
            if key not in self._taken and not path.is_dir() and _identity(path) not in self._sources:
                break
        self._taken.add(key)
        return path


def title(source: str) -> str:
    """Return a file's own name without its endings and without what file names can't hold."""
    path = Path(Path(source).name)
    while path.suffix.lower() in _ENDINGS:
        path = Path(path.stem)
    fit = _UNFIT.sub("_", str(path)).strip(" .")
    return fit.encode()[:_NAME_BYTES].decode(errors="ignore") or "table"


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except (OSError, ValueError):  # it isn't there, or the name holds what none can
        return None
    return status.st_dev, status.st_ino


def _unwritable(path: Path, error: OSError) -> InvalidInput:
    return InvalidInput(
        _("“{path}” can't be written: {reason}.", path=path, reason=error.strerror or error),
        _("Choose another folder for --export."),
    )
