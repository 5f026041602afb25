"""Measure the profile, the pages and the local cloud on this machine, and print tables (`make bench`).

The rounds of compared programs are interleaved, so that other load affects them alike. Times are measured by
the caller. `--quick` omits MLServer; `--data` measures only the profile, `--pages` only the pages, and
`--quality [FOLDER]` only the scores, of the bundled tables and of the CSV files in a folder.
"""

import logging
import os
import platform
import statistics
import sys
import tempfile
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from bench import cloud as cloud_bench
from bench import first_paint, mlserver, pages, profiles, quality, sessions
from bench.pipelines import subjects
from bench.predictions import BARE, CLOUD, MLSERVER, Row, measure
from bench.servers import BUCKET, local_cloud

STARTS = 5


def main(arguments: list[str]) -> None:
    """Print all measurements."""
    logging.disable(logging.INFO)  # the SDK logs every step
    say(f"{datetime.now(UTC):%Y-%m-%d}, {machine()}\n")
    if "--quality" in arguments:
        folders = [Path(argument) for argument in arguments if not argument.startswith("--")]
        quality.measure(folders[0] if folders else None, say)
        return
    with tempfile.TemporaryDirectory(dir=Path.cwd(), prefix=".bench-") as name:
        if "--pages" not in arguments:
            profiles.measure(Path(name), say)
        if "--data" not in arguments:
            say("")
            pages.measure(Path(name), say)
            say("")
            first_paint.measure(Path(name), say)
            say("")
            sessions.measure(Path(name), say)
        if not {"--data", "--pages"} & set(arguments):
            cloud_and_predictions(Path(name), rival(quick="--quick" in arguments))


def cloud_and_predictions(folder: Path, program: Path | None) -> None:
    """Measure the local cloud and print the results."""
    say("| what | measured |\n|---|---|")
    starts = [cloud_bench.start_seconds(folder / f"start-{number}") for number in range(STARTS)]
    say(f"| start-up to ready | median {statistics.median(starts):.2f} s, slowest {max(starts):.2f} s |")
    with local_cloud(folder / "state") as cloud:
        say(f"| memory at rest | {cloud_bench.memory(cloud.process):.0f} MB |")
        cloud.storage().create_bucket(BUCKET)
        say(f"| create of a custom job to its first line | median {cloud_bench.job_seconds(cloud):.2f} s |")
        moved = cloud_bench.transfer(cloud, folder)
        say(f"| copy of 256 MB on the disk | {moved.copied:.0f} MB/s |")
        say(f"| upload of 256 MB, plain HTTP | {moved.uploaded:.0f} MB/s |")
        say(f"| download of 256 MB, plain HTTP | {moved.downloaded:.0f} MB/s |")
        say(f"| MD5 alone of 256 MB | {moved.hashed:.0f} MB/s |")
        say(f"| memory that moving them added | {moved.grown:.0f} MB |")
        lists(folder / "jobs")
        for number, subject in enumerate(subjects()):
            say(f"\nPredictions by {subject.title}:\n")
            predictions(list(measure(cloud, subject, program, folder / f"model-{number}")))


def lists(state_dir: Path) -> None:
    """Print the durations of pages of a long list."""
    with cloud_bench.with_jobs(state_dir) as cloud:
        for size in (100, 1000):
            taken = cloud_bench.page_times(cloud, size)
            median = statistics.median(taken) * 1000
            say(
                f"| a page of {size} of {cloud_bench.JOBS:,} jobs | median {median:.0f} ms, slowest "
                f"{max(taken) * 1000:.0f} ms |"
            )


def predictions(rows: list[Row]) -> None:
    """Print the servers' figures and how the local cloud compares."""
    say("| rows | callers | server | p50 ms | p99 ms | requests/s |\n|---|---|---|---|---|---|")
    for row in rows:
        figures = row.figures
        say(
            f"| {row.rows} | {row.callers} | {row.server} | {figures.p50:.2f} | {figures.p99:.2f} "
            f"| {figures.rate:.0f} |"
        )
    say("")
    for (count, callers), group in groupby(rows, lambda row: (row.rows, row.callers)):
        by_server = {row.server: row.figures for row in group}
        cloud = by_server[CLOUD]
        for other in (BARE, MLSERVER):
            if other in by_server:
                say(
                    f"- {count} rows, {callers} callers: the local cloud's p50 is "
                    f"{cloud.p50 / by_server[other].p50:.2f} and its throughput "
                    f"{cloud.rate / by_server[other].rate:.1f} times the {other}'s."
                )


def rival(*, quick: bool) -> Path | None:
    """Return MLServer's program, None if it is left out; says why."""
    if quick:
        return None
    try:
        return mlserver.install()
    except mlserver.Absent as absent:
        say(f"MLServer is not measured; it can't be installed beside these versions: {absent}\n")
        return None


def machine() -> str:
    """Describe this machine and its load."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    names = [line.partition(": ")[2] for line in lines if line.startswith("model name")]
    processor = names[0] if names else platform.processor()
    return (
        f"{os.cpu_count()} cores of {processor}, {platform.system()}, Python {platform.python_version()}; "
        f"load {os.getloadavg()[0]:.1f} at the start"
    )


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
