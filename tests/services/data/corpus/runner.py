"""The run: every file of the corpus through one process of the command that people use."""

import csv
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from services.settings import ROOT

SECONDS = 10.0
BYTES = 1536 * 1024**2
_STUCK_SECONDS = 3 * SECONDS


@dataclass(frozen=True)
class Outcome:
    """What one file gave: its line of JSON, how long it took, the process's peak memory by then."""

    record: dict[str, Any]
    seconds: float = 0.0
    peak_bytes: int = 0
    fault: str = ""
    exported: Path | None = field(default=None, repr=False)

    def cells(self) -> tuple[list[str], list[list[str]]]:
        """Return the names and the rows of the exported table as Python's csv module reads them."""
        assert self.exported is not None
        before = csv.field_size_limit(2**31 - 1)
        try:
            with self.exported.open(encoding="utf-8", newline="") as file:
                first, *rest = csv.reader(file, strict=True)
        finally:
            csv.field_size_limit(before)
        return first, rest


def run(files: Sequence[Path], export: Path) -> list[Outcome]:
    """Inspect files named by a number and a space each; a file that kills the process is skipped."""
    outcomes: list[Outcome] = []
    while len(outcomes) < len(files):
        waiting = files[len(outcomes) :]
        outcomes.extend(_run_once(waiting, export))
    return outcomes


def _run_once(files: Sequence[Path], export: Path) -> Iterator[Outcome]:
    command = [
        sys.executable,
        "-m",
        "services.data",
        "inspect",
        "--json",
        "--export",
        str(export),
        "--",
        *files,
    ]
    log = export.with_name("errors.txt")
    with log.open("ab") as errors:
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors)
    done = 0
    try:
        for line, seconds, peak in _timed(process):
            number = files[done].name.split(" ")[0]
            exported = next(export.glob(f"{number} *.csv"), None)
            done += 1
            yield Outcome(json.loads(line), seconds, peak, exported=exported)
    finally:
        process.kill()
        process.communicate()
    if done < len(files):
        yield Outcome({"ok": None}, fault=f"the process ended with {process.returncode}, see {log}")


def _timed(process: subprocess.Popen[bytes]) -> Iterator[tuple[bytes, float, int]]:
    """Yield each line with the seconds since the one before; ends where one doesn't come in time."""
    assert process.stdout is not None
    pending, since = b"", time.monotonic()
    while select.select([process.stdout], [], [], _STUCK_SECONDS)[0]:
        piece = os.read(process.stdout.fileno(), 1 << 20)
        if not piece:
            return
        *whole, pending = (pending + piece).split(b"\n")
        for line in whole:
            now = time.monotonic()
            yield line, now - since, _peak(process.pid)
            since = now


def _peak(pid: int) -> int:
    """Return the most memory that a process ever held; Linux tells, elsewhere it counts as none."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in status.splitlines() if "VmHWM" in line), 0)
