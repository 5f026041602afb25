"""Work that outlives a page's run: submitted once under a key, looked at until it has ended."""

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextvars import ContextVar
from dataclasses import dataclass
from threading import Lock
from typing import Any, Literal

from services.errors import LaunchpadError
from services.text.i18n import _

REMEMBERED = 256


@dataclass(frozen=True)
class Stage:
    """What a piece of work is doing, in words, and how much of it is done, from 0 to 1 where known."""

    text: str = ""
    share: float | None = None


@dataclass(frozen=True)
class Progress:
    """How far a piece of work is: its stage, its result once done, its error once failed."""

    state: Literal["running", "done", "failed"]
    result: Any = None
    error: LaunchpadError | None = None
    stage: Stage = Stage()


class _Job(Future[Any]):
    """A piece of work with the stage that it last reported."""

    stage = Stage()


_current: ContextVar[_Job | None] = ContextVar("current", default=None)


def report(text: str, share: float | None = None) -> None:
    """Say what the work that calls this is doing; where it doesn't run in the background, say nothing."""
    job = _current.get()
    if job is not None:
        job.stage = Stage(text, share)


class Background:
    """Runs work in threads of its own, so that a click in the browser can't break it off.

    Starting a key that is known is a no-op: a button pressed three times submits once. Of the work
    that has ended, the `remembered` keys looked at last are known.
    """

    def __init__(self, workers: int = 8, remembered: int = REMEMBERED) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="background")
        self._remembered = remembered
        self._known: OrderedDict[str, _Job] = OrderedDict()
        self._lock = Lock()

    def start(self, key: str, work: Callable[..., Any], *arguments: Any) -> bool:
        """Submit the work unless the key is known, and tell whether it was submitted."""
        _job, is_new = self._started(key, work, arguments)
        return is_new

    def look(self, key: str, patience: float = 0.0) -> Progress | None:
        """Return the progress of the key's work after at most `patience` seconds, None where none began."""
        with self._lock:
            job = self._known.get(key)
            if job is None:
                return None
            self._known.move_to_end(key)
        wait([job], timeout=patience)
        if not job.done():
            return Progress("running", stage=job.stage)
        error = job.exception()
        if error is None:
            return Progress("done", job.result())
        if not isinstance(error, LaunchpadError):
            error = _unexpected(error)
        return Progress("failed", error=error)

    def once(self, key: str, work: Callable[..., Any], *arguments: Any) -> Any:
        """Return the work's result, waiting for it; whoever asks meanwhile waits for the same work.

        What failed raises for all who waited, and the next who asks tries again.
        """
        job, _is_new = self._started(key, work, arguments)
        try:
            return job.result()
        except Exception:
            self.forget(key)
            raise

    def forget(self, key: str) -> None:
        """Let the key be started anew; work that runs is not broken off."""
        with self._lock:
            self._known.pop(key, None)

    def _started(self, key: str, work: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[_Job, bool]:
        with self._lock:
            job = self._known.get(key)
            if job is not None:
                return job, False
            job = self._known[key] = _Job()
            self._pool.submit(_run, job, work, arguments)
            self._drop_oldest()
            return job, True

    def _drop_oldest(self) -> None:
        for key in [key for key, job in self._known.items() if job.done()]:
            if len(self._known) <= self._remembered:
                return
            del self._known[key]


def _run(job: _Job, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    _current.set(job)
    try:
        job.set_result(work(*arguments))
    except BaseException as error:
        job.set_exception(error)
    finally:
        _current.set(None)


def _unexpected(error: BaseException) -> LaunchpadError:
    import logging

    logging.getLogger(__name__).error("work in the background failed", exc_info=error)
    return LaunchpadError(
        _("Something went wrong that we didn't foresee."),
        _("Nothing was lost. Try again; the app's log has the details."),
    )


background = Background()
