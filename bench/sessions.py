"""Measure how long a page takes while many browsers are open, each of which visits another page every 3 s.

Sessions speak Streamlit's WebSocket protocol without a browser, which would need more than the server.
"""

import asyncio
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import numpy as np
from sklearn.datasets import load_breast_cancer
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from bench.first_paint import server
from services.settings import ROOT

SESSIONS = 40
PAUSE = 3.0  # seconds between two visits of a session
VISITS = 20  # of a session
PAGES = ("overview", "data", "train", "deploy", "playground")
_PATIENCE = 120.0


def measure(folder: Path, say: Callable[[str], None], sessions: int = SESSIONS, visits: int = VISITS) -> None:
    """Print the percentiles of each page's time until its script has ended, in milliseconds."""
    taken = times(folder, sessions, visits)
    say(f"| page, {sessions} sessions | p50 ms | p95 ms | slowest ms |\n|---|---|---|---|")
    for page, of_page in {**taken, "all": list(chain.from_iterable(taken.values()))}.items():
        p50, p95 = np.percentile(of_page, [50, 95])
        say(f"| {page} | {p50:.0f} | {p95:.0f} | {max(of_page):.0f} |")


def times(folder: Path, sessions: int, visits: int) -> dict[str, list[float]]:
    """Return how long the visits of each page took, in milliseconds."""
    state_dir = folder / "sessions"
    with server(ROOT / "app.py", state_dir) as url:
        _fill(folder / "cancer.csv", state_dir)
        return asyncio.run(_visit_all(url.replace("http", "ws"), sessions, visits))


def _fill(table: Path, state_dir: Path) -> None:
    """Store a dataset of 569 rows and 31 columns, train a model and deploy it, in the app's local cloud."""
    load_breast_cancer(as_frame=True).frame.to_csv(table, index=False)
    options = ["--target", "target", "--task", "classification", "--apply-fixes", "--deploy"]
    command = [sys.executable, "-m", "services.workflows", "run", str(table), *options]
    subprocess.run([*command, "--state-dir", str(state_dir)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own module


async def _visit_all(url: str, sessions: int, visits: int) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = {page: [] for page in PAGES}
    await asyncio.gather(*(_session(url, number, sessions, visits, taken) for number in range(sessions)))
    return taken


async def _session(url: str, number: int, sessions: int, visits: int, taken: dict[str, list[float]]) -> None:
    await asyncio.sleep(PAUSE * number / sessions)
    async with connect(f"{url}/_stcore/stream", subprotocols=["streamlit"], max_size=None) as connection:
        for visit in range(visits + 1):
            page = PAGES[(number + visit) % len(PAGES)]
            began = time.perf_counter()
            await asyncio.wait_for(_run(connection, page), _PATIENCE)
            elapsed = time.perf_counter() - began
            if visit:  # the first run of a session loads what later ones have
                taken[page].append(elapsed * 1000)
            await asyncio.sleep(max(0.0, PAUSE - elapsed))


async def _run(connection: ClientConnection, page: str) -> None:
    """Run a page's script, and return once it has ended."""
    request = BackMsg()
    request.rerun_script.page_name = "" if page == "overview" else page
    await connection.send(request.SerializeToString())
    while True:
        message = ForwardMsg.FromString(await connection.recv(decode=False))
        if message.WhichOneof("type") == "script_finished":
            end = message.script_finished
            if end == ForwardMsg.FINISHED_SUCCESSFULLY:
                return
            # A page may run again by itself, as when a search in the background has ended.
            if end != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                name = ForwardMsg.ScriptFinishedStatus.Name(end)
                raise RuntimeError(f"The script of {page} ended with {name}.")
