"""One local cloud for the whole run, started as a user starts it, and what tests need of it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import requests

from services import intake
from services.catalogue import catalogue
from services.data import samples
from services.data.reading import read_csv
from services.settings import ROOT, Target, read_target, target
from services.vertex import datasets, endpoints, models, objects, operations, training
from services.vertex.datasets import Dataset
from services.vertex.endpoints import Deployment, Endpoint
from services.vertex.training import Run, TrainingRequest

pytest_plugins = ("tests.bad_tables",)

READY_SECONDS = 30.0
LOG_LINES = 40
_numbers = count(1)
_logs: set[Path] = set()
_recordings: set[Path] = set()


@dataclass(frozen=True)
class LocalCloud:
    """A running local cloud: its address, its owner's token, where its state is, and its process."""

    url: str
    token: str
    state_dir: Path
    process: subprocess.Popen[str]

    @property
    def credentials(self) -> Any:
        """Credentials that google's clients accept."""
        from google.oauth2.credentials import Credentials

        return Credentials(token=self.token)

    def storage(self) -> Any:
        """Return a new storage client."""
        from google.cloud import storage

        return storage.Client("launchpad-local", self.credentials, client_options={"api_endpoint": self.url})


def clean_environment() -> dict[str, str]:
    """Return the environment without anything of Google's or of the product's."""
    dropped = ("GOOGLE_", "LAUNCHPAD_", "STORAGE_EMULATOR_HOST", "CLOUDSDK_")
    return {name: value for name, value in os.environ.items() if not name.startswith(dropped)}


@contextmanager
def running_local_cloud(
    state_dir: Path, *options: str, environment: Mapping[str, str] | None = None
) -> Iterator[LocalCloud]:
    """Start `python -m services.local_cloud` on a free port and stop it by closing its input."""
    log = state_dir.with_name(state_dir.name + ".log")
    _logs.add(log)
    recording = state_dir.with_name(state_dir.name + ".replies")
    _recordings.add(recording)
    command = [sys.executable, "-m", "services.local_cloud", "--port", "0", "--until-stdin-closes"]
    command += ["--record", str(recording)]
    with log.open("a") as stderr:
        process = subprocess.Popen(
            [*command, "--state-dir", str(state_dir), *options],
            cwd=ROOT,
            env=clean_environment() | {"PYTHONFAULTHANDLER": "1"} | dict(environment or {}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )
    with process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line.startswith("local cloud ready on "), line or log.read_text()
            token = (state_dir / "token").read_text().strip()
            yield LocalCloud(line.split()[-1], token, state_dir, process)
        finally:
            stop(process)


def stop(process: subprocess.Popen[str]) -> None:
    """Close a local cloud's input and see it end; kill it where it doesn't."""
    assert process.stdin is not None
    process.stdin.close()
    try:
        process.wait(READY_SECONDS)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        raise


@pytest.fixture(scope="session")
def local_cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCloud]:
    """The run's one local cloud; the environment leads the app's code and the SDK to it."""
    state_dir = tmp_path_factory.mktemp("local_cloud") / "state"
    with running_local_cloud(state_dir, "--faults") as cloud, pytest.MonkeyPatch.context() as environment:
        for name in os.environ.keys() - clean_environment().keys():
            environment.delenv(name)
        environment.setenv("LAUNCHPAD_TARGET", "local")
        environment.setenv("LAUNCHPAD_STATE_DIR", str(state_dir))
        environment.setenv("STORAGE_EMULATOR_HOST", cloud.url)
        target.cache_clear()
        yield cloud
    target.cache_clear()


@pytest.fixture(scope="session")
def start_local_cloud_in() -> Callable[..., AbstractContextManager[LocalCloud]]:
    """Start a local cloud of the test's own in a state directory, with options and more environment."""
    return running_local_cloud


@pytest.fixture
def start_local_cloud(tmp_path: Path) -> Callable[..., AbstractContextManager[LocalCloud]]:
    """Start a local cloud of the test's own; by default each call uses the same state directory."""

    def start(
        *options: str,
        state_dir: Path = tmp_path / "state",
        environment: Mapping[str, str] | None = None,
    ) -> AbstractContextManager[LocalCloud]:
        return running_local_cloud(state_dir, *options, environment=environment)

    return start


@pytest.fixture
def bucket(local_cloud: LocalCloud) -> Iterator[Any]:
    """A fresh bucket of the real storage client."""
    client = local_cloud.storage()
    yield client.create_bucket(f"bucket-{next(_numbers)}-{int(time.time())}")
    client.close()


