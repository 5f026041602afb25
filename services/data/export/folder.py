"""Export of tables as CSV files into one folder, under file names that are safe and distinct."""

import os
import re
import unicodedata
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from services.data.tables.table import Table
from services.errors import InvalidInput

_ENDINGS = (
    *(".gz", ".bz2", ".xz", ".zst", ".zip", ".csv", ".tsv", ".tab", ".txt", ".parquet", ".pq"),
    *(".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".json", ".jsonl", ".ndjson", ".geojson"),
)
_NAME_BYTES = 200  # bytes; file systems allow 255, and a number may be appended
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\ud800-\udfff\u2028-\u202e\u2066-\u2069\ufeff]')


class Export:
    """A folder for exported tables; it never overwrites a source file or an earlier export."""

    def __init__(self, folder: Path, sources: Iterable[str] = ()) -> None:
        """Make the folder; raises InvalidInput if that fails."""
        self.folder = folder
        self._taken: set[str] = set()
        self._sources = {_identity(Path(source)) for source in sources} - {None}
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unwritable(folder, error) from error

    def write(self, table: Table, source: str) -> Path:
        """Write a table under the name of its source and return the path.

        Raises InvalidInput if the file can't be written.
        """
        path = self._free(title(source))
        # Renamed once complete, so that no reader sees half a table and no symbolic link is followed.
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
            # Some file systems ignore case and Unicode composition.
            key = unicodedata.normalize("NFKC", path.name).casefold()
            if key not in self._taken and not path.is_dir() and _identity(path) not in self._sources:
                break
        self._taken.add(key)
        return path


def title(source: str) -> str:
    """Return the name of a file without its extensions and without characters that file names forbid."""
    path = Path(Path(source).name)
    while path.suffix.lower() in _ENDINGS:
        path = Path(path.stem)
    name = _FORBIDDEN.sub("_", str(path)).strip(" .")
    return name.encode()[:_NAME_BYTES].decode(errors="ignore") or "table"


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except (OSError, ValueError):  # there is no such file, or the name has a forbidden character
        return None
    return status.st_dev, status.st_ino


def _unwritable(path: Path, error: OSError) -> InvalidInput:
    return InvalidInput("unwritable_export", path=str(path), detail=error.strerror or str(error))
