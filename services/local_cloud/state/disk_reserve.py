"""Room on the disk kept back for deletions, which must write a little before they free anything."""

import os
from contextlib import suppress
from pathlib import Path

_SIZE = 1024 * 1024


class Reserve:
    """A file of a mebibyte that is given up where the disk is full and taken again when there is room."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held = False
        self.take()

    def take(self) -> None:
        """Hold the room again, if it is there and not held."""
        if self._held:
            return
        try:
            self._path.write_bytes(bytes(_SIZE))
            self._held = True
        except OSError:
            with suppress(OSError):
                self._path.unlink()

    def give(self) -> None:
        """Give the room up, if there is less left on the disk."""
        disk = os.statvfs(self._path.parent)
        if self._held and disk.f_bavail * disk.f_frsize < _SIZE:
            self._path.unlink(missing_ok=True)
            self._held = False
