"""Every page while one of its calls goes wrong: it says so in a sentence and in time, and recovers."""

import logging
import random
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from services.local_cloud.methods import method_of
from services.runtime import deadline
from services.settings import ROOT
from services.vertex import connection, objects
from services.vertex.datasets import Dataset
from services.vertex.endpoints import Endpoint
from services.vertex.training import Run
from tests.pages.faults import FAULTS, PLANNED, SAYS_WITHIN, forget_all, says_something, uncaught
from tests.pages.screen import keys

PAGES = ("overview.py", "data.py", "train.py", "deploy.py", "playground.py")
OPTIONAL = {"storage.objects.list"}  # a run is shown without its score
# What Google answers where there is nothing; and what its clients take for that.
NOTHING = {
    "return-404",
    "return-empty-json",
    "return-other-json",
    "return-huge-json",
    "return-json-error-in-200",
}
CHOSEN = 2  # faults of a page in the short form
TTL = 61.0  # seconds, after which everything that others may change is read again
TRIES = 2  # of a page that is late on a busy machine
RUNS = 40  # of a page, until its work in the background has ended

_logger = logging.getLogger(__name__)

# The storage client leaves the connection of a download that failed to the garbage collector.
pytestmark = [
    pytest.mark.usefixtures("collected_garbage"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


class CacheClock:
    """The clock of what is cached, which a test puts forward."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self._ahead

    def pass_by(self, seconds: float) -> None:
        """Let seconds pass."""
        self._ahead += seconds


@dataclass(frozen=True)
class Visit:
    """A page opened with all that it shows, what it calls, and its keys where nothing goes wrong."""

    app: AppTest
    methods: tuple[str, ...]
    keys: frozenset[str]


@pytest.fixture
def cache_clock(monkeypatch: pytest.MonkeyPatch) -> CacheClock:
    clock = CacheClock()
    monkeypatch.setattr("streamlit.runtime.caching.cache_utils.TTLCACHE_TIMER", clock)
    return clock


@pytest.fixture
def open_anew(text_dataset: Dataset, text_run: Run, live_endpoint: Endpoint) -> Callable[[str], AppTest]:
    """Open a page with all that it shows, and nothing of what was read before."""
    context = {
        "dataset": text_dataset.id,
        "run": text_run.id,
        "model": text_run.model_id,
        "endpoint": live_endpoint.id,
    }

    def open_anew(page: str) -> AppTest:
        forget_all()
        app = AppTest.from_file(str(ROOT / "pages" / "shell.py"), default_timeout=60)
        for name, value in context.items():
            app.query_params[name] = value
        return app.switch_page(page).run()

    return open_anew


@pytest.fixture
def visit(open_anew: Callable[[str], AppTest], calls: list[str]) -> Callable[[str], Visit]:
    """Open a page without a fault, and note what it calls."""

    def visit(page: str) -> Visit:
        calls.clear()
        app = settled(open_anew(page))
        assert not app.error
        called = {method_of(*call.split(" ")).name for call in calls}
        assert called
        return Visit(app, tuple(sorted(called)), frozenset(keys(app)))

    return visit


def settled(app: AppTest) -> AppTest:
    """Run a page again until nothing that it started in the background is under way."""
    for _run in range(RUNS):
        if not app.get("status"):
            break
        app.run()
    return app


def check(
    page: str,
    pairs: list[tuple[str, str]],
    open_anew: Callable[[str], AppTest],
    faults: Any,
    whole: frozenset[str],
    clock: CacheClock,
    hurry: Callable[[], AbstractContextManager[None]] = nullcontext,
    seen: Callable[[str, str, float], None] = lambda *_: None,
) -> list[str]:
    """Return what a page does wrong while a call meets a fault, for each pair, and after it."""
    wrong = []
    for method, fault in pairs:
        faults.plan(method, *[fault] * PLANNED)
        for _try in range(TRIES):
            began = time.monotonic()
            with hurry():
                app = open_anew(page)
            seconds = time.monotonic() - began
            if seconds <= SAYS_WITHIN:
                break
        seen(method, fault, seconds)
        problems = uncaught(app)
        is_whole = whole <= keys(app) or method in OPTIONAL or fault in NOTHING
        if not is_whole and not says_something(app) and not app.get("status"):
            problems.append(f"nothing says why the page lacks {sorted(whole - keys(app))[:5]}")
        faults.clear()
        clock.pass_by(TTL)
        problems += [f"after it: {text}" for text in recovered(app, whole)]
        wrong += [f"{method}, {fault}: {text}" for text in problems]
    return wrong


def recovered(app: AppTest, whole: frozenset[str]) -> list[str]:
    """Run a page again once a fault is over, and return what is still wrong."""
    for button in app.button:
        if "retry" in (button.key or ""):
            button.click()
    settled(app.run())
    lacking = sorted(whole - keys(app))
    return [
        *uncaught(app),
        *(error.value for error in app.error),
        *([f"the page lacks {lacking[:5]}"] if lacking else []),
    ]


@pytest.mark.parametrize("page", PAGES)
def test_a_fault_is_a_sentence_in_time_and_leaves_nothing(
    page: str,
    visit: Callable[[str], Visit],
    open_anew: Callable[[str], AppTest],
    faults: Any,
    cache_clock: CacheClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    @contextmanager
    def hurry() -> Iterator[None]:
        # A call waits longer than its page may, so that it is the deadline that ends it.
        with monkeypatch.context() as patch:
            for module in (connection, objects):
                patch.setattr(module, "READ_TIMEOUT", 300.0)
            patch.setattr(deadline, "PAGE_SECONDS", 1.0)
            yield

    chosen = random.Random(page)  # noqa: S311 - the same faults at each run
    visited = visit(page)
    pairs = [(chosen.choice(visited.methods), fault) for fault in chosen.sample(FAULTS, CHOSEN)]
    pairs = [(visited.methods[0], "trickle"), *pairs]
    assert check(page, pairs, open_anew, faults, visited.keys, cache_clock, hurry) == []


@pytest.mark.soak
@pytest.mark.parametrize("page", PAGES)
def test_every_fault_of_every_call_is_a_sentence_within_15_seconds_and_leaves_nothing(
    page: str,
    visit: Callable[[str], Visit],
    open_anew: Callable[[str], AppTest],
    faults: Any,
    cache_clock: CacheClock,
) -> None:
    taken: dict[tuple[str, str], float] = {}
    visited = visit(page)
    pairs = [(method, fault) for method in visited.methods for fault in FAULTS]

    def seen(method: str, fault: str, seconds: float) -> None:
        taken[method, fault] = seconds
        _logger.info("%s, %s, %s: %.1f s", page, method, fault, seconds)

    wrong = check(page, pairs, open_anew, faults, visited.keys, cache_clock, seen=seen)
    wrong += [f"{pair}: {seconds:.1f} s" for pair, seconds in taken.items() if seconds > SAYS_WITHIN]
    slowest = max(taken, key=lambda pair: taken[pair])
    _logger.info(
        *("%s: %s faults x %s calls, slowest %.1f s, %s", page, len(FAULTS), len(visited.methods)),
        *(taken[slowest], slowest),
    )
    assert wrong == [], "\n".join(wrong)
