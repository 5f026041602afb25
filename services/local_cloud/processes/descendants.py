"""The descendants of a process: Linux lets it adopt their orphans, so that none escapes as a daemon."""

import ctypes
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_PR_SET_NO_NEW_PRIVS = 38
_PAUSE = 0.005


def adopt_orphans() -> None:
    """Make this process the parent of descendants whose own parent ends; nothing where Linux doesn't run."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def end_with_parent(parent: int) -> None:
    """End this process as soon as its parent, of this id, has ended."""
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(128 + signal.SIGKILL)


def gain_no_privileges() -> None:
    """Keep this process and its descendants from gaining privileges, as by sudo."""
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def kill_all() -> None:
    """Kill the descendants of this process, those that they start meanwhile as well, until none is left."""
    try:
        while True:
            for process in descendants(os.getpid()):
                _kill(process)
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
            time.sleep(_PAUSE)
    except ChildProcessError:
        return  # there is none


def descendants(ancestor: int) -> Iterator[int]:
    """Yield the ids of the descendants of a process; none where there is no /proc."""
    parents = dict(_parents())
    for process in parents:
        parent: int | None = parents[process]
        while parent is not None and parent != ancestor:
            parent = parents.get(parent)
        if parent == ancestor:
            yield process


def _parents() -> Iterator[tuple[int, int]]:
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name of the process, in brackets, may hold anything.
            fields = file.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue  # it has ended
        yield int(file.parent.name), int(fields[1])


def _kill(process: int) -> None:
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return


def _prctl(option: int, value: int) -> None:
    library = ctypes.CDLL(None)
    if hasattr(library, "prctl"):
        library.prctl(option, ctypes.c_ulong(value), 0, 0, 0)
