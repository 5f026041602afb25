"""Dynamic batching: requests that arrive while the model is busy share its next call of predict."""

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

# The most rows in one call; a request with more rows is a call of its own.
MAX_ROWS = 1024
# The most bytes of requests that wait for a call.
MAX_WAITING = 64_000_000
# A call waits for as many requests as the last one had: for this share of the last call's time, and for
# at most this many seconds.
_WAIT_SHARE = 0.2
_MAX_WAIT = 0.005


class Full(Exception):
    """Too many requests wait."""


@dataclass(frozen=True)
class _Waiting:
    rows: Any
    weight: int
    answer: "asyncio.Future[Any]"

    @property
    def count(self) -> int:
        """The number of rows; instances that are no list count as one, and the model refuses them."""
        return len(self.rows) if self.rows.ndim else 1

    @property
    def kind(self) -> tuple[str, tuple[int, ...]]:
        """The type and shape that requests in one batch share, so that batching changes no row."""
        kind = self.rows.dtype.kind
        return (kind if kind in "US" else self.rows.dtype.str, self.rows.shape[1:])


class Batches:
    """Answers each request with the predictions of its own rows.

    If a batch raises, or its result is not one prediction a row, its requests are repeated one by one.
    A single caller never waits. The model runs on the event loop: Python runs one thread at a time, so
    another one would only add switches; requests wait in their sockets meanwhile.
    """

    def __init__(
        self,
        predict: Callable[[Any], Any],
        max_rows: int = MAX_ROWS,
        max_waiting: int = MAX_WAITING,
    ) -> None:
        self._predict = predict
        self._max_rows = max_rows
        self._max_waiting = max_waiting
        self._waiting: deque[_Waiting] = deque()
        self._weight = 0
        self._work: asyncio.Task[None] | None = None
        self._arrival = asyncio.Event()

    @property
    def is_at_work(self) -> bool:
        """Whether a call is under way or expected."""
        return self._work is not None

    async def predict(self, instances: Sequence[Any], weight: int = 0) -> Any:
        """Return the model's predictions for instances, whose request has `weight` bytes.

        Raises Full, and whatever the model raises for these instances alone.
        """
        if self._weight + weight > self._max_waiting:
            raise Full
        loop = asyncio.get_running_loop()
        waiting = _Waiting(np.asarray(instances), weight, loop.create_future())
        self._waiting.append(waiting)
        self._weight += weight
        self._arrival.set()
        if self._work is None:
            self._work = loop.create_task(self._run())
        return await waiting.answer

    async def _run(self) -> None:
        try:
            while batch := self._take():
                began = time.monotonic()
                await self._answer(batch)
                await self._gather(len(batch), time.monotonic() - began)
        finally:
            self._work = None

    async def _gather(self, count: int, seconds: float) -> None:
        """Send the responses, and wait briefly for the same callers to ask again."""
        await asyncio.sleep(0)
        if count == 1:
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(min(seconds * _WAIT_SHARE, _MAX_WAIT)):
                while len(self._waiting) < count:
                    self._arrival.clear()
                    await self._arrival.wait()

    def _take(self) -> list[_Waiting]:
        """Remove the next requests that fit in one call from the queue, in order of arrival."""
        batch: list[_Waiting] = []
        rows = 0
        while self._waiting:
            first = self._waiting[0]
            if batch and (rows + first.count > self._max_rows or first.kind != batch[0].kind):
                break
            self._waiting.popleft()
            self._weight -= first.weight
            if not first.answer.done():  # its caller may have disconnected
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
        except Exception:  # one request is bad: asking one by one shows which
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
        except Exception as error:  # the model is the user's code: whatever it raises is the response
            waiting.answer.set_exception(error)
