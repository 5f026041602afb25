"""The state directory, which one local cloud at a time locks and where it publishes its address and token."""

import fcntl
import os
from pathlib import Path
from typing import IO

_USERS = "users"  # each program that uses the local cloud shares a lock of this file


class StateDirInUse(Exception):
    """Another local cloud holds the state directory; `pid` is its process id."""

    def __init__(self, state_dir: Path, pid: str) -> None:
        super().__init__(f"{state_dir} is held by the local cloud of process {pid}.")
        self.pid = pid


class NotRunning(Exception):
    """No local cloud serves from the state directory."""


class StateDirLock:
    """Locks a state directory, which only its owner can read, until the process ends or releases it.

    Raises StateDirInUse if another process holds it.
    """

    def __init__(self, state_dir: Path) -> None:
        state_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        if (state_dir / "lock").exists() or {path.name for path in state_dir.iterdir()} <= {_USERS}:
            state_dir.chmod(0o700)  # a folder with other content, such as /tmp, keeps its mode
        self.state_dir = state_dir
        self._lock = _locked(state_dir)
        self._users = _opened(state_dir / _USERS)
        self._remove_files()

    def publish(self, address: str, token: str) -> None:
        """Write the address and the token for the owner's programs, each file atomically."""
        _write_atomically(self.state_dir / "token", token)
        _write_atomically(self.state_dir / "address", address)

    def is_used(self) -> bool:
        """Return whether a program uses the local cloud; if none does, none begins to until this one ends."""
        try:
            fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False

    def wait_until_unused(self) -> None:
        """Return once no program uses the local cloud; none begins to until this process ends."""
        fcntl.flock(self._users, fcntl.LOCK_EX)

    def release(self) -> None:
        """Remove the address and the token and release the lock."""
        self._remove_files()
        self._lock.close()
        self._users.close()

    def _remove_files(self) -> None:
        for name in ("address", "token"):
            (self.state_dir / name).unlink(missing_ok=True)


def find_running(state_dir: Path) -> tuple[str, str]:
    """Return the address and the token of the local cloud that serves from a directory.

    Raises NotRunning if none does, even if one was killed and left its files.
    """
    try:
        with (state_dir / "lock").open("rb") as lock:
            if not _is_held(lock):
                raise NotRunning(f"No local cloud runs on {state_dir}.")
        address = (state_dir / "address").read_text("utf-8").strip()
        return address, (state_dir / "token").read_text("utf-8").strip()
    except FileNotFoundError:
        raise NotRunning(f"No local cloud runs on {state_dir}.") from None


def _locked(state_dir: Path) -> IO[str]:
    lock = _opened(state_dir / "lock")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        pid = lock.read().strip() or "unknown"
        lock.close()
        raise StateDirInUse(state_dir, pid) from None
    lock.truncate(0)
    lock.write(f"{os.getpid()}\n")
    lock.flush()
    return lock


def _opened(path: Path) -> IO[str]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    return os.fdopen(descriptor, "r+", encoding="ascii")


def _is_held(lock: IO[bytes]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    fcntl.flock(lock, fcntl.LOCK_UN)
    return False


def _write_atomically(path: Path, line: str) -> None:
    temporary = path.with_name(path.name + ".new")
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(line + "\n")
    temporary.replace(path)
