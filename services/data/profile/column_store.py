"""Values: a column's values in the order of its rows, on disk where they are many."""

import tempfile
from pathlib import Path
from threading import Lock

import numpy as np

_MEMORY = 48 * 1024**2
_LEAST = 64 * 1024


class Shelf:
    """A folder for the values of several columns; it goes when the shelf is closed."""

    def __init__(self, columns: int) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="vertex-launchpad-profile-")
        self.folder = Path(self._folder.name)
        self.pending = max(_LEAST, _MEMORY // max(1, columns))
        self._count = 0
        self._lock = Lock()

    def place(self) -> Path:
        """Return a path that no other column has."""
        with self._lock:
            self._count += 1
            return self.folder / str(self._count)

    def close(self) -> None:
        """Remove the folder."""
        self._folder.cleanup()


class Values:
    """One column's values of one type, appended piece by piece and read back whole or in part."""

    def __init__(self, shelf: Shelf, kind: str = "f8") -> None:
        self._shelf = shelf
        self._kind = np.dtype(kind)
        self._pending: list[np.ndarray] = []
        self._size = 0
        self._path: Path | None = None
        self.count = 0

    def append(self, values: np.ndarray) -> None:
        """Add values at the end."""
        self._pending.append(np.ascontiguousarray(values, self._kind))
        self._size += self._pending[-1].nbytes
        self.count += len(values)
        if self._size > self._shelf.pending:
            self._spill()

    def whole(self) -> np.ndarray:
        """Return all values, as a copy that the caller may change."""
        return self.part(0, self.count)

    def part(self, start: int, count: int) -> np.ndarray:
        """Return some values, as a copy."""
        if self._path is not None:
            self._spill()
            return np.fromfile(self._path, self._kind, count, offset=start * self._kind.itemsize)
        if len(self._pending) != 1:
            self._pending = [np.concatenate(self._pending)] if self._pending else [np.empty(0, self._kind)]
        return self._pending[0][start : start + count].copy()

    def _spill(self) -> None:
        if self._pending:
            self._path = self._path or self._shelf.place()
            with self._path.open("ab") as file:
                for piece in self._pending:
                    file.write(piece)  # type: ignore[arg-type] # an array is a buffer
            self._pending, self._size = [], 0
