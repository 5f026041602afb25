"""The users of a state directory: the programs that share its local cloud, which runs as long as one does."""

import fcntl
import os
from contextlib import suppress
from pathlib import Path

NAME = "users"  # the local cloud takes the same lock, see services/local_cloud/state/state_dir.py


class Users:
    """This program among the users of a state directory, by a lock that the kernel releases when it ends.

    Each user shares the lock; whoever ends the local cloud holds it alone, so that nobody begins to use it.
    """

    def __init__(self, state_dir: Path) -> None:
        self._state_dir = state_dir
        self._lock: int | None = None

    def join(self) -> bool:
        """Become a user, and return False while a local cloud ends; without the directory there are none."""
        if self._lock is not None:
            return True
        try:
            self._state_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = os.open(self._state_dir / NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError:
            return True  # the local cloud, which needs the directory, says what is wrong
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            return False
        self._lock = lock
        return True

    def exclude(self) -> bool:
        """Return whether there is no other user; then there will be none until this one leaves."""
        if self._lock is None:
            return True
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def leave(self) -> None:
        """Be no user any more."""
        lock, self._lock = self._lock, None
        if lock is not None:
            with suppress(OSError):
                os.close(lock)
