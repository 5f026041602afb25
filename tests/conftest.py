"""What tests of several rooms need of the run's target."""

import functools
import gc
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import hypothesis
import pytest
import streamlit.components.v2.manifest_scanner as components
from requests.adapters import HTTPAdapter
from xdist.scheduler import LoadFileScheduling

from services.containers.trainer import evaluation, task
from services.data.reading.read import read_csv
from services.data.samples import samples
from services.ingest import dataset_files
from services.pricing import catalogue
from services.settings import Target
from services.vertex import datasets, endpoints, failures, layout, models, operations, training
from services.vertex.connection import WRITE_TIMEOUT, connect, write_options
from services.vertex.datasets import Dataset
from services.vertex.endpoints import Deployment, Endpoint
from services.vertex.models import Model
from services.vertex.training import Run, TrainingRequest
from services.workflows import datasets as workflows
from services.workflows.training import launch as launch_workflow
from tests.polling import wait_until

pytest_plugins = [
    "tests.target",
    "tests.network",
    "tests.local_cloud",
    "tests.bad_tables",
    "tests.greek",
    "tests.walk",
]

BROWSER = "tests/browser/"

# A busy machine is no reason to fail.
hypothesis.settings.register_profile("launchpad", deadline=None)
hypothesis.settings.load_profile("launchpad")


class OneBrowser(LoadFileScheduling):  # type: ignore[misc]
    """A file of tests stays on one worker, and all browser tests on the same one: Chromium fills a core."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return BROWSER if file.startswith(BROWSER) else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> OneBrowser:
    """Distribute the tests so that one Chromium and one app behind it run at a time."""
    return OneBrowser(config, log)


def pytest_collection_finish() -> None:
    """Keep the collected tests out of later garbage collections, of which each run of a page makes one."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _components_of_packages() -> Iterator[None]:
    """Search the installed packages for components once, not at each run of a page by AppTest."""
    with pytest.MonkeyPatch.context() as patch:
        search = functools.cache(components.scan_component_manifests)
        patch.setattr(components, "scan_component_manifests", search)
        yield


@pytest.fixture
def metrics_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what the trainer computes after the metrics, which takes longer than small fits do."""
    monkeypatch.setattr(evaluation, "details", lambda *_inputs: {})
    monkeypatch.setattr(task, "_learning_curve", lambda *_inputs: [])


@pytest.fixture(scope="session", autouse=True)
def _one_look() -> Iterator[None]:
    """Look once, and at once, whether a write whose reply is lost was done."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(failures, "LOOKS", failures.LOOKS[:1])
        yield


@pytest.fixture(scope="session")
def text_dataset(here: Target) -> Dataset:
    """The stored sample of texts with labels."""
    sample = next(sample for sample in samples.SAMPLES if sample.key == "support_messages")
    _name, content = samples.load(sample.key)
    return datasets.create(here, sample.title, dataset_files.files(read_csv(content), sample.target))


@pytest.fixture(scope="session")
def text_run(here: Target, text_dataset: Dataset, ended: Callable[..., Run]) -> Run:
    """An ended run that learned the sample of texts."""
    return ended(here, _launch(here, text_dataset, "Message sorter"))


@pytest.fixture(scope="session")
def live_endpoint(here: Target, text_run: Run, eventually: Callable[..., None]) -> Endpoint:
    """An endpoint behind which the model of texts answers."""
    model = models.get(here, f"{text_run.model_id}@{text_run.model_version}")
    created = endpoints.create(here, "Message sorter")
    deployment = Deployment(f"{model.id}@{model.version}", model.title, "n1-standard-2")
    operation = endpoints.deploy(here, created, deployment)
    eventually(lambda: operations.get(here, operation.name).done)
    assert operations.get(here, operation.name).error is None
    return endpoints.get(here, created.id)


@pytest.fixture(scope="session")
def launch() -> Callable[..., Run]:
    """Launch a run on a dataset with its own recipe and the catalogue's images, after the app's checks."""
    return _launch


@pytest.fixture
def registered(here: Target, text_run: Run) -> Iterator[Callable[..., Model]]:
    """Register the model of texts once more, with a description of its own, or as a version of `parent`."""
    clients, made = connect(here), []

    def registered(name: str, description: str = "", dataset_id: str = "7", parent: str = "") -> Model:
        labels = {layout.ALGORITHM_LABEL: "linear", layout.DATASET_LABEL: dataset_id}
        model = {
            "display_name": name,
            "version_description": description,
            "artifact_uri": text_run.model_uri,
            "container_spec": {"image_uri": catalogue().serving_image},
            "labels": labels,
        }
        upload = {"parent": here.parent, "model": model, "parent_model": parent}
        operation = clients.models.upload_model(upload, **write_options())
        result = operation.result(timeout=WRITE_TIMEOUT)
        made.append(models.get(here, f"{result.model.rsplit('/', 1)[-1]}@{result.model_version_id}"))
        return made[-1]

    yield registered
    for model in made:
        models.delete(here, model)


@pytest.fixture(scope="module")
def collected_garbage() -> Iterator[None]:
    """No other module's tests meet the garbage of this one's failed downloads."""
    yield
    gc.collect()


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The calls of Google's clients from here on, each as a method and a path."""
    made: list[str] = []
    send = HTTPAdapter.send

    def noting(adapter: HTTPAdapter, request: Any, *arguments: Any, **options: Any) -> Any:
        made.append(f"{request.method} {urlsplit(request.url).path}")
        return send(adapter, request, *arguments, **options)

    monkeypatch.setattr(HTTPAdapter, "send", noting)
    return made


@pytest.fixture(scope="session")
def ended(eventually: Callable[..., None]) -> Callable[[Target, Run], Run]:
    """Wait until a run has ended and return it."""

    def ended(target: Target, run: Run) -> Run:
        eventually(lambda: training.get(target, run.id).has_ended)
        return training.get(target, run.id)

    return ended


@pytest.fixture(scope="session")
def eventually(patience: float) -> Callable[..., None]:
    """Wait until a condition of another process holds, and fail when it doesn't in time."""

    def eventually(condition: Callable[[], bool], seconds: float = patience) -> None:
        wait_until(condition, seconds, pause=0.1)

    return eventually


def _launch(
    target: Target,
    dataset: Dataset,
    name: str,
    *,
    confirmed: Collection[str] = (),
    drawn: str = "",
    **changes: Any,
) -> Run:
    prices = catalogue()
    request = TrainingRequest(
        display_name=name,
        model_name=name,
        dataset_id=dataset.id,
        table_uri=dataset.uri,
        recipe=workflows.read_recipe(target, dataset.folder),
        algorithm="linear",
        machine_type="n1-standard-4",
        training_image=prices.training_image,
        serving_image=prices.serving_image,
        dataset_name=dataset.display_name,
        dataset_version=dataset.version,
    )
    return launch_workflow(target, replace(request, **changes), confirmed, drawn=drawn)
