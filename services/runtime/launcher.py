"""Run the local cloud as a child process of the app.

If another process, such as a second app, already serves the state directory, its local cloud is
used and neither restarted nor stopped. Otherwise one is started, and restarted when it dies. It outlives
the program that started it for as long as others use it.
"""

import os
import re
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from subprocess import PIPE, Popen, TimeoutExpired
from threading import Event, Lock, Thread
from typing import IO, Literal
from urllib.error import URLError
from urllib.request import ProxyHandler, Request, build_opener

from services.runtime.users import Users
from services.settings import ROOT

State = Literal["stopped", "starting", "ready", "restarting", "failed"]

TRANSITIONS: Mapping[State, frozenset[State]] = {
    "stopped": frozenset({"starting"}),
    "starting": frozenset({"ready", "restarting", "stopped"}),
    "ready": frozenset({"restarting", "stopped"}),
    "restarting": frozenset({"restarting", "ready", "failed", "stopped"}),
    "failed": frozenset({"starting", "stopped"}),
}

READY_SECONDS = 60.0
STEADY_SECONDS = 30.0
STOP_SECONDS = 10.0
WATCH_SECONDS = 1.0
ATTEMPTS = 5
MAX_PAUSE_SECONDS = 8.0
JOIN_SECONDS = 0.05

READY_LINE = re.compile(r"local cloud ready on http://\S+:(\d+)")

# Only what Python and pip need, so that no credentials of the user reach a process that runs uploaded code.
PASSED_NAMES = frozenset({"PATH", "HOME", "USER", "LOGNAME", "LANG", "TZ", "TMPDIR", "VIRTUAL_ENV"})
PASSED_PREFIXES = ("LC_", "PYTHON", "PIP_", "SSL_CERT_", "OPENBLAS_", "OMP_", "MKL_")


@dataclass(frozen=True)
class Status:
    """The state of the local cloud; `detail` is the end of its standard error once it died."""

    state: State
    detail: str = ""


class LocalCloud:
    """Keeps one local cloud running for a state directory."""

    def __init__(
        self,
        state_dir: Path,
        command: Sequence[str] = (sys.executable, "-m", "services.local_cloud"),
        clock: Callable[[], float] = time.monotonic,
        pause: Callable[[float], object] | None = None,
    ) -> None:
        self._state_dir = state_dir
        self._command = tuple(command)
        self._clock = clock
        self._stopping = Event()
        self._pause = pause or self._stopping.wait
        self._lock = Lock()
        self._status = Status("stopped")
        self._process: _Process | None = None
        self._watcher: Thread | None = None
        self._port = 0
        self._users = Users(state_dir)

    @property
    def status(self) -> Status:
        """The current status."""
        return self._status

    def start(self) -> None:
        """Start it in the background, and restart it when it dies; does nothing if it is started already."""
        with self._lock:
            if self._status.state not in ("stopped", "failed"):
                return
            self._stopping.clear()
            self._enter("starting")
            self._watcher = Thread(target=self._watch, name="local-cloud-watcher", daemon=True)
            self._watcher.start()

    def stop(self) -> None:
        """Stop it with all that it started, and return once that has ended; leave it where others use it."""
        self._stopping.set()
        with self._lock:
            process, watcher = self._process, self._watcher
        if process:
            if self._users.exclude():
                process.end()
            else:
                process.leave()
        if watcher:
            watcher.join()
        self._users.leave()
        with self._lock:
            if self._status.state != "stopped":
                self._enter("stopped")

    def _watch(self) -> None:
        while not self._users.join():
            if self._stopping.wait(JOIN_SECONDS):
                return
        failures = 0
        while not self._stopping.is_set():
            if answers(self._state_dir):
                self._enter("ready")
                self._watch_another()
                stderr = ""
            else:
                start = self._clock()
                stderr = self._run()
                failures = 1 if self._clock() - start > STEADY_SECONDS else failures + 1
            if self._stopping.is_set():
                return
            self._enter("restarting", stderr)
            if failures >= ATTEMPTS:
                self._users.leave()
                self._enter("failed", stderr)
                return
            # After the first one it starts at once.
            self._pause(min(0.25 * 2 ** (failures - 1), MAX_PAUSE_SECONDS) if failures > 1 else 0)

    def _watch_another(self) -> None:
        while not self._stopping.is_set() and answers(self._state_dir):
            self._pause(WATCH_SECONDS)

    def _run(self) -> str:
        """Start one process, wait until it ends and return the end of its standard error."""
        with self._lock:
            if self._stopping.is_set():
                return ""
            self._process = process = _Process(self._arguments())
        port = process.wait_until_ready(READY_SECONDS)
        if port and not self._stopping.is_set():
            self._enter("ready")
            process.wait()
        if process.is_left:
            return ""
        process.end()
        # Use the same port again, so that other programs' settings stay right; any free port where
        # it didn't get ready, since another program may hold that port.
        self._port = port
        return process.stderr_tail()

    def _arguments(self) -> list[str]:
        options = ["--host", "127.0.0.1", "--port", str(self._port), "--state-dir", str(self._state_dir)]
        return [*self._command, *options, "--until-stdin-closes"]

    def _enter(self, state: State, detail: str = "") -> None:
        if state not in TRANSITIONS[self._status.state]:
            raise AssertionError(f"{self._status.state} -> {state}")
        self._status = Status(state, detail)


