"""Spools: private temporary folders for tables that are too large for memory."""

import shutil
import tempfile
import weakref
from pathlib import Path


class Spool:
    """A folder that only this user can read; it is deleted with the last reference to the spool."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="vertex-launchpad-"))
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
