"""The real app behind a real Chromium.

`visit` opens a page of the session's one app and waits until its script has run. A test fails, too,
when a page logs an error or asks anything of another machine.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from services.runtime.launcher import answers
from services.settings import ROOT
from tests.network import departures, watched
from tests.polling import wait_until

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
START_SECONDS = 60
LOG_CHARACTERS = 6000


@dataclass(frozen=True)
class App:
    """One running app."""

    url: str
    state_dir: Path
    log: Path
    process_id: int = 0


@contextmanager
def running(folder: Path, port: int = 0) -> Iterator[App]:
    """Run the app in a state directory of its own, at a free port or this one, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = port or free.getsockname()[1]
    app = App(f"http://127.0.0.1:{port}", folder / "state", folder / "app.log")
    others = ("GOOGLE_", "LAUNCHPAD_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(others)}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with (
        app.log.open("wb") as log,
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment | watched() | {"LAUNCHPAD_STATE_DIR": str(app.state_dir)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        ) as process,
    ):
        try:
            wait_until(lambda: is_healthy(app, process), START_SECONDS)
            yield replace(app, process_id=process.pid)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
    assert departures(app.log) == []


def is_healthy(app: App, process: subprocess.Popen[bytes]) -> bool:
    assert process.poll() is None, f"the app didn't start:\n{app.log.read_text()[-LOG_CHARACTERS:]}"
    with suppress(OSError), urlopen(f"{app.url}/_stcore/health", timeout=2):
        return True
    return False


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app that most tests share, with its local cloud ready."""
    with running(tmp_path_factory.mktemp("app")) as app:
        wait_until(lambda: answers(app.state_dir), START_SECONDS)
        yield app


@pytest.fixture(scope="session")
def app_url(app: App) -> str:
    """The address of the app that most tests share."""
    return app.url


@pytest.fixture
def state_dir(tmp_path: Path) -> Path:
    """The state directory of `fresh_app`, for a test that prepares it."""
    (tmp_path / "state").mkdir()
    return tmp_path / "state"


@pytest.fixture
def fresh_app(state_dir: Path) -> Iterator[App]:
    """An app that nobody has visited yet; its local cloud may still be starting."""
    with running(state_dir.parent) as app:
        yield app


@pytest.fixture
def start_app(state_dir: Path) -> Callable[..., AbstractContextManager[App]]:
    """Start an app on the test's state directory, by default at a free port; it ends with its block."""
    return partial(running, state_dir.parent)


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Playwright for one module: its event loop must have ended before other tests run theirs."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium: Debian's, Google's or Playwright's own."""
    candidates = (
        shutil.which("chromium-headless-shell"),  # takes half the processor time of the others
        shutil.which("chromium"),
        shutil.which("google-chrome"),
        playwright.chromium.executable_path,
    )
    path = next((path for path in candidates if path and Path(path).exists()), None)
    if not path:
        pytest.skip("Chromium is missing; install it with: apt-get install chromium-headless-shell")
    browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A tab of its own, wide and light; an indirect parameter gives other options of its context."""
    look = getattr(request, "param", {})
    context = browser.new_context(**{"viewport": {"width": 1440, "height": 1000}} | look)
    page = context.new_page()
    page.set_default_timeout(60_000)
    expect.set_options(timeout=60_000)
    errors: list[str] = []
    outside: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if is_error(message) else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda sent: outside.append(sent.url) if leaves_machine(sent.url) else None)
    yield page
    context.close()
    assert outside == []
    assert errors == []


def is_error(message: object) -> bool:
    """Tell errors from what Chromium says by itself of answers that are none.

    Those are to Streamlit's search for its own base path, which 404s under a deep link, and to uploads
    that a test breaks off.
    """
    url = message.location["url"]  # type: ignore[attr-defined]
    return message.type == "error" and not any(each in url for each in ("/_stcore/", "/api/uploads"))  # type: ignore[attr-defined]


def leaves_machine(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:"))


@pytest.fixture
def visit(page: Page, app_url: str) -> Callable[..., Page]:
    """Open a path of the shared app and return the page once its script has run."""

    def visit(path: str = "/") -> Page:
        page.goto(app_url + path)
        page.wait_for_selector(SETTLED)
        return page

    return visit


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Show the app's log and the page's text beside a failed test."""
    report = yield
    if report.failed:
        used = item.funcargs  # type: ignore[attr-defined]
        for name in {"app", "fresh_app"} & used.keys():
            report.sections.append((f"log of {name}", used[name].log.read_text()[-LOG_CHARACTERS:]))
        if call.when == "call" and "page" in used:
            report.sections.append(("page", used["page"].locator("body").inner_text()[-LOG_CHARACTERS:]))
    return report
