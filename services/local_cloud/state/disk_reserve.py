"""Disk space reserved for deletions, which must write a little before they free anything."""

import os
from contextlib import suppress
from pathlib import Path

_SIZE = 1024 * 1024


class DiskReserve:
    """A file of one mebibyte, released while the disk is full and taken again once there is space."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held = False
        self.take()

    def take(self) -> None:
        """Take the space again, if it is available and not held."""
        if self._held:
            return
        try:
            self._path.write_bytes(bytes(_SIZE))
            self._held = True
        except OSError:
            with suppress(OSError):
                self._path.unlink()

    def release(self) -> None:
        """Release the space if the disk has less than that left."""
        disk = os.statvfs(self._path.parent)
        if self._held and disk.f_bavail * disk.f_frsize < _SIZE:
            self._path.unlink(missing_ok=True)
            self._held = False
