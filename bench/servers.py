"""Context managers that run the measured servers as their users do."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from google.cloud import aiplatform, storage
from google.oauth2.credentials import Credentials

PROJECT, LOCATION, BUCKET = "launchpad-local", "us-central1", "bench"
IMAGE = "us-docker.pkg.dev/vertex-ai/prediction/sklearn-cpu.1-6:latest"
_PATIENCE = 120.0


@dataclass(frozen=True)
class Cloud:
    """A running local cloud."""

    url: str
    token: str
    process: int

    @property
    def headers(self) -> dict[str, str]:
        """The headers of requests."""
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def credentials(self) -> Credentials:
        """The credentials for Google's clients."""
        return Credentials(token=self.token)

    def storage(self) -> storage.Client:
        """Return a new client of Cloud Storage."""
        return storage.Client(PROJECT, self.credentials, client_options={"api_endpoint": self.url})


@contextmanager
def local_cloud(state_dir: Path) -> Iterator[Cloud]:
    """Run a local cloud until the block ends."""
    command = [sys.executable, "-m", "services.local_cloud", "--port", "0", "--state-dir", str(state_dir)]
    with subprocess.Popen(  # noqa: S603 - our own module
        [*command, "--until-stdin-closes"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        line = process.stdout.readline() if process.stdout else ""
        if not (ready := re.search(r"ready on (\S+)", line)):
            raise RuntimeError("The local cloud did not start.")
        try:
            yield Cloud(ready[1], (state_dir / "token").read_text().strip(), process.pid)
        finally:
            process.communicate(timeout=30)


@contextmanager
def deployed(cloud: Cloud, model: Path) -> Iterator[aiplatform.Endpoint]:
    """Deploy a model.joblib through the SDK, and undeploy it when the block ends."""
    aiplatform.init(
        project=PROJECT,
        location=LOCATION,
        api_endpoint=cloud.url,
        api_transport="rest",
        credentials=cloud.credentials,
    )
    client = cloud.storage()
    bucket = client.lookup_bucket(BUCKET) or client.create_bucket(BUCKET)
    bucket.blob(f"{model.parent.name}/model.joblib").upload_from_filename(model)
    uploaded = aiplatform.Model.upload(
        display_name="bench",
        artifact_uri=f"gs://{BUCKET}/{model.parent.name}",
        serving_container_image_uri=IMAGE,
    )
    endpoint = uploaded.deploy(machine_type="n1-standard-2", traffic_split={"0": 100})
    try:
        yield endpoint
    finally:
        endpoint.undeploy_all()


@contextmanager
def bare(model: Path) -> Iterator[str]:
    """Run the bare app and yield its predict address."""
    port = free_port()
    with process([sys.executable, "-m", "bench.bare", str(model), str(port)]):
        _wait(lambda: _listens(port))
        yield f"http://127.0.0.1:{port}/predict"


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def process(command: list[str], **more: object) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command until the block ends."""
    with subprocess.Popen(command, **more) as running:  # type: ignore[call-overload] # noqa: S603 - the caller's own
        try:
            yield running
        finally:
            running.terminate()


def wait_for(url: str) -> None:
    """Wait until an address answers 200."""

    def answers() -> bool:
        try:
            with urlopen(url, timeout=5) as reply:  # noqa: S310 - http, our own
                return bool(reply.status == 200)
        except OSError:
            return False

    _wait(answers)


def _listens(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def _wait(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            raise RuntimeError("A server did not start.")
        time.sleep(0.05)
