"""Compare the profile with other programs' on the same tables in interleaved rounds."""

import statistics
from collections.abc import Callable
from pathlib import Path

from bench import profilers, tables

SIZES = (100_000, 1_000_000, 5_000_000)
ROUNDS = 3


def measure(folder: Path, say: Callable[[str], None], sizes: tuple[int, ...] = SIZES) -> None:
    """Profile tables of all sizes with all programs; print median times and peak memory in Markdown."""
    absent: dict[str, str] = {}
    say("| rows | program | wall s | processor s | peak MB | of it imports |\n|---|---|---|---|---|---|")
    for rows in sizes:
        path = folder / f"{rows}.csv"
        tables.write(path, rows)
        costs: dict[str, list[profilers.Cost]] = {}
        for _round in range(ROUNDS):
            for profiler in profilers.ALL:
                if profiler.title not in absent and rows <= profiler.most_rows:
                    try:
                        costs.setdefault(profiler.title, []).append(profiler.run(path, rows))
                    except profilers.Absent as reason:
                        absent[profiler.title] = str(reason)
        for title, runs in costs.items():
            if runs:
                wall = statistics.median(run.wall for run in runs)
                processor = statistics.median(run.processor for run in runs)
                peak = max(run.megabytes for run in runs)
                imported = max(run.imported for run in runs)
                say(f"| {rows:,} | {title} | {wall:.2f} | {processor:.2f} | {peak:.0f} | {imported:.0f} |")
        path.unlink()
    for reason in absent.values():
        say(f"\nNot measured: {reason}")
