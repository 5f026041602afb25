"""Pages as a reader meets them: the frame around them, the local cloud behind, no browser."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from services import settings
from services.runtime.submitted import submitted
from services.settings import ROOT

DEADLINE_SECONDS = 60.0


@pytest.fixture(autouse=True)
def _fresh_caches(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Caches and failed work outlive a test, and no test looks for Google's machines."""
    monkeypatch.setenv("NO_GCE_CHECK", "true")
    st.cache_data.clear()
    st.cache_resource.clear()
    settings.target.cache_clear()
    submitted.clear()
    yield
    st.cache_data.clear()
    st.cache_resource.clear()
    settings.target.cache_clear()


@pytest.fixture
def still_caches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no time pass for caches, whose reads of what others may change expire after seconds."""
    now = time.monotonic()
    monkeypatch.setattr("streamlit.runtime.caching.cache_utils.TTLCACHE_TIMER", lambda: now)


@pytest.fixture
def open_page(local_cloud: Any) -> Callable[..., AppTest]:  # noqa: ARG001 - pages are for its pace
    """Open a page of the app, by its file, with what its URL holds."""

    def open_page(page: str, **params: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "pages" / "shell.py"), default_timeout=60)
        app.run()
        for name, value in params.items():
            app.query_params[name] = value
        app.switch_page(page).run()
        assert not app.exception
        return app

    return open_page


@pytest.fixture
def run_until() -> Callable[..., AppTest]:
    """Run a page again, as its fragments do in a browser, until a condition holds."""

    def run_until(app: AppTest, condition: Callable[[AppTest], Any]) -> AppTest:
        deadline = time.monotonic() + DEADLINE_SECONDS
        while not condition(app):
            assert time.monotonic() < deadline, [each.value for each in (*app.error, *app.markdown)]
            time.sleep(0.2)
            app.run()
            assert not app.exception
        return app

    return run_until


@pytest.fixture
def empty_project(local_cloud: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project of the local cloud in which there is nothing yet."""
    empty = settings.Target("local", "nothing-here", "us-central1", "launchpad-local", local_cloud.state_dir)
    monkeypatch.setattr(settings, "read_target", lambda _environment: empty)


@pytest.fixture
def no_local_cloud(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """A state directory that no local cloud serves."""
    monkeypatch.setenv("LAUNCHPAD_STATE_DIR", str(tmp_path))
