"""When the cloud misbehaves: the right error within bounded time, reads recover, changes are sent once."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest

from services import errors
from services.data.reading.read import read_csv
from services.ingest import dataset_files
from services.settings import Target
from services.text.messages.errors import error_text
from services.vertex import connection, datasets, endpoints, logs, models, objects, training
from services.vertex.endpoints import Endpoint
from services.vertex.models import Model

TIMEOUT = 1.5


# The storage client leaves the connection of a download that failed to the garbage collector.
pytestmark = [
    pytest.mark.usefixtures("collected_garbage"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(autouse=True)
def _short_timeouts(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (connection, objects):
        monkeypatch.setattr(module, "READ_TIMEOUT", TIMEOUT)
        monkeypatch.setattr(module, "WRITE_TIMEOUT", TIMEOUT)


READS: dict[str, Callable[[Target], Any]] = {
    "EndpointService.ListEndpoints": endpoints.list_endpoints,
    "ModelService.ListModels": models.list_models,
    "DatasetService.ListDatasets": datasets.list_datasets,
    "PipelineService.ListTrainingPipelines": training.list_runs,
    "storage.objects.get": lambda here: objects.read(here, here.uri("resilience")),
    "logging.entries.list": lambda here: logs.of_job(here, "1", datetime(2026, 1, 1, tzinfo=UTC)),
}


@pytest.fixture
def stored(here: Target) -> None:
    objects.write(here, here.uri("resilience"), b"content", "text/plain")


FAILING = {
    "return-403": errors.NotPermitted,
    "return-429": errors.QuotaExceeded,
    "return-500": errors.Unavailable,
    "return-503": errors.Unavailable,
    "return-reset-connection": errors.Unavailable,
    "stall-for-20s": errors.Unavailable,
}


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize(
    ("method", "instruction"),
    [
        *((method, instruction) for method in READS for instruction in ("return-403", "stall-for-20s")),
        *(("storage.objects.get", instruction) for instruction in FAILING),
        *(("EndpointService.ListEndpoints", instruction) for instruction in FAILING),
        *(("logging.entries.list", instruction) for instruction in FAILING),
    ],
)
def test_a_read_that_goes_on_failing_is_the_right_error_within_bounded_time(
    here: Target, faults: Any, method: str, instruction: str
) -> None:
    faults.plan(method, *[instruction] * 50)
    start = time.monotonic()
    with pytest.raises(FAILING[instruction]) as caught:
        READS[method](here)
    assert time.monotonic() - start < 4 * TIMEOUT
    text = error_text(caught.value)
    assert text.hint
    assert "http" not in text.message


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize("method", READS)
@pytest.mark.parametrize("instruction", ["return-503", "return-429", "return-reset-connection"])
def test_a_read_recovers_after_one_fault(here: Target, faults: Any, method: str, instruction: str) -> None:
    faults.plan(method, instruction)
    READS[method](here)
    assert faults.pending(method) == 0


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize("method", READS)
def test_an_answer_that_breaks_off_is_an_error_or_asked_for_again_and_never_half_a_result(
    here: Target, faults: Any, method: str
) -> None:
    whole = READS[method](here)
    faults.plan(method, "return-broken-stream")
    with suppress(errors.Unavailable):
        assert READS[method](here) == whole
    assert faults.pending(method) == 0


@pytest.mark.parametrize("instruction", ["return-503", "return-500", "return-reset-connection"])
def test_a_creation_is_never_repeated(here: Target, faults: Any, instruction: str) -> None:
    method, name = "EndpointService.CreateEndpoint", f"once after {instruction}"
    faults.plan(method, instruction, instruction)
    with pytest.raises(errors.Unavailable):
        endpoints.create(here, name)
    assert faults.pending(method) == 1
    assert name not in {endpoint.display_name for endpoint in endpoints.list_endpoints(here)}


# A reply that is lost after the call has had its effect.
LOST = [
    "commit-then-return-503",
    "commit-then-return-reset-connection",
    "return-broken-stream",
    "commit-then-stall-for-4s",
]
Step = Callable[[Target], Any]


def _rename(here: Target) -> None:
    (dataset,) = (one for one in datasets.list_datasets(here) if one.display_name == "Once")
    assert [renamed.display_name for renamed in datasets.rename(here, dataset, "Twice")] == ["Twice"]


def _store(here: Target) -> None:
    rows = b"lost,label\r\n" + b"".join(b"%d,%d\r\n" % (n, n % 2) for n in range(30))
    datasets.create(here, "Once", dataset_files.files(read_csv(rows)))


def _endpoint(here: Target, name: str) -> Endpoint:
    (endpoint,) = (one for one in endpoints.list_endpoints(here) if one.display_name == name)
    return endpoint


def _unregister(here: Target) -> None:
    (dataset,) = (one for one in datasets.list_datasets(here) if one.display_name == "Twice")
    assert datasets.delete(here, dataset)
    assert not datasets.delete(here, dataset)


STEPS: tuple[tuple[str, Step], ...] = (
    ("EndpointService.CreateEndpoint", lambda here: endpoints.create(here, "Lost")),
    ("EndpointService.DeleteEndpoint", lambda here: endpoints.delete(here, _endpoint(here, "Lost"))),
    ("DatasetService.CreateDataset", _store),
    ("DatasetService.UpdateDataset", _rename),
    ("DatasetService.DeleteDataset", _unregister),
)


@pytest.mark.parametrize("instruction", LOST)
def test_what_was_done_although_its_reply_is_lost_is_found(
    here: Target, faults: Any, instruction: str
) -> None:
    for method, step in STEPS:
        faults.plan(method, instruction)
        step(here)
        assert faults.pending(method) == 0


@pytest.mark.parametrize("instruction", LOST[:1])
def test_a_deleted_model_whose_reply_is_lost_is_gone(
    here: Target, faults: Any, registered: Callable[..., Model], instruction: str
) -> None:
    model = registered("Lost")
    faults.plan("ModelService.DeleteModel", instruction)
    assert models.delete(here, model)
    with pytest.raises(errors.NotFound):
        models.get(here, model.id)


@pytest.mark.parametrize("instruction", LOST[:1])
def test_a_deleted_version_whose_reply_is_lost_is_gone_and_the_others_stay(
    here: Target, faults: Any, registered: Callable[..., Model], instruction: str
) -> None:
    first = registered("Lost version")
    second = registered("Lost version", parent=first.name)
    faults.plan("ModelService.DeleteModelVersion", instruction)
    assert models.delete_version(here, second)
    assert faults.pending("ModelService.DeleteModelVersion") == 0
    assert not models.delete_version(here, second)
    assert models.get(here, f"{first.id}@{first.version}").version == first.version


@pytest.mark.parametrize("instruction", LOST[:1])
def test_a_run_is_cancelled_and_deleted_although_the_replies_are_lost(
    here: Target, faults: Any, text_dataset: Any, launch: Callable[..., Any], ended: Any, instruction: str
) -> None:
    run = launch(here, text_dataset, "Lost run")
    faults.plan("PipelineService.CancelTrainingPipeline", instruction)
    training.cancel(here, run)
    run = ended(here, run)
    assert run.state == "cancelled"
    faults.plan("PipelineService.DeleteTrainingPipeline", instruction)
    assert training.delete(here, run)
    assert not training.delete(here, run)
    assert faults.pending("PipelineService.DeleteTrainingPipeline") == 0


def test_the_sdks_own_retries_end_with_the_launch(
    here: Target, faults: Any, text_dataset: Any, launch: Callable[..., Any], monkeypatch: Any
) -> None:
    monkeypatch.setattr(training, "WRITE_TIMEOUT", TIMEOUT)
    method, tries = "storage.objects.insert", 40
    faults.plan(method, "stall-for-0s", *["return-503"] * tries)  # after the recipe, the package
    with pytest.raises(errors.Unavailable) as caught:
        launch(here, text_dataset, "never launched")
    assert caught.value.code == "run_not_launched"
    assert faults.pending(method) >= tries - 4


def test_a_run_that_was_launched_although_the_answer_has_no_name_is_found(
    here: Target, faults: Any, text_dataset: Any, launch: Callable[..., Any], ended: Any
) -> None:
    name = "Launched without a name"
    faults.plan("PipelineService.CreateTrainingPipeline", "return-empty-json")
    run = launch(here, text_dataset, name)
    assert [one.name for one in training.list_runs(here) if one.display_name == name] == [run.name]
    training.cancel(here, run)
    training.delete(here, ended(here, run))


def test_an_upload_that_met_one_503_is_whole(here: Target, faults: Any) -> None:
    faults.plan("storage.objects.insert", "return-503")
    objects.write(here, here.uri("resilience-2"), b"again", "text/plain")
    assert objects.read(here, here.uri("resilience-2")) == b"again"


def test_a_prediction_is_never_repeated(here: Target, faults: Any) -> None:
    from services.vertex import predictions

    faults.plan("PredictionService.Predict", "return-503", "return-503")
    with pytest.raises(errors.Unavailable, match="prediction_failed"):
        predictions.predict(here, "1", [{"a": 1}])
    assert faults.pending("PredictionService.Predict") == 1


@pytest.mark.parametrize("kind", ["endpoint", "model", "run", "dataset"])
def test_an_answer_with_another_resource_is_an_error(
    here: Target, faults: Any, text_dataset: Any, text_run: Any, kind: str
) -> None:
    endpoint = endpoints.create(here, "requested")
    ask: dict[str, tuple[str, Callable[[], Any]]] = {
        "endpoint": ("EndpointService.GetEndpoint", lambda: endpoints.get(here, endpoint.id)),
        "model": ("ModelService.GetModel", lambda: models.get(here, text_run.model_id)),
        "run": ("PipelineService.GetTrainingPipeline", lambda: training.get(here, text_run.id)),
        "dataset": ("DatasetService.GetDataset", lambda: datasets.get(here, text_dataset.id)),
    }
    method, get = ask[kind]
    faults.plan(method, "return-another-resource")
    with pytest.raises(errors.Unavailable) as caught:
        get()
    assert caught.value.code == "wrong_resource"
    assert str(caught.value.parameters["received"]).endswith("/another")
    get()
    endpoints.delete(here, endpoint)
