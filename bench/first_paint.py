"""Measure when a browser shows the heading of an app that just started, beside a trivial Streamlit app."""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, Playwright, sync_playwright

from services.settings import ROOT

ROUNDS = 9
_TRIVIAL = 'import streamlit as st\n\nst.title("Trivial")\n'
_SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_PATIENCE = 60.0


def measure(folder: Path, say: Callable[[str], None]) -> None:
    """Print the medians of both apps' cold starts, in alternating rounds, and their ratios."""
    script = folder / "trivial.py"
    script.write_text(_TRIVIAL)
    shown: dict[str, list[tuple[float, float]]] = {"app": [], "trivial": []}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(playwright), args=_ARGUMENTS)
        for number in range(ROUNDS + 1):
            ours = _first_visit(browser, ROOT / "app.py", folder / f"paint-{number}")
            trivial = _first_visit(browser, script, folder / f"trivial-{number}")
            if number:  # the first round fills the caches of the disk and of Python
                shown["app"].append(ours)
                shown["trivial"].append(trivial)
        browser.close()
    say("| after the server answers, median ms | heading | settled |\n|---|---|---|")
    medians = {
        name: [statistics.median(column) for column in zip(*times, strict=True)]
        for name, times in shown.items()
    }
    for name, title in (("app", "Overview of a new installation"), ("trivial", "trivial Streamlit app")):
        heading, settled = medians[name]
        say(f"| {title} | {heading:.0f} | {settled:.0f} |")
    ratios = [ours / trivial for ours, trivial in zip(medians["app"], medians["trivial"], strict=True)]
    say(f"| ratio | {ratios[0]:.2f} | {ratios[1]:.2f} |")


def _chromium(playwright: Playwright) -> str:
    installed = shutil.which("chromium") or shutil.which("google-chrome")
    return installed or playwright.chromium.executable_path


def _first_visit(browser: Browser, script: Path, state_dir: Path) -> tuple[float, float]:
    """Return after how many milliseconds a fresh browser shows the heading and the page has settled."""
    with server(script, state_dir) as url:
        page = browser.new_context().new_page()
        began = time.perf_counter()
        page.goto(url, wait_until="commit")
        page.wait_for_selector("h1", timeout=_PATIENCE * 1000)
        heading = time.perf_counter() - began
        page.wait_for_selector(_SETTLED, timeout=_PATIENCE * 1000)
        settled = time.perf_counter() - began
        page.context.close()
    return heading * 1000, settled * 1000


@contextmanager
def server(script: Path, state_dir: Path) -> Iterator[str]:
    """Run a Streamlit app until the block ends; enter the block once its server answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    with subprocess.Popen(  # noqa: S603 - our own scripts
        [*command, "--server.headless", "true", "--browser.gatherUsageStats", "false"],
        cwd=script.parent,
        env=os.environ | {"LAUNCHPAD_STATE_DIR": str(state_dir)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            _await_answer(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _await_answer(port: int) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError("The server did not answer.")
