"""Background work, which is started once per key and outlives the run of a page."""

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextvars import ContextVar
from dataclasses import dataclass
from threading import Lock
from typing import Any, Generic, Literal, ParamSpec, TypeVar

from services.errors import LaunchpadError

P = ParamSpec("P")
T = TypeVar("T")

REMEMBERED = 256

StageCode = Literal[
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

    `services.text.messages.stages.stage_text` describes it.
    """

    code: StageCode = "waiting"
    done: float = 0
    total: float = 0

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
    """Work with the last stage that it reported."""

    stage = Stage()


_current: ContextVar[_Job | None] = ContextVar("current", default=None)


def report(code: StageCode, done: float = 0, total: float = 0) -> None:
    """Report the stage of the calling work; does nothing outside the background."""
    job = _current.get()
    if job is not None:
        job.stage = Stage(code, done, total)


class Background:
    """Runs work in threads, so that a click in the browser doesn't interrupt it.

    Starting a known key does nothing, so repeated presses of a button start work once. The results of the
    `remembered` most recently used keys are kept.
    """

    def __init__(self, workers: int = 8, remembered: int = REMEMBERED) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="background")
        self._remembered = remembered
        self._known: OrderedDict[str, _Job] = OrderedDict()
        self._lock = Lock()

    def start(self, key: str, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> bool:
        """Start work unless its key is known, and return whether it was started."""
        _job, is_new = self._start(key, lambda: work(*args, **kwargs))
        return is_new

    def progress(self, key: str, timeout: float = 0.0) -> Progress[Any] | None:
        """Return the progress of the key's work after at most `timeout` seconds, None for an unknown key."""
        with self._lock:
            job = self._known.get(key)
            if job is None:
                return None
            self._known.move_to_end(key)
        wait([job], timeout=timeout)
        if not job.done():
            return Progress("running", stage=job.stage)
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

    def _start(self, key: str, work: Callable[[], Any]) -> tuple[_Job, bool]:
        with self._lock:
            job = self._known.get(key)
            if job is not None:
                return job, False
            job = self._known[key] = _Job()
            self._pool.submit(_run, job, work)
            self._drop_oldest()
            return job, True

    def _drop_oldest(self) -> None:
        for key in [key for key, job in self._known.items() if job.done()]:
            if len(self._known) <= self._remembered:
                return
            del self._known[key]


def _run(job: _Job, work: Callable[[], Any]) -> None:
    _current.set(job)
    try:
        job.set_result(work())
    except BaseException as error:
        job.set_exception(error)
    finally:
        _current.set(None)


def _unexpected(error: BaseException) -> LaunchpadError:
    import logging

    logging.getLogger(__name__).error("work in the background failed", exc_info=error)
    return LaunchpadError("unexpected")


background = Background()
