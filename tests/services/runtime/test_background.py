"""Background work is submitted once, looked at without waiting, and its failures stay in the family."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Event

import pytest

from services.errors import LaunchpadError, NotFound
from services.runtime.background import (
    UNUSED_SECONDS,
    WORKERS,
    Background,
    Stage,
    background,
    forget_unused,
    predictions,
    report,
)


@pytest.fixture
def work() -> Background:
    return Background(workers=2)


def ended(work: Background, key: str) -> None:
    wait([work._known[key]], timeout=10)


def test_a_key_pressed_three_times_runs_once(work: Background) -> None:
    gate, runs = Event(), []

    def job() -> str:
        runs.append(1)
        gate.wait(10)
        return "ready"

    assert [work.start("launch", job) for _press in range(3)] == [True, False, False]
    running = work.progress("launch")
    assert running is not None
    assert running.state == "running"
    gate.set()
    ended(work, "launch")
    done = work.progress("launch")
    assert done is not None
    assert (done.state, done.result, len(runs)) == ("done", "ready", 1)


@pytest.mark.parametrize(
    ("error", "kind", "code"),
    [(NotFound("gone"), NotFound, "gone"), (ZeroDivisionError("x"), LaunchpadError, "unexpected")],
)
def test_a_failure_is_an_error_of_the_family(
    work: Background, error: Exception, kind: type[LaunchpadError], code: str
) -> None:
    def job() -> None:
        raise error

    work.start("launch", job)
    ended(work, "launch")
    failed = work.progress("launch")
    assert failed is not None
    assert failed.state == "failed"
    assert type(failed.error) is kind
    assert failed.error.code == code


def test_an_unknown_key_has_no_progress_and_a_forgotten_one_starts_anew(work: Background) -> None:
    assert work.progress("launch") is None
    answers: list[Callable[[], int]] = [lambda: 1, lambda: 2]
    for answer in answers:
        work.start("launch", answer)
        ended(work, "launch")
        progress = work.progress("launch")
        assert progress is not None
        assert progress.result == answer()
        work.forget("launch")


def test_a_look_waits_no_longer_than_it_is_told(work: Background) -> None:
    gate = Event()
    work.start("slow", gate.wait, 10)
    progress = work.progress("slow", timeout=0.01)
    assert progress is not None
    assert progress.state == "running"
    gate.set()
    progress = work.progress("slow", timeout=10)
    assert progress is not None
    assert progress.result is True


def test_who_asks_at_once_waits_for_the_same_work(work: Background) -> None:
    gate, runs = Event(), []

    def job() -> int:
        runs.append(1)
        gate.wait(10)
        return 7

    with ThreadPoolExecutor(4) as askers:
        answers = [askers.submit(work.once, "profile", job) for _asker in range(4)]
        gate.set()
        assert [answer.result(10) for answer in answers] == [7] * 4
    assert len(runs) == 1


def test_work_says_what_it_is_at(work: Background) -> None:
    gate, said = Event(), Event()

    def job() -> None:
        report("reading_rows", 1, 4)
        said.set()
        gate.wait(10)

    work.start("read", job)
    said.wait(10)
    progress = work.progress("read")
    gate.set()
    assert progress is not None
    assert progress.stage == Stage("reading_rows", 1, 4)
    assert progress.stage.share == 0.25
    report("storing_table")  # outside of the background it does nothing


def test_only_so_much_is_remembered() -> None:
    work = Background(workers=1, remembered=2)
    for key in "abc":
        assert work.once(key, str.upper, key) == key.upper()
    assert work.progress("a") is None
    assert work.progress("c") is not None


class Gates:
    """Works that wait until a test lets them end, by their keys."""

    def __init__(self, work: Background) -> None:
        self._work = work
        self._gates: dict[str, Event] = {}
        self.begun: dict[str, Event] = {}

    def submit(self, key: str, session: str = "", resource: str = "") -> None:
        gate, begun = self._gates[key], self.begun[key] = Event(), Event()

        def wait_at_gate() -> str:
            begun.set()
            assert gate.wait(10)
            return key

        self._work.submit(key, wait_at_gate, session, resource)

    def end(self, *keys: str) -> None:
        for key in keys:
            self._gates[key].set()
            ended(self._work, key)

    def stages(self) -> str:
        """The stage of each running work as its first letter, in the order of their submission."""
        looks = [self._work.progress(key) for key in self._gates]
        return "".join(look.stage.code[0] for look in looks if look and look.state == "running")


@pytest.fixture
def gates() -> Iterator[Gates]:
    """Works with nine workers, of which a session or a resource gets two."""
    gates = Gates(Background(workers=9, share=2))
    yield gates
    gates.end(*gates.begun)


@pytest.mark.parametrize("shared", ["session", "resource"])
def test_eight_slow_works_leave_workers_to_a_ninth(gates: Gates, shared: str) -> None:
    for number in range(8):
        gates.submit(f"slow {number}", **{shared: "busy"})
    assert gates.stages() == "wwqqqqqq"
    gates.submit("ninth", **{shared: "another"})
    assert gates.begun["ninth"].wait(10)
    gates.end("ninth")
    assert gates.stages() == "wwqqqqqq"


def test_queued_work_starts_in_its_order_once_its_session_has_a_worker(gates: Gates) -> None:
    for key in ("a", "b", "c", "d"):
        gates.submit(key, session="one")
    gates.end("a")
    assert gates.begun["c"].wait(10)
    assert gates.stages() == "wwq"
    gates.end("b")
    assert gates.begun["d"].wait(10)
    assert gates.stages() == "ww"


def test_work_counts_for_its_session_and_for_its_resource(gates: Gates) -> None:
    for key, session in (("a", "one"), ("b", "two"), ("c", "three")):
        gates.submit(key, session, "endpoint")
    gates.submit("d", "three", "other endpoint")
    assert gates.stages() == "wwqw"


def test_all_workers_busy_is_a_queue_for_everyone() -> None:
    gates = Gates(Background(workers=1))
    gates.submit("a")
    gates.submit("b", "another session")
    assert gates.stages() == "wq"
    gates.end("a")
    assert gates.begun["b"].wait(10)
    gates.end("b")


def test_queued_work_that_fails_frees_its_worker(work: Background) -> None:
    for key in "abc":
        work.submit(key, lambda: 1 // 0, "one")
    for key in "abc":
        ended(work, key)
    assert work.once("d", str.upper, "d") == "D"


def test_work_tells_how_long_ago_it_was_submitted() -> None:
    now = [100.0]
    work, gate = Background(clock=lambda: now[0]), Event()
    work.start("slow", gate.wait, 10)
    now[0] = 112.0
    progress = work.progress("slow")
    gate.set()
    assert progress is not None
    assert progress.stage.seconds == 12


def test_predictions_have_workers_of_their_own() -> None:
    gate = Event()
    keys = [f"slow {number}" for number in range(WORKERS + 1)]
    for key in keys:
        background.start(key, gate.wait, 10)
    last = background.progress(keys[-1])
    assert last is not None
    assert last.stage.code == "queued"
    assert predictions.once("quick", str.upper, "a") == "A"
    gate.set()
    for key in keys:
        ended(background, key)
        background.forget(key)
    predictions.forget("quick")


def test_the_result_that_nobody_looks_at_is_forgotten() -> None:
    now = [0.0]
    work = Background(clock=lambda: now[0])
    for key in "ab":
        work.once(key, str.upper, key)
    now[0] = UNUSED_SECONDS - 1
    assert work.progress("b") is not None
    now[0] = UNUSED_SECONDS
    forget_unused()
    assert work.progress("a") is None
    assert work.progress("b") is not None
