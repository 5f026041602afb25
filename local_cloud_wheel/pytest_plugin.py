"""Fixtures of pytest: a local cloud for the session, and Google's SDK initialised with it."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from services.local_cloud.__main__ import BUCKET, LOCATION, PROJECT, variables
from services.local_cloud.state.state_dir import find_running

READY = "local cloud ready on"


@dataclass(frozen=True)
class LocalCloud:
    """A running local cloud: its address, its owner's token and the names that it serves."""

    url: str
    token: str
    project: str = PROJECT
    location: str = LOCATION
    bucket: str = BUCKET

    @property
    def credentials(self) -> Any:
        """Credentials that Google's clients accept."""
        from google.oauth2.credentials import Credentials

        return Credentials(token=self.token)

    @property
    def variables(self) -> Mapping[str, str]:
        """The environment variables by which another process finds it."""
        return variables(self.url, self.token)


@contextmanager
def running(folder: Path) -> Iterator[LocalCloud]:
    """Start a local cloud on a free port, with its state in a folder, and stop it by closing its input."""
    log = folder / "local_cloud.log"
    state_dir = folder / "state"
    options = ("--port", "0", "--faults", "--until-stdin-closes", "--state-dir", str(state_dir))
    with (
        log.open("w") as errors,
        subprocess.Popen(
            [sys.executable, "-m", "services.local_cloud", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            if READY not in process.stdout.readline():
                pytest.fail(f"The local cloud didn't start:\n{log.read_text()}")
            yield LocalCloud(*find_running(state_dir.resolve()))
        finally:
            process.stdin.close()


@pytest.fixture(scope="session")
def vertex_local_cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCloud]:
    """A local cloud that the tests of the session share."""
    with running(tmp_path_factory.mktemp("vertex_local_cloud")) as cloud:
        yield cloud


@pytest.fixture
def local_vertex(vertex_local_cloud: LocalCloud, monkeypatch: pytest.MonkeyPatch) -> LocalCloud:
    """The shared local cloud, with aiplatform.init called and the environment set for Google's clients."""
    from google.cloud import aiplatform

    for name, value in vertex_local_cloud.variables.items():
        monkeypatch.setenv(name, value)
    aiplatform.init(
        project=vertex_local_cloud.project,
        location=vertex_local_cloud.location,
        staging_bucket=f"gs://{vertex_local_cloud.bucket}",
        api_endpoint=vertex_local_cloud.url,
        api_transport="rest",
        credentials=vertex_local_cloud.credentials,
    )
    return vertex_local_cloud
