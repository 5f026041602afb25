"""A store for columns of numbers: in memory while they are small, on disk once they are large."""

import tempfile
from pathlib import Path
from threading import Lock

import numpy as np

_MEMORY = 48 * 1024**2
_SMALLEST = 64 * 1024


class ColumnStore:
    """A temporary folder for the values of several columns; closing the store removes it."""

    def __init__(self, columns: int) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="vertex-launchpad-profile-")
        self.folder = Path(self._folder.name)
        self.memory_per_column = max(_SMALLEST, _MEMORY // max(1, columns))
        self._count = 0
        self._lock = Lock()

    def new_path(self) -> Path:
        """Return a path that no other column has."""
        with self._lock:
            self._count += 1
            return self.folder / str(self._count)

    def close(self) -> None:
        """Remove the folder."""
        self._folder.cleanup()


class StoredColumn:
    """One column's values of one type in the order of its rows, appended piece by piece."""

    def __init__(self, store: ColumnStore, dtype: str = "f8") -> None:
        self._store = store
        self._dtype = np.dtype(dtype)
        self._pieces: list[np.ndarray] = []
        self._size = 0
        self._path: Path | None = None
        self.count = 0

    def append(self, values: np.ndarray) -> None:
        """Add values at the end."""
        self._pieces.append(np.ascontiguousarray(values, self._dtype))
        self._size += self._pieces[-1].nbytes
        self.count += len(values)
        if self._size > self._store.memory_per_column:
            self._spill()

    def whole(self) -> np.ndarray:
        """Return all values, as a copy that the caller may change."""
        return self.part(0, self.count)

    def part(self, start: int, count: int) -> np.ndarray:
        """Return a slice of the values, as a copy."""
        if self._path is not None:
            self._spill()
            return np.fromfile(self._path, self._dtype, count, offset=start * self._dtype.itemsize)
        if len(self._pieces) != 1:
            self._pieces = [np.concatenate(self._pieces)] if self._pieces else [np.empty(0, self._dtype)]
        return self._pieces[0][start : start + count].copy()

    def _spill(self) -> None:
        if self._pieces:
            self._path = self._path or self._store.new_path()
            with self._path.open("ab") as file:
                for piece in self._pieces:
                    file.write(piece)  # type: ignore[arg-type] # an array is a buffer
            self._pieces, self._size = [], 0