class Faults:
    """What is to go wrong at the run's local cloud: the next calls of methods of Google's."""

    def __init__(self, cloud: LocalCloud) -> None:
        self._cloud = cloud

    def plan(self, method: str, *instructions: str) -> None:
        """Let the next calls of a method, such as storage.objects.get, meet one instruction each."""
        self._send("POST", json={"method": method, "instructions": instructions})

    def pending(self, method: str) -> int:
        """Return how many instructions wait for calls of a method."""
        return len(self._send("GET").get(method, ()))

    def clear(self) -> None:
        """Let nothing go wrong any more."""
        self._send("DELETE")

    def _send(self, verb: str, **more: Any) -> Any:
        headers = {"authorization": f"Bearer {self._cloud.token}"}
        reply = requests.request(verb, f"{self._cloud.url}/faults", headers=headers, timeout=30, **more)
        reply.raise_for_status()
        return reply.json()


@pytest.fixture
def faults(local_cloud: LocalCloud) -> Iterator[Faults]:
    """Faults on demand, all of them forgotten when the test ends."""
    faults = Faults(local_cloud)
    yield faults
    faults.clear()


@pytest.fixture(scope="session")
def here(local_cloud: LocalCloud) -> Target:
    """The target of the run's local cloud, as the app reads it from the environment."""
    return read_target({"LAUNCHPAD_STATE_DIR": str(local_cloud.state_dir)})


@pytest.fixture(scope="session")
def text_dataset(here: Target) -> Dataset:
    """The stored sample of texts with labels."""
    sample = next(sample for sample in samples.SAMPLES if sample.key == "support_messages")
    _name, content = samples.load(sample.key)
    return datasets.create(here, sample.title, intake.files(read_csv(content), sample.target))


@pytest.fixture(scope="session")
def text_run(here: Target, text_dataset: Dataset) -> Run:
    """An ended run that learned the sample of texts."""
    return _ended(here, _launch(here, text_dataset, "Message sorter"))


@pytest.fixture(scope="session")
def live_endpoint(here: Target, text_run: Run) -> Endpoint:
    """An endpoint behind which the model of texts answers."""
    model = models.get(here, f"{text_run.model_id}@{text_run.model_version}")
    created = endpoints.create(here, "Message sorter")
    deployment = Deployment(f"{model.id}@{model.version}", model.title, "n1-standard-2")
    operation = endpoints.deploy(here, created, deployment)
    _eventually(lambda: operations.get(here, operation.name).done)
    assert operations.get(here, operation.name).error is None
    return endpoints.get(here, created.id)


@pytest.fixture(scope="session")
def launch() -> Callable[..., Run]:
    """Launch a run on a dataset with its own recipe and the catalogue's images."""
    return _launch


@pytest.fixture(scope="session")
def ended() -> Callable[[Target, Run], Run]:
    """Wait until a run has ended and return it."""
    return _ended


@pytest.fixture(scope="session")
def eventually() -> Callable[..., None]:
    """Wait until a condition of another process holds, and fail when it doesn't in time."""
    return _eventually


def _launch(target: Target, dataset: Dataset, name: str, **changes: Any) -> Run:
    prices = catalogue()
    request = TrainingRequest(
        display_name=name,
        model_name=name,
        dataset_id=dataset.id,
        table_uri=dataset.uri,
        recipe=objects.read(target, f"{dataset.folder}/recipe.json").decode(),
        algorithm="linear",
        machine_type="n1-standard-4",
        training_image=prices.training_image,
        serving_image=prices.serving_image,
    )
    return training.launch(target, replace(request, **changes))


def _ended(target: Target, run: Run) -> Run:
    _eventually(lambda: training.get(target, run.id).has_ended)
    return training.get(target, run.id)


def _eventually(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it didn't happen in time"
        time.sleep(0.1)


@pytest.fixture
def recorded() -> Callable[[], list[dict[str, Any]]]:
    """Return every call to a local cloud of this run so far, with its reply."""

    def recorded() -> list[dict[str, Any]]:
        calls = []
        for path in sorted(each for each in _recordings if each.exists()):
            for line in path.read_text("utf-8").splitlines():
                # A server that was killed, or whose disk was full, leaves half a line.
                with suppress(json.JSONDecodeError):
                    calls.append(json.loads(line))
        return calls

    return recorded


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests that look back on the whole run last."""
    items.sort(key=lambda item: "recorded" in getattr(item, "fixturenames", ()))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,  # noqa: ARG001 - pytest passes it by name
    call: pytest.CallInfo[None],  # noqa: ARG001 - pytest passes it by name
) -> Iterator[Any]:
    """Show the ends of the local clouds' logs below a test that failed."""
    report = yield
    if report.failed:
        for log in sorted(path for path in _logs if path.exists()):
            lines = log.read_text(errors="replace").splitlines()[-LOG_LINES:]
            if lines:
                report.sections.append((f"Local cloud of {log.stem}", "\n".join(lines)))
    return report
