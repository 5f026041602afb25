"""Every change while one of its calls goes wrong: it is made once, or a sentence says that it isn't."""

import logging
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest

from services.local_cloud.methods import method_of
from services.settings import Target
from services.vertex import connection, datasets, endpoints, failures, models, objects, training
from tests.pages import submission
from tests.pages.changes.change import Change
from tests.pages.changes.world import World
from tests.pages.faults import FAULTS, LOST, PLANNED, SAYS_WITHIN, forget_all, uncaught
from tests.pages.screen import keys
from tests.polling import wait_until

CHANGES = (
    *("store", "save recipe", "rename", "delete dataset", "launch", "cancel", "delete run", "delete model"),
    *("delete version", "create endpoint", "deploy", "undeploy", "traffic", "predict", "delete endpoint"),
)
QUICK = ("store", "save recipe", "rename", "delete dataset", "delete endpoint")  # in the short form
READ_SECONDS, WRITE_SECONDS = 1.0, 4.0
LOOKS = (0.0, 0.5, 1.5)  # longer than LATER_SECONDS of the local cloud's faults
AGAIN_SECONDS = 20.0  # in which a change can be made once the fault is over
_logger = logging.getLogger(__name__)

# The storage client leaves the connection of a download that failed to the garbage collector.
pytestmark = [
    pytest.mark.usefixtures("collected_garbage"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def world(here: Target, request: pytest.FixtureRequest) -> Iterator[World]:
    world = World(here, request.getfixturevalue)
    yield world
    world.end()


class Pressed:
    """A page with a form that submits one change."""

    def __init__(self, change: Change, thing: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        self.slowest = 0.0
        self.app = submission.page(partial(change.call, thing), change.creates, monkeypatch)
        self._run()

    def press(self, key: str) -> str:
        """Press a button, run the page until there is an outcome, and return it: done or failed."""
        self.app.button(key=key).click()
        self._run()
        return str(wait_until(self._outcome, pause=0.1))

    @property
    def retry(self) -> str:
        """The key of the button that does it again."""
        buttons = [button.key for button in self.app.button if button.key != "press"]
        again = [key for key in buttons if key.endswith(("_retry", "_apply_again"))]
        return again[0] if again else ""

    def _outcome(self) -> str:
        if self.app.error or self.app.exception:
            return "failed"
        if "done" in keys(self.app):
            return "done"
        self._run()
        return ""

    def _run(self) -> None:
        began = time.monotonic()
        self.app.run()
        self.slowest = max(self.slowest, time.monotonic() - began)


def check(
    change: Change, thing: Any, method: str, fault: str, faults: Any, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[str], bool, float]:
    """Return what a change that meets a fault does wrong, whether it is made, and the slowest of its runs."""
    forget_all()
    page = Pressed(change, thing, monkeypatch)
    faults.plan(method, *[fault] * PLANNED)
    with hurry(monkeypatch):
        outcome = page.press("press")
    wrong = uncaught(page.app)
    faults.clear()
    is_own = method == change.method
    if outcome == "failed" and (is_own or not change.is_dear):
        outcome, more = repeated(page)
        wrong += more
    # The cloud says that what is to be deleted isn't there, and so it is taken for deleted.
    is_denied = fault == "return-404" and is_own
    wrong += change.wrong(thing, outcome == "done" and not is_denied)
    return wrong, outcome == "done", page.slowest


def repeated(page: Pressed) -> tuple[str, list[str]]:
    """Do a change again once the fault is over, as its reader does while the endpoint still changes."""
    wrong: list[str] = []

    def is_done() -> bool:
        key = page.retry
        if not key:
            (dismiss,) = (button.key for button in page.app.button if button.key.endswith("_dismiss"))
            page.app.button(key=dismiss).click().run()
            key = "press"
        outcome = page.press(key)
        wrong.extend(uncaught(page.app))
        return outcome == "done"

    try:
        wait_until(is_done, AGAIN_SECONDS, pause=0.5)
    except AssertionError:
        return "failed", [*wrong, f"again: {[error.value for error in page.app.error]}"]
    return "done", wrong


@contextmanager
def hurry(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let calls wait for seconds only."""
    with monkeypatch.context() as patch:
        for module in (connection, objects):
            patch.setattr(module, "READ_TIMEOUT", READ_SECONDS)
        for module in (connection, objects, datasets, endpoints, models, training):
            patch.setattr(module, "WRITE_TIMEOUT", WRITE_SECONDS)
        patch.setattr(failures, "LOOKS", LOOKS)
        yield


@pytest.mark.parametrize("name", QUICK)
def test_a_change_that_meets_a_fault_is_made_once_or_a_sentence(
    name: str, world: World, faults: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = world.changes()[name]
    fault = random.Random(name).choice((*FAULTS, *LOST))  # noqa: S311 - the same at each run
    thing = change.prepare()
    wrong, _is_done, _seconds = check(change, thing, change.method, fault, faults, monkeypatch)
    assert wrong == []
    change.undo(thing)


@pytest.mark.soak
@pytest.mark.parametrize("name", CHANGES)
def test_every_fault_of_every_call_of_a_change_is_a_sentence_and_nothing_is_made_twice(
    name: str, world: World, faults: Any, calls: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    change = world.changes()[name]
    thing = change.prepare()
    forget_all()
    page = Pressed(change, thing, monkeypatch)
    calls.clear()
    assert page.press("press") == "done"
    methods = sorted({method_of(*call.split(" ")).name for call in calls})
    assert change.method in methods
    assert change.wrong(thing, True) == []
    change.undo(thing)
    wrong, slowest, thing = [], 0.0, None
    methods.sort(key=lambda method: method != change.method)
    pairs = [(change.method, fault) for fault in LOST]
    pairs += [(method, fault) for method in methods for fault in FAULTS]
    for method, fault in pairs:
        thing = change.prepare() if thing is None else thing
        problems, is_done, seconds = check(change, thing, method, fault, faults, monkeypatch)
        _logger.info("%s, %s, %s: %.1f s %s", name, method, fault, seconds, problems)
        wrong += [f"{method}, {fault}: {text}" for text in problems]
        if seconds > SAYS_WITHIN:
            wrong.append(f"{method}, {fault}: {seconds:.1f} s")
        slowest = max(slowest, seconds)
        if is_done or change.creates or not change.is_dear:
            change.undo(thing)
            thing = None
    if thing is not None:
        change.undo(thing)
    _logger.info("%s: %s pairs of a fault and a call, slowest %.1f s", name, len(pairs), slowest)
    assert wrong == [], "\n".join(wrong)
