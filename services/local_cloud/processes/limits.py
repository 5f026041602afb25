"""Limits of what a process may take of the machine, and the words for one that it has met."""

import os
import re
import resource
from collections.abc import Iterable
from dataclasses import dataclass

GB = 1024**3
# The share of this machine's memory that one process may take, if its machine type has as much.
MEMORY_SHARE = 0.75
# As many as containers get: kubernetes' and Docker's defaults.
PROCESSES = 4096
OPEN_FILES = 65_536
# The boot disk of Vertex AI's machines.
FILE_BYTES = 100 * GB
_OUT_OF_MEMORY = re.compile(r"\bMemoryError\b|Cannot allocate memory|std::bad_alloc|Unable to allocate ")
_OUT_OF_PROCESSES = re.compile(r"\[Errno 11\]|can't start new thread|Resource temporarily unavailable")
_OUT_OF_FILES = re.compile(r"\[Errno 24\]|Too many open files")
_FILE_TOO_LARGE = re.compile(r"\[Errno 27\]|File too large")


@dataclass(frozen=True)
class Limits:
    """The most that a process may take: bytes of memory and of one file, and how many open files.

    `processes` counts threads too, of all processes of the job together.
    """

    memory: int
    processes: int = PROCESSES
    open_files: int = OPEN_FILES
    file_bytes: int = FILE_BYTES

    def apply(self, *, own_user: bool) -> None:
        """Limit this process and its descendants.

        Without a user namespace of its own (`own_user`) the system counts all processes of the user, so
        that their number stays unlimited.
        """
        _limit(resource.RLIMIT_DATA, self.memory)
        _limit(resource.RLIMIT_NOFILE, self.open_files)
        _limit(resource.RLIMIT_FSIZE, self.file_bytes)
        _limit(resource.RLIMIT_CORE, 0)
        if own_user:
            _limit(resource.RLIMIT_NPROC, self.processes)

    def met(self, status: int, lines: Iterable[str]) -> str:
        """Return a sentence on the limit that ended a command, by its status and last lines; "" if none."""
        text = "\n".join(lines)
        if _OUT_OF_MEMORY.search(text):
            return f"A process of it may take {_gigabytes(self.memory)} of memory. "
        if _OUT_OF_PROCESSES.search(text):
            return f"It may have {self.processes:,} processes and threads. "
        if _OUT_OF_FILES.search(text):
            return f"A process of it may have {self.open_files:,} open files. "
        if _FILE_TOO_LARGE.search(text):
            return f"A file may have {_gigabytes(self.file_bytes)}. "
        if status == 128 + 9:
            return "The system killed it, as it does when the machine runs out of memory. "
        return ""


def limits(machine_memory: float | None = None) -> Limits:
    """Return the limits of a process on a machine type with so many GB, or with any of this machine's."""
    here = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") * MEMORY_SHARE
    return Limits(int(min(here, here if machine_memory is None else machine_memory * GB)))


def _limit(kind: int, most: int) -> None:
    _soft, hard = resource.getrlimit(kind)
    lowest = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (lowest, lowest))


def _gigabytes(size: int) -> str:
    return f"{size / GB:.1f} GB"
