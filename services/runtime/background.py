"""Background work, which is started once per key and outlives the run of a page."""

import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any, Generic, Literal, ParamSpec, TypeVar
from weakref import WeakSet

from services.errors import LaunchpadError

P = ParamSpec("P")
T = TypeVar("T")

WORKERS = 32  # most of them wait for the cloud
UNUSED_SECONDS = 900.0  # after which the result of work is forgotten
SHARE = 4  # workers of a session, or for a resource
REMEMBERED = 256

StageCode = Literal[
    "queued",
    "waiting",
    "calling_cloud",
    "downloading_source",
    "reading_rows",
    "computing_statistics",
    "storing_table",
    "downloading_table",
    "updating_statistics",
    "searching_leakage",
    "launching_run",
    "saving_recipe",
    "renaming_dataset",
    "creating_endpoint",
    "starting_deployment",
    "changing_traffic",
    "predicting",
]


@dataclass(frozen=True)
class Stage:
    """The current stage of work, with its progress in bytes; `total` is 0 if unknown.

    `seconds` have passed since the submission. `services.text.messages.stages.stage_text` describes it.
    """

    code: StageCode = "waiting"
    done: float = 0
    total: float = 0
    seconds: float = field(default=0.0, compare=False)

    @property
    def share(self) -> float:
        """The share that is done, 0 to 1."""
        return min(self.done / self.total, 1.0) if self.total else 0.0


@dataclass(frozen=True)
class Progress(Generic[T]):
    """The progress of work: its stage, its result once done, or its error once failed."""

    state: Literal["running", "done", "failed"]
    result: T | None = None
    error: LaunchpadError | None = None
    stage: Stage = Stage()


class _Job(Future[Any]):
    """Work with who shares the workers for it, when it was submitted, and the last stage that it reported."""

    def __init__(self, shares: tuple[Hashable, ...], submitted: float) -> None:
        super().__init__()
        self.shares = shares
        self.submitted = self.looked_at = submitted
        self.stage = Stage("queued")


_all: "WeakSet[Background]" = WeakSet()
_current: ContextVar[_Job | None] = ContextVar("current", default=None)


def report(code: StageCode, done: float = 0, total: float = 0) -> None:
    """Report the stage of the calling work; does nothing outside the background."""
    job = _current.get()
    if job is not None:
        job.stage = Stage(code, done, total)


class Background:
    """Runs work in threads, so that a click in the browser doesn't interrupt it.

    Starting a known key does nothing, so repeated presses of a button start work once. The results of the
    `remembered` most recently used keys are kept. Work is queued where all workers are busy, or `share` of
    them with work of the same session or for the same resource.
    """

    def __init__(
        self,
        workers: int = WORKERS,
        share: int = SHARE,
        remembered: int = REMEMBERED,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="background")
        self._workers = workers
        self._share = share
        self._remembered = remembered
        self._clock = clock
        self._known: OrderedDict[str, _Job] = OrderedDict()
        self._queue: list[tuple[_Job, Callable[[], Any]]] = []
        self._busy: Counter[Hashable] = Counter()
        self._running = 0
        self._lock = Lock()
        _all.add(self)

    def start(self, key: str, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> bool:
        """Start or queue work unless its key is known, and return whether it wasn't."""
        return self.submit(key, lambda: work(*args, **kwargs))

    def submit(self, key: str, work: Callable[[], object], session: str = "", resource: str = "") -> bool:
        """Start or queue work, as `start` does, on behalf of a session and for a resource, if any."""
        _job, is_new = self._start(key, work, session, resource)
        return is_new

    def progress(self, key: str, timeout: float = 0.0) -> Progress[Any] | None:
        """Return the progress of the key's work after at most `timeout` seconds, None for an unknown key."""
        with self._lock:
            job = self._known.get(key)
            if job is None:
                return None
            self._known.move_to_end(key)
            job.looked_at = self._clock()
        wait([job], timeout=timeout)
        if not job.done():
            return Progress("running", stage=replace(job.stage, seconds=self._clock() - job.submitted))
        error = job.exception()
        if error is None:
            return Progress("done", job.result())
        if not isinstance(error, LaunchpadError):
            error = _unexpected(error)
        return Progress("failed", error=error)

    def once(self, key: str, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run work and return its result; concurrent callers share one execution.

        An error is raised for all of them, and the next call tries again.
        """
        job, _is_new = self._start(key, lambda: work(*args, **kwargs))
        try:
            result: T = job.result()
            return result
        except Exception:
            self.forget(key)
            raise

    def forget(self, key: str) -> None:
        """Remove a key, so that it can be started again; running work continues."""
        with self._lock:
            self._known.pop(key, None)

    def _start(
        self, key: str, work: Callable[[], Any], session: str = "", resource: str = ""
    ) -> tuple[_Job, bool]:
        with self._lock:
            job = self._known.get(key)
            if job is not None:
                return job, False
            shares = tuple(pair for pair in (("session", session), ("resource", resource)) if pair[1])
            job = self._known[key] = _Job(shares, self._clock())
            self._queue.append((job, work))
            self._dispatch()
            self._drop_oldest()
            return job, True

    def _dispatch(self) -> None:
        """Let idle workers run the first of the queue whose session and resource have workers left."""
        for job, work in list(self._queue):
            if self._running == self._workers:
                return
            if all(self._busy[share] < self._share for share in job.shares):
                self._queue.remove((job, work))
                self._busy.update(job.shares)
                self._running += 1
                job.stage = Stage()
                self._pool.submit(self._run, job, work)

    def _run(self, job: _Job, work: Callable[[], Any]) -> None:
        token = _current.set(job)
        try:
            job.set_result(work())
        except BaseException as error:
            job.set_exception(error)
        finally:
            _current.reset(token)
            with self._lock:
                self._busy.subtract(job.shares)
                self._busy += Counter()  # without those that have none running
                self._running -= 1
                self._dispatch()

    def forget_unused(self, seconds: float = UNUSED_SECONDS) -> None:
        """Forget ended work that nobody has looked at for seconds, with what its result takes."""
        now = self._clock()
        with self._lock:
            unused = [k for k, job in self._known.items() if job.done() and now - job.looked_at >= seconds]
            for key in unused:
                del self._known[key]

    def _drop_oldest(self) -> None:
        for key in [key for key, job in self._known.items() if job.done()]:
            if len(self._known) <= self._remembered:
                return
            del self._known[key]


def forget_unused() -> None:
    """Forget ended work that nobody has looked at for a while, of all workers."""
    for works in list(_all):
        works.forget_unused()


def _unexpected(error: BaseException) -> LaunchpadError:
    import logging

    logging.getLogger(__name__).error("work in the background failed", exc_info=error)
    return LaunchpadError("unexpected")


background = Background()
predictions = Background()
"""Predictions are quick, and have workers of their own, so that they don't wait behind what takes minutes."""
