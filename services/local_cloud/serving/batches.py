"""Requests that come while a model is at work are joined into its next call of predict."""

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

# Rows that one call predicts at most; a request that alone has more is a call of its own.
MOST_ROWS = 1024
# What may wait for a call, in bytes of requests.
MOST_WAITING = 64_000_000
# How long a call waits for as many requests as the last one joined: a share of the time that the last
# one took, and never more than so many seconds.
_PATIENCE = 0.2
_LONGEST_PATIENCE = 0.005


class Full(Exception):
    """More requests wait already than may."""


@dataclass(frozen=True)
class _Waiting:
    rows: Any
    weight: int
    answer: "asyncio.Future[Any]"

    @property
    def count(self) -> int:
        """How many rows there are; what is no list counts as one, and the model refuses it."""
        return len(self.rows) if self.rows.ndim else 1

    @property
    def kind(self) -> tuple[str, tuple[int, ...]]:
        """What two requests must share to be joined: no row may change its type or shape by it."""
        kind = self.rows.dtype.kind
        return (kind if kind in "US" else self.rows.dtype.str, self.rows.shape[1:])


class Batches:
    """Answers each request with its own rows' predictions, whoever else is in the same call.

    Where a joined call raises, or doesn't answer row by row, its requests are repeated one by one.
    A caller that comes alone never waits. The model runs on the event loop: Python runs one thread
    at a time, so another one would only add its switches; requests wait in their sockets meanwhile.
    """

    def __init__(
        self,
        predict: Callable[[Any], Any],
        most_rows: int = MOST_ROWS,
        most_waiting: int = MOST_WAITING,
    ) -> None:
        self._predict = predict
        self._most_rows = most_rows
        self._most_waiting = most_waiting
        self._waiting: deque[_Waiting] = deque()
        self._weight = 0
        self._work: asyncio.Task[None] | None = None
        self._arrival = asyncio.Event()

    @property
    def is_at_work(self) -> bool:
        """Whether a call is made or awaited."""
        return self._work is not None

    async def predict(self, instances: Sequence[Any], weight: int = 0) -> Any:
        """Return what the model predicts for instances, whose request weighs so many bytes.

        Raises Full, and whatever the model raises for these instances alone.
        """
        if self._weight + weight > self._most_waiting:
            raise Full
        loop = asyncio.get_running_loop()
        waiting = _Waiting(np.asarray(instances), weight, loop.create_future())
        self._waiting.append(waiting)
        self._weight += weight
        self._arrival.set()
        if self._work is None:
            self._work = loop.create_task(self._go_on())
        return await waiting.answer

    async def _go_on(self) -> None:
        try:
            while batch := self._take():
                began = time.monotonic()
                await self._answer(batch)
                await self._gather(len(batch), time.monotonic() - began)
        finally:
            self._work = None

    async def _gather(self, count: int, seconds: float) -> None:
        """Let the answers go out, and wait a moment for those who were answered together to ask again."""
        await asyncio.sleep(0)
        if count == 1:
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(min(seconds * _PATIENCE, _LONGEST_PATIENCE)):
                while len(self._waiting) < count:
                    self._arrival.clear()
                    await self._arrival.wait()

    def _take(self) -> list[_Waiting]:
        """Take the next requests that one call may answer, in the order in which they came."""
        batch: list[_Waiting] = []
        rows = 0
        while self._waiting:
            first = self._waiting[0]
            if batch and (rows + first.count > self._most_rows or first.kind != batch[0].kind):
                break
            self._waiting.popleft()
            self._weight -= first.weight
            if not first.answer.done():  # its caller may have given up
                batch.append(first)
                rows += first.count
        return batch

    async def _answer(self, batch: list[_Waiting]) -> None:
        if len(batch) > 1 and self._answer_together(batch):
            return
        for waiting in batch:
            self._answer_alone(waiting)
            await asyncio.sleep(0)

    def _answer_together(self, batch: list[_Waiting]) -> bool:
        try:
            rows = np.concatenate([waiting.rows for waiting in batch])
            predicted = self._predict(rows)
        except Exception:  # one of them is bad: which one shows when each is asked alone
            return False
        in_rows = isinstance(predicted, list) or (isinstance(predicted, np.ndarray) and predicted.ndim > 0)
        if not in_rows or len(predicted) != len(rows):
            return False
        start = 0
        for waiting in batch:
            stop = start + waiting.count
            waiting.answer.set_result(predicted[start:stop])
            start = stop
        return True

    def _answer_alone(self, waiting: _Waiting) -> None:
        if waiting.answer.done():
            return
        try:
            waiting.answer.set_result(self._predict(waiting.rows))
        except Exception as error:  # the model is a stranger's code, and all it raises is the answer
            waiting.answer.set_exception(error)
