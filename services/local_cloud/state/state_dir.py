"""The state directory: one local cloud at a time lives in it and leaves its address and token there."""

import fcntl
import os
from pathlib import Path
from typing import IO


class Occupied(Exception):
    """Another local cloud holds the state directory; `pid` is its process."""

    def __init__(self, state_dir: Path, pid: str) -> None:
        super().__init__(f"{state_dir} is held by the local cloud of process {pid}.")
        self.pid = pid


class Vacant(Exception):
    """No local cloud serves from the state directory."""


class Residence:
    """Holds a state directory for one process, for its owner's eyes alone, until it ends or leaves.

    Raises Occupied where another process holds it.
    """

    def __init__(self, state_dir: Path) -> None:
        state_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        if (state_dir / "lock").exists() or not any(state_dir.iterdir()):
            state_dir.chmod(0o700)  # a folder with other things in it, such as /tmp, stays as it is
        self.state_dir = state_dir
        self._lock = _locked(state_dir)
        self._withdraw()

    def publish(self, address: str, token: str) -> None:
        """Leave the address and the token for the owner's programs, each file whole or not there."""
        _place(self.state_dir / "token", token)
        _place(self.state_dir / "address", address)

    def leave(self) -> None:
        """Withdraw address and token and let the next one in."""
        self._withdraw()
        self._lock.close()

    def _withdraw(self) -> None:
        for name in ("address", "token"):
            (self.state_dir / name).unlink(missing_ok=True)


def look_up(state_dir: Path) -> tuple[str, str]:
    """Return the address and the token of the local cloud that serves from a directory.

    Raises Vacant where none does, also when one was killed and left its files.
    """
    try:
        with (state_dir / "lock").open("rb") as lock:
            if not _is_held(lock):
                raise Vacant(f"No local cloud runs on {state_dir}.")
        address = (state_dir / "address").read_text("utf-8").strip()
        return address, (state_dir / "token").read_text("utf-8").strip()
    except FileNotFoundError:
        raise Vacant(f"No local cloud runs on {state_dir}.") from None


def _locked(state_dir: Path) -> IO[str]:
    descriptor = os.open(state_dir / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    lock = os.fdopen(descriptor, "r+", encoding="ascii")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        pid = lock.read().strip() or "unknown"
        lock.close()
        raise Occupied(state_dir, pid) from None
    lock.truncate(0)
    lock.write(f"{os.getpid()}\n")
    lock.flush()
    return lock


def _is_held(lock: IO[bytes]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    fcntl.flock(lock, fcntl.LOCK_UN)
    return False


def _place(path: Path, line: str) -> None:
    aside = path.with_name(path.name + ".new")
    aside.unlink(missing_ok=True)
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(line + "\n")
    aside.replace(path)
