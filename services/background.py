"""Work that outlives a page's run: submitted once under a key, looked at until it has ended."""

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from threading import Lock
from typing import Any, Literal

from services.errors import LaunchpadError
from services.words import _

REMEMBERED = 256


@dataclass(frozen=True)
class Progress:
    """How far a piece of work is: its result once done, its error once failed."""

    state: Literal["running", "done", "failed"]
    result: Any = None
    error: LaunchpadError | None = None


class Background:
    """Runs work in threads of its own, so that a click in the browser can't break it off.

    Starting a key that is known is a no-op: a button pressed three times submits once.
    """

    def __init__(self, workers: int = 8) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="background")
        self._known: OrderedDict[str, Future[Any]] = OrderedDict()
        self._lock = Lock()

    def start(self, key: str, work: Callable[..., Any], *arguments: Any) -> None:
        """Submit the work unless the key is known."""
        with self._lock:
            if key in self._known:
                return
            self._known[key] = self._pool.submit(work, *arguments)
            self._drop_oldest()

    def look(self, key: str, patience: float = 0.0) -> Progress | None:
        """Return the progress of the key's work after at most `patience` seconds, None where none began."""
        with self._lock:
            future = self._known.get(key)
        if future is None:
            return None
        wait([future], timeout=patience)
        if not future.done():
            return Progress("running")
        error = future.exception()
        if error is None:
            return Progress("done", future.result())
        if not isinstance(error, LaunchpadError):
            error = _unexpected(error)
        return Progress("failed", error=error)

    def forget(self, key: str) -> None:
        """Let the key be started anew; work that runs is not broken off."""
        with self._lock:
            self._known.pop(key, None)

    def _drop_oldest(self) -> None:
        for key in [key for key, future in self._known.items() if future.done()]:
            if len(self._known) <= REMEMBERED:
                return
            del self._known[key]


def _unexpected(error: BaseException) -> LaunchpadError:
    import logging

    logging.getLogger(__name__).error("work in the background failed", exc_info=error)
    return LaunchpadError(
        _("Something went wrong that we didn't foresee."),
        _("Nothing was lost. Try again; the app's log has the details."),
    )


background = Background()
