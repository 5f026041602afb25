"""The run: every file of the corpus through one process of the command that people use."""

import csv
import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from services.settings import ROOT
from tests.processor import slowness

CPU_SECONDS = 10.0  # of the process for one file, however busy the machine is, on a core of the usual speed
BYTES = 1536 * 1024**2
_STUCK_SECONDS = 600.0  # after which a process that gives no answer hangs
_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Outcome:
    """The result of one file: its line of JSON, CPU time scaled to a usual core, and peak memory by then."""

    record: dict[str, Any]
    cpu_seconds: float = 0.0
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
        for line, cpu_seconds, peak in _lines(process):
            number = files[done].name.split(" ")[0]
            exported = next(export.glob(f"{number} *.csv"), None)
            done += 1
            yield Outcome(json.loads(line), cpu_seconds, peak, exported=exported)
    finally:
        process.kill()
        process.communicate()
    if done < len(files):
        yield Outcome({"ok": None}, fault=f"the process ended with {process.returncode}, see {log}")


def _lines(process: subprocess.Popen[bytes]) -> Iterator[tuple[bytes, float, int]]:
    """Yield each line with the CPU time since the one before and the peak memory; ends if none comes."""
    assert process.stdout is not None
    pending, before, scale = b"", 0.0, slowness()
    while select.select([process.stdout], [], [], _STUCK_SECONDS)[0]:
        piece = os.read(process.stdout.fileno(), 1 << 20)
        if not piece:
            return
        *whole, pending = (pending + piece).split(b"\n")
        for line in whole:
            now = _cpu_seconds(process.pid)
            yield line, (now - before) / scale, _peak(process.pid)
            before = now


def _cpu_seconds(pid: int) -> float:
    """Return the CPU time that a process has used (proc(5)); on other systems than Linux 0."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS_PER_SECOND  # utime and stime


def _peak(pid: int) -> int:
    """Return the most memory that a process ever held; on other systems than Linux 0."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in status.splitlines() if "VmHWM" in line), 0)
