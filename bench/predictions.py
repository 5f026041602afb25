"""Measure predictions by the local cloud, a bare app and MLServer in interleaved rounds."""

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import joblib
import numpy as np

from bench import load, mlserver
from bench.load import Figures
from bench.pipelines import Subject
from bench.servers import Cloud, bare, deployed

BARE, CLOUD, SDK, MLSERVER = "bare Starlette app", "local cloud", "local cloud, through the SDK", "MLServer"
ROUNDS = 5
CALLS = {1: 60, 16: 320}
ROWS = (1, 100)

# Takes the number of concurrent callers and of calls.
Measure = Callable[[int, int], Figures]


@dataclass(frozen=True)
class Row:
    """The figures of one server for a number of rows per request and of callers."""

    server: str
    rows: int
    callers: int
    figures: Figures


def measure(cloud: Cloud, subject: Subject, program: Path | None, folder: Path) -> Iterator[Row]:
    """Yield the figures of all servers, as medians of interleaved rounds; None leaves MLServer out."""
    folder.mkdir()
    model = folder / "model.joblib"
    joblib.dump(subject.model, model)
    with ExitStack() as stack:
        simple = stack.enter_context(bare(model))
        endpoint = stack.enter_context(deployed(cloud, model))
        address = f"{cloud.url}/v1/{endpoint.resource_name}:predict"
        rival = stack.enter_context(mlserver.serving(program, model, folder / "mlserver")) if program else ""
        for rows in ROWS:
            instances = [dict(subject.instance)] * rows
            content = json.dumps({"instances": instances}).encode()
            servers: dict[str, Measure] = {
                BARE: partial(load.post, simple, content, {}),
                CLOUD: partial(load.post, address, content, cloud.headers),
                SDK: partial(_threads, partial(endpoint.predict, instances)),
            }
            if rival:
                servers[MLSERVER] = partial(load.post, rival, mlserver.body(subject.instance, rows), {})
            for callers, calls in CALLS.items():
                for server, figures in _rounds(servers, callers, calls).items():
                    yield Row(server, rows, callers, figures)


def _rounds(servers: dict[str, Measure], callers: int, calls: int) -> dict[str, Figures]:
    seen: dict[str, list[Figures]] = {server: [] for server in servers}
    for ask in servers.values():
        ask(callers, callers * 2)
    for _round in range(ROUNDS):
        for server, ask in servers.items():
            seen[server].append(ask(callers, calls))
    return {server: _median(figures) for server, figures in seen.items()}


def _median(figures: list[Figures]) -> Figures:
    middle = np.median([(round.p50, round.p99, round.rate) for round in figures], axis=0)
    return Figures(*middle.tolist())


def _threads(call: Callable[[], object], callers: int, calls: int) -> Figures:
    """Call from threads of this process, as a program with the SDK does."""

    def timed(_number: int) -> float:
        began = time.perf_counter()
        call()
        return time.perf_counter() - began

    with ThreadPoolExecutor(callers) as pool:
        began = time.perf_counter()
        taken = list(pool.map(timed, range(calls)))
        return load.figures(taken, time.perf_counter() - began)
