"""Spools: private folders on disk for tables that are too large for memory."""

import shutil
import tempfile
import weakref
from pathlib import Path


class Spool:
    """A folder that only this user can read and that goes with the last one who holds it."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="vertex-launchpad-"))
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
