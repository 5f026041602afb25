"""A page of a test's own, for what the pages of the app show only by chance, served by Streamlit."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from services.settings import ROOT
from tests.browser.conftest import START_SECONDS
from tests.polling import wait_until


@contextmanager
def served(script: str, folder: Path, environment: dict[str, str]) -> Iterator[str]:
    """Serve a script of this folder from another one, and return its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    path = ROOT / "tests" / "browser" / script
    command = [sys.executable, "-m", "streamlit", "run", str(path), "--server.port", str(port)]
    with subprocess.Popen(
        [*command, "--server.headless", "true", "--browser.gatherUsageStats", "false"],
        cwd=folder,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
    ) as server:
        try:
            wait_until(lambda: _is_healthy(port), START_SECONDS)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _is_healthy(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
            return True
    except OSError:
        return False
