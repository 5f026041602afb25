"""Measure the server time of one run of the Data page's script, with the first of its tabs open."""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
from streamlit.runtime.scriptrunner import ScriptRunner
from streamlit.testing.v1 import AppTest

from bench import tables
from bench.servers import local_cloud
from services import cache, settings
from services.data.reading.read import read, read_csv
from services.runtime import preload
from services.settings import ROOT, Target
from services.vertex.datasets import Dataset

ROWS, WIDE, MANY = 1_000_000, 10_000, 200
RUNS = 15
_PATIENCE = 120.0
_POLL = 1.0


def measure(folder: Path, say: Callable[[str], None]) -> None:
    """Print the median and the slowest run for a long dataset, a wide one, and one of many."""
    os.environ |= {"LAUNCHPAD_STATE_DIR": str(folder / "pages"), "NO_GCE_CHECK": "true"}
    settings.target.cache_clear()
    with local_cloud(folder / "pages"), _timed() as taken:
        preload.preload(timeout=0)  # as the app does when it starts
        here = settings.target()
        say("| Data page of | first run ms | revisit, median ms | revisit, slowest ms |\n|---|---|---|---|")
        for title, store in (
            (f"{ROWS:,} rows, 15 columns", _long),
            (f"100 rows, {WIDE:,} columns", _wide),
            (f"one of {MANY} datasets", _many),
        ):
            first, revisits = _runs(store(here, folder), taken)
            say(f"| {title} | {first:.0f} | {statistics.median(revisits):.0f} | {max(revisits):.0f} |")


def _runs(dataset: Dataset, taken: list[float]) -> tuple[float, list[float]]:
    page = AppTest.from_file(str(ROOT / "pages" / "shell.py"), default_timeout=_PATIENCE).run()
    page.query_params["dataset"] = dataset.id
    page.switch_page("data.py").run()
    first = taken[-1]
    deadline = time.monotonic() + _PATIENCE
    while any(":material/search:" in caption.value for caption in page.caption):
        if time.monotonic() > deadline:
            raise RuntimeError("The associations were not computed in time.")
        time.sleep(_POLL)  # as a browser does; without a pause, the page takes the time that they need
        page.run()
    taken.clear()
    for _run in range(RUNS):
        page.run()
    if page.exception or len(page.metric) < 5:
        raise RuntimeError("The page shows no table.")
    return first, list(taken)


@contextmanager
def _timed() -> Iterator[list[float]]:
    """Yield a list to which every run of a script appends its duration in milliseconds."""
    taken: list[float] = []
    run = ScriptRunner._run_script

    def timed(runner: Any, data: Any) -> None:
        began = time.perf_counter()
        try:
            run(runner, data)
        finally:
            taken.append((time.perf_counter() - began) * 1000)

    ScriptRunner._run_script = timed  # type: ignore[method-assign]
    try:
        yield taken
    finally:
        ScriptRunner._run_script = run  # type: ignore[method-assign]


def _long(here: Target, folder: Path) -> Dataset:
    path = folder / "long.csv"
    tables.write(path, ROWS)
    return cache.store_dataset(here, "long", read(path), "plan")


def _wide(here: Target, folder: Path) -> Dataset:
    path = folder / "wide.csv"
    cells = {f"column {place}": [(place * row) % 97 for row in range(100)] for place in range(WIDE)}
    path.write_text(pd.DataFrame(cells).to_csv(index=False))
    return cache.store_dataset(here, "wide", read(path))


def _many(here: Target, _folder: Path) -> Dataset:
    for number in range(MANY):
        content = "a,b\n" + "".join(f"{row},{row % 3}\n" for row in range(number, number + 40))
        last = cache.store_dataset(here, f"export of day {number // 2}", read_csv(content.encode()), "b")
    return last