class _Process:
    """A running local cloud, which ends by itself once its standard input is closed and nobody uses it."""

    def __init__(self, arguments: Sequence[str]) -> None:
        # In a session of its own, so that Ctrl-C reaches only the app, which then stops it in order.
        self._popen = Popen(  # noqa: S603 - our own module, by the interpreter that runs us
            arguments,
            cwd=ROOT,
            env=scrubbed(os.environ),
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self.is_left = False
        self._tail: deque[str] = deque(maxlen=20)
        self._port = 0
        self._ready_or_ended = Event()
        self._ended_or_left = Event()
        self._readers = [
            Thread(target=self._read_output, args=(self._popen.stdout,), daemon=True),
            Thread(target=self._read_errors, args=(self._popen.stderr,), daemon=True),
        ]
        for thread in (*self._readers, Thread(target=self._await_end, daemon=True)):
            thread.start()

    def wait_until_ready(self, seconds: float) -> int:
        """Return its port, or 0 if it ended or wasn't ready in time."""
        self._ready_or_ended.wait(seconds)
        return self._port

    def wait(self) -> None:
        """Return once it has ended or was left."""
        self._ended_or_left.wait()

    def end(self) -> None:
        """Ask it to end, and return once it has."""
        self._popen.terminate()
        try:
            self._popen.wait(STOP_SECONDS)
        except TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(self._popen.pid, signal.SIGKILL)
            self._popen.wait()
        self._close_input()

    def leave(self) -> None:
        """Let it run for its other users, and end after the last of them."""
        self.is_left = True
        self._close_input()
        self._ready_or_ended.set()
        self._ended_or_left.set()

    def _close_input(self) -> None:
        with suppress(OSError):
            self._popen.stdin.close()  # type: ignore[union-attr]  # a pipe, as asked for above

    def _await_end(self) -> None:
        self._popen.wait()
        self._ended_or_left.set()

    def stderr_tail(self) -> str:
        for reader in self._readers:
            reader.join(1.0)
        return "\n".join(self._tail)

    def _read_output(self, stream: IO[str]) -> None:
        with stream:
            for line in stream:
                if match := READY_LINE.search(line):
                    self._port = int(match[1])
                    self._ready_or_ended.set()
        self._ready_or_ended.set()

    def _read_errors(self, stream: IO[str]) -> None:
        with stream:
            for line in stream:
                self._tail.append(line.rstrip())
                sys.stderr.write(line)


def scrubbed(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables of an environment that are passed on to the local cloud."""
    return {
        name: value
        for name, value in environment.items()
        if name in PASSED_NAMES or name.startswith(PASSED_PREFIXES)
    }


def answers(state_dir: Path) -> bool:
    """Return whether a local cloud serves the state directory at the address in it."""
    try:
        address = (state_dir / "address").read_text().strip()
        token = (state_dir / "token").read_text().strip()
        request = Request(f"{address}/storage/v1/b?project=any", headers={"Authorization": f"Bearer {token}"})  # noqa: S310 - the address is our own
        with build_opener(ProxyHandler({})).open(request, timeout=2.0) as reply:
            return bool(reply.status == 200)
    except (OSError, URLError, ValueError):
        return False


@cache
def local_cloud(state_dir: Path) -> LocalCloud:
    """Return the process's launcher for a state directory."""
    return LocalCloud(state_dir)
