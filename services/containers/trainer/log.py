"""What the log says: counts with nouns, and the progress of a fit.

scikit-learn has no callbacks, but verbose estimators print their iterations.
"""

import io
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any

_ITERATION = re.compile(r"\[(?P<done>\d+)/(?P<total>\d+)\]|building tree (?P<tree>\d+) of (?P<trees>\d+)")
_PARALLEL = "[Parallel("  # how the lines of joblib begin, which forests print to standard error

SECONDS = 1.0  # at least, between two lines
SHARE = 0.05  # of the iterations, after which there is a line
LONGEST = 10.0  # seconds, after which there is one however slow the fit is


def counted(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun, such as "1,200 rows"; `many` is an irregular plural."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


class Progress:
    """Logs the iterations of fits by lines such as "Fitting: 40 of 200 iterations".

    `verbosity` is the `verbose` at which the estimator prints its iterations; with 0 nothing is logged.
    """

    def __init__(self, say: Callable[[str], object], title: str, verbosity: int) -> None:
        self._say = say
        self._title = title
        self.verbosity = verbosity

    @contextmanager
    def logged(self, detail: str = "") -> Iterator[None]:
        """Log what verbose estimators print meanwhile; `detail` ends the lines."""
        if not self.verbosity:
            yield
            return
        output = sys.stdout
        pace = _Pace()

        def read(text: str) -> None:
            match = _ITERATION.match(text)
            if match is None:
                return
            unit = "trees" if match["trees"] else "iterations"
            done, total = int(match["done"] or match["tree"]), int(match["total"] or match["trees"])
            if pace.is_due(done, total):
                with redirect_stdout(output):
                    self._say(f"{self._title}: {done} of {total} {unit}{detail}")

        with redirect_stdout(_Output(read)), redirect_stderr(_Output(_without_joblib(sys.stderr.write))):
            yield


def quiet(*estimators: Any) -> None:
    """Reset the verbosity of estimators that were fitted, so that the artifact prints nothing."""
    for estimator in estimators:
        if "verbose" in estimator.get_params(deep=False):
            estimator.set_params(verbose=0)


class _Pace:
    """Decides when the next line is due, so that the log stays short."""

    def __init__(self) -> None:
        self._last, self._share = time.monotonic(), 0.0

    def is_due(self, done: int, total: int) -> bool:
        passed = time.monotonic() - self._last
        if passed < SECONDS or (passed < LONGEST and done / total < self._share + SHARE):
            return False
        self._last, self._share = time.monotonic(), done / total
        return True


class _Output(io.TextIOBase):
    """A stream that passes each written text to a function."""

    def __init__(self, read: Callable[[str], object]) -> None:
        self._read = read

    def write(self, text: str) -> int:
        self._read(text)
        return len(text)


def _without_joblib(write: Callable[[str], object]) -> Callable[[str], object]:
    return lambda text: None if text.startswith(_PARALLEL) else write(text)
