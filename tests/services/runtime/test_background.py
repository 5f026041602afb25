"""Background work is submitted once, looked at without waiting, and its failures stay in the family."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Event

import pytest

from services.errors import LaunchpadError, NotFound
from services.runtime.background import Background, Stage, report


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
