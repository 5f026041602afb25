"""Every page while one of its calls goes wrong: it says so in a sentence and in time, and recovers."""

import random
from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from services.local_cloud.methods import method_of
from services.runtime import deadline
from services.runtime.background import background
from services.settings import ROOT
from services.vertex import connection, objects
from services.vertex.datasets import Dataset
from services.vertex.endpoints import Endpoint
from services.vertex.training import Run
from tests.pages.faults import FAULTS, PLANNED, SLOW, uncaught

PAGES = ("overview.py", "data.py", "train.py", "deploy.py", "playground.py")
OPTIONAL = {"storage.objects.list"}  # a run is shown without its score
CHOSEN = 3  # faults of a page in the short form

# The storage client leaves the connection of a download that failed to the garbage collector.
pytestmark = [
    pytest.mark.usefixtures("collected_garbage"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def open_anew(text_dataset: Dataset, text_run: Run, live_endpoint: Endpoint) -> Callable[[str], AppTest]:
    """Open a page with all that it shows, and nothing of what was read before."""
    shown = {
        "overview.py": {},
        "data.py": {"dataset": text_dataset.id},
        "train.py": {"dataset": text_dataset.id, "run": text_run.id},
        "deploy.py": {"model": text_run.model_id, "endpoint": live_endpoint.id},
        "playground.py": {"endpoint": live_endpoint.id},
    }

    def open_anew(page: str) -> AppTest:
        st.cache_data.clear()
        st.cache_resource.clear()
        for key in list(background._known):
            background.forget(key)
        app = AppTest.from_file(str(ROOT / "pages" / "shell.py"), default_timeout=60)
        for name, value in shown[page].items():
            app.query_params[name] = value
        return app.switch_page(page).run()

    return open_anew


@pytest.fixture
def methods(open_anew: Callable[[str], AppTest], calls: list[str]) -> Callable[[str], list[str]]:
    """The methods of Google's that a page calls."""

    def methods(page: str) -> list[str]:
        calls.clear()
        app = open_anew(page)
        assert not app.error
        called = {method_of(*call.split(" ")).name for call in calls}
        assert called
        return sorted(called)

    return methods


def check(
    page: str,
    pairs: list[tuple[str, str]],
    open_anew: Callable[[str], AppTest],
    faults: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A call waits longer than its page may, so that it is the deadline that ends it.
    for module in (connection, objects):
        monkeypatch.setattr(module, "READ_TIMEOUT", 300.0)
    monkeypatch.setattr(deadline, "PAGE_SECONDS", 1.0)
    wrong = []
    for method, fault in pairs:
        faults.plan(method, *[fault] * PLANNED)
        app = open_anew(page)
        faults.clear()
        problems = uncaught(app)
        if fault in SLOW and method not in OPTIONAL and not app.error:
            problems.append("nothing says that the cloud didn't answer")
        wrong += [f"{method}, {fault}: {text}" for text in problems]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("page", PAGES)
def test_a_fault_is_a_sentence_in_time(
    page: str,
    methods: Callable[[str], list[str]],
    open_anew: Callable[[str], AppTest],
    faults: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen = random.Random(page)  # noqa: S311 - the same faults at each run
    called = methods(page)
    pairs = [(chosen.choice(called), fault) for fault in chosen.sample(FAULTS, CHOSEN)]
    with monkeypatch.context() as patch:
        check(page, [(called[0], "trickle"), *pairs], open_anew, faults, patch)
    assert not open_anew(page).error


@pytest.mark.soak
@pytest.mark.parametrize("page", PAGES)
def test_every_fault_of_every_call_is_a_sentence_in_time(
    page: str,
    methods: Callable[[str], list[str]],
    open_anew: Callable[[str], AppTest],
    faults: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pairs = [(method, fault) for method in methods(page) for fault in FAULTS]
    check(page, pairs, open_anew, faults, monkeypatch)
