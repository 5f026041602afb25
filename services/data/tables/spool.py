"""Spools: private temporary folders for tables that are too large for memory."""

import shutil
import tempfile
import weakref
from contextlib import suppress
from pathlib import Path

_folders: set[Path] = set()


class Spool:
    """A folder that only this user can read; it is deleted with the last reference to the spool."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="vertex-launchpad-"))
        _folders.add(self.folder)
        weakref.finalize(self, _delete, self.folder)


def used_bytes() -> int:
    """Return how many bytes the files of all spools of this process have."""
    used = 0
    for folder in list(_folders):
        with suppress(FileNotFoundError):  # it is deleted meanwhile
            used += sum(file.stat().st_size for file in folder.iterdir())
    return used


def _delete(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    _folders.discard(folder)
