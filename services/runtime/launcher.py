"""Runs the local cloud as a process of its own, for as long as the app lives.

A local cloud that already serves the state directory, such as a second app's, is used as it is and
neither restarted nor stopped. Otherwise one is started, and started again when it dies.
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
LONGEST_PAUSE_SECONDS = 8.0

READY_LINE = re.compile(r"local cloud ready on http://\S+:(\d+)")

# What a Python program and pip need, and nothing else: no credential of the user's reaches a process
# that runs uploaded code.
KEPT_NAMES = frozenset({"PATH", "HOME", "USER", "LOGNAME", "LANG", "TZ", "TMPDIR", "VIRTUAL_ENV"})
KEPT_PREFIXES = ("LC_", "PYTHON", "PIP_", "SSL_CERT_", "OPENBLAS_", "OMP_", "MKL_")


@dataclass(frozen=True)
class Status:
    """Says how the local cloud is; `detail` holds its own last words when it died."""

    state: State
    detail: str = ""


class LocalCloud:
    """Keeps one local cloud serving a state directory."""

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

    @property
    def status(self) -> Status:
        """The state at this moment."""
        return self._status

    def start(self) -> None:
        """Begin to start, watch and restart it, in the background; does nothing where that runs."""
        with self._lock:
            if self._status.state not in ("stopped", "failed"):
                return
            self._stopping.clear()
            self._enter("starting")
            self._watcher = Thread(target=self._watch, name="local-cloud-watcher", daemon=True)
            self._watcher.start()

    def stop(self) -> None:
        """End it and every process it started, and return once they are gone."""
        self._stopping.set()
        with self._lock:
            process, watcher = self._process, self._watcher
        if process:
            process.end()
        if watcher:
            watcher.join()
        with self._lock:
            if self._status.state != "stopped":
                self._enter("stopped")

    def _watch(self) -> None:
        deaths = 0
        while not self._stopping.is_set():
            if answers(self._state_dir):
                self._enter("ready")
                self._follow_another()
                last_words = ""
            else:
                began = self._clock()
                last_words = self._run()
                deaths = 1 if self._clock() - began > STEADY_SECONDS else deaths + 1
            if self._stopping.is_set():
                return
            self._enter("restarting", last_words)
            if deaths >= ATTEMPTS:
                self._enter("failed", last_words)
                return
            self._pause(min(0.25 * 2**deaths, LONGEST_PAUSE_SECONDS))

    def _follow_another(self) -> None:
        while not self._stopping.is_set() and answers(self._state_dir):
            self._pause(WATCH_SECONDS)

    def _run(self) -> str:
        """Start one process, see it through to its end and return its last words."""
        with self._lock:
            if self._stopping.is_set():
                return ""
            self._process = process = _Process(self._arguments())
        port = process.wait_until_ready(READY_SECONDS)
        if port and not self._stopping.is_set():
            self._enter("ready")
            process.wait()
        process.end()
        # The same port again, so that other programs' settings stay right; any free one where
        # that port seems to be what kept it from starting.
        self._port = port
        return process.last_words()

    def _arguments(self) -> list[str]:
        place = ["--host", "127.0.0.1", "--port", str(self._port), "--state-dir", str(self._state_dir)]
        return [*self._command, *place, "--until-stdin-closes"]

    def _enter(self, state: State, detail: str = "") -> None:
        if state not in TRANSITIONS[self._status.state]:
            raise AssertionError(f"{self._status.state} -> {state}")
        self._status = Status(state, detail)


class _Process:
    """One running local cloud. Its standard input is open for as long as this process lives."""

    def __init__(self, arguments: Sequence[str]) -> None:
        # In a session of its own, so that Ctrl-C reaches the app alone and the app ends it in order.
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
        self._tail: deque[str] = deque(maxlen=20)
        self._port = 0
        self._spoke = Event()
        self._readers = [
            Thread(target=self._read_output, args=(self._popen.stdout,), daemon=True),
            Thread(target=self._read_errors, args=(self._popen.stderr,), daemon=True),
        ]
        for reader in self._readers:
            reader.start()

    def wait_until_ready(self, seconds: float) -> int:
        """Return the port it serves, or 0 where it died or stayed silent."""
        self._spoke.wait(seconds)
        return self._port

    def wait(self) -> None:
        self._popen.wait()

    def end(self) -> None:
        with suppress(OSError):
            self._popen.stdin.close()  # type: ignore[union-attr]  # a pipe, as asked for above
        try:
            self._popen.wait(STOP_SECONDS)
        except TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(self._popen.pid, signal.SIGKILL)
            self._popen.wait()

    def last_words(self) -> str:
        for reader in self._readers:
            reader.join(1.0)
        return "\n".join(self._tail)

    def _read_output(self, stream: IO[str]) -> None:
        with stream:
            for line in stream:
                if found := READY_LINE.search(line):
                    self._port = int(found[1])
                    self._spoke.set()
        self._spoke.set()

    def _read_errors(self, stream: IO[str]) -> None:
        with stream:
            for line in stream:
                self._tail.append(line.rstrip())
                sys.stderr.write(line)


def scrubbed(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the part of an environment that the local cloud gets."""
    return {
        name: value
        for name, value in environment.items()
        if name in KEPT_NAMES or name.startswith(KEPT_PREFIXES)
    }


def answers(state_dir: Path) -> bool:
    """Tell whether a living local cloud serves the state directory, by its own address and token."""
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
    """Return the process's one launcher for a state directory."""
    return LocalCloud(state_dir)
