"""Each deletion leaves a record of who did it, when and what remains; none fails for want of one."""

import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.data.reading.read import read_csv
from services.errors import LaunchpadError, NotFound, Refused
from services.ingest import dataset_files, tombstones
from services.settings import Target
from services.vertex import datasets, deletions, endpoints, layout, models, objects, operations, training
from services.vertex.connection import connect
from services.vertex.deletions import Deletion, Kind
from services.vertex.endpoints import Deployment, Endpoint
from services.vertex.models import Model
from services.vertex.training import Run
from services.workflows import cleanup, deployment
from services.workflows import deletion as workflow

WHO = "mina@example.com"


def record(here: Target, kind: Kind, id: str) -> Deletion:
    stored = deletions.read(here, kind, id)
    assert stored is not None
    assert timedelta() <= datetime.now(UTC) - stored.time < timedelta(minutes=5)
    return stored


@pytest.fixture
def versions(here: Target, text_run: Run) -> Iterator[tuple[Model, ...]]:
    """Three versions of a model of the test's own, newest first; the newest is the default."""
    trained = models.get(here, f"{text_run.model_id}@{text_run.model_version}")
    parent: str | None = None
    for _number in range(3):
        uploaded = connect(here).sdk.Model.upload(
            display_name="Versions",
            artifact_uri=trained.artifact_uri,
            serving_container_image_uri=trained.serving_image,
            parent_model=parent,
        )
        parent = uploaded.resource_name
    id = str(parent).rsplit("/", 1)[-1]
    yield models.list_versions(here, id)
    with suppress(NotFound):  # the test has deleted it
        models.delete(here, models.get(here, id))


def numbers(here: Target, model: Model) -> dict[str, bool]:
    """Return the versions that are there, and which of them is the default."""
    return {version.version: version.is_default for version in models.list_versions(here, model.id)}


def test_a_deleted_dataset_is_recorded_without_its_rows(here: Target) -> None:
    table = b"secret,label\r\n" + b"".join(b"hidden %d,%d\r\n" % (n, n % 2) for n in range(30))
    stored = datasets.create(here, "Recorded", dataset_files.files(read_csv(table), "label"))
    deleted = workflow.delete_dataset(here, stored, WHO)
    assert (deleted.thing, deleted.unrecorded) == (stored, None)
    stored_record = record(here, "dataset", stored.id)
    assert (stored_record.name, stored_record.by) == ("Recorded", WHO)
    assert stored_record.retained == ("models", "runs", "endpoints", "versions")
    assert "hidden" not in repr(stored_record)
    with pytest.raises(NotFound):
        datasets.get(here, stored.id)


# The calls of a deletion: each is refused, or its reply is lost.
CALLS = {
    "storage.objects.insert": 2,
    "DatasetService.DeleteDataset": 1,
    "DatasetService.GetDataset": 1,
    "DatasetService.ListDatasets": 1,
    "storage.objects.get": 1,
    "storage.objects.list": 2,
    "storage.objects.delete": 7,
}


@pytest.mark.parametrize("fault", ["return-403", "commit-then-return-403", "commit-then-return-503"])
@pytest.mark.parametrize(("method", "number"), [(name, n) for name in CALLS for n in range(CALLS[name])])
def test_whatever_call_of_a_deletion_fails_no_file_stays_behind_unlisted(
    here: Target, faults: Any, method: str, number: int, fault: str
) -> None:
    table = f"{method}{number}{fault},b\r\n".encode() + b"".join(b"%d,%d\r\n" % (n, n % 2) for n in range(30))
    stored = datasets.create(here, "Faulty", dataset_files.files(read_csv(table), "b", raw=table))
    faults.plan(method, *["leave"] * number, fault)
    with suppress(LaunchpadError):
        workflow.delete_dataset(here, stored)
    assert faults.pending(method) == 0
    folder = layout.dataset_folder(here, stored.content_id)

    def is_listed() -> bool:
        return stored in datasets.list_datasets(here)

    def files() -> int:
        return len(objects.list_metadata(here, f"{folder}/"))

    def is_buried() -> bool:
        return stored.id in {tombstone.dataset_id for tombstone in tombstones.list_tombstones(here)}

    was_deleted = not is_listed()
    assert not files() or not was_deleted or is_buried()
    cleanup.clear(here, datetime.now(UTC) + timedelta(hours=2))
    assert not is_buried()
    assert bool(files()) == is_listed() == (not was_deleted)
    workflow.delete_dataset(here, stored)


def test_a_deletion_that_is_repeated_keeps_the_record_of_the_first(here: Target) -> None:
    endpoint = endpoints.create(here, "Twice")
    workflow.delete_endpoint(here, endpoint, WHO)
    workflow.delete_endpoint(here, endpoint, "ann@example.com")
    assert record(here, "endpoint", endpoint.id).by == WHO


def test_a_deleted_run_is_recorded(
    here: Target, text_dataset: Any, launch: Callable[..., Run], ended: Callable[..., Run]
) -> None:
    run = launch(here, text_dataset, "Recorded run")
    training.cancel(here, run)
    workflow.delete_run(here, ended(here, run), WHO)
    assert record(here, "run", run.id).retained == ("files",)


def test_a_deleted_endpoint_and_a_deleted_model_are_recorded(
    here: Target, versions: tuple[Model, ...]
) -> None:
    endpoint = endpoints.create(here, "Recorded endpoint")
    workflow.delete_endpoint(here, endpoint)
    assert record(here, "endpoint", endpoint.id).name == "Recorded endpoint"
    workflow.delete_model(here, versions[0])
    assert record(here, "model", versions[0].id).retained == ("runs", "files")
    with pytest.raises(NotFound):
        models.get(here, versions[0].id)


def test_a_version_is_deleted_and_the_others_stay(here: Target, versions: tuple[Model, ...]) -> None:
    newest, _middle, oldest = versions
    workflow.delete_version(here, oldest, WHO)
    assert numbers(here, newest) == {"3": True, "2": False}
    assert record(here, "version", f"{oldest.id}@1").name == "Versions · v1"


def test_another_version_becomes_the_default_before_the_default_is_deleted(
    here: Target, versions: tuple[Model, ...]
) -> None:
    with pytest.raises(Refused, match="default version"):
        models.delete_version(here, versions[0])
    workflow.delete_version(here, versions[0])
    assert numbers(here, versions[0]) == {"2": True, "1": False}


def test_the_only_version_cannot_be_deleted(here: Target, versions: tuple[Model, ...]) -> None:
    for version in versions[:2]:
        workflow.delete_version(here, version)
    with pytest.raises(Refused, match="only version"):
        workflow.delete_version(here, versions[2])
    assert numbers(here, versions[2]) == {"1": True}
    assert deletions.read(here, "version", f"{versions[2].id}@1") is None


@pytest.fixture
def deployed(
    here: Target, versions: tuple[Model, ...], eventually: Callable[..., None]
) -> Iterator[Endpoint]:
    """An endpoint that serves the two newer of the versions, the newest with a quarter of the traffic."""
    endpoint = endpoints.create(here, "Undone")
    for version, share in ((versions[1], 100), (versions[0], 25)):
        deployment = Deployment(
            f"{version.id}@{version.version}", version.title, "n1-standard-4", share, 1, 2
        )
        operation = endpoints.deploy(here, endpoints.get(here, endpoint.id), deployment)
        eventually(lambda name=operation.name: operations.get(here, name).done)
    yield endpoints.get(here, endpoint.id)
    left = endpoints.get(here, endpoint.id)
    for model in left.deployed:
        operation = endpoints.undeploy(here, endpoints.get(here, left.id), model.id)
        eventually(lambda name=operation.name: operations.get(here, name).done)
    endpoints.delete(here, left)


def test_a_deployed_version_stays_the_default_when_its_deletion_is_refused(
    here: Target, versions: tuple[Model, ...], deployed: Endpoint
) -> None:
    assert deployed.deployed[1].version == versions[0].version
    with pytest.raises(Refused, match="deployed"):
        workflow.delete_version(here, versions[0])
    assert numbers(here, versions[0])["3"] is True


def test_an_undeployed_model_is_deployed_again_as_it_was(
    here: Target, deployed: Endpoint, eventually: Callable[..., None]
) -> None:
    major, minor = deployed.deployed
    assert (major.traffic, minor.traffic) == (75, 25)
    undeployed = workflow.undeploy(here, deployed, major.id, WHO)
    eventually(lambda: operations.get(here, undeployed.thing.name).done)
    stored_record = record(here, "deployment", f"{deployed.id}.{major.id}")
    assert (stored_record.by, stored_record.retained) == (WHO, ("model", "endpoint"))
    (left,) = endpoints.get(here, deployed.id).deployed
    assert left.traffic == 100
    assert stored_record.undeployed is not None
    _endpoint, operation = deployment.deploy_again(
        here,
        stored_record.endpoint_id,
        stored_record.deployed_id,
        stored_record.name,
        stored_record.undeployed,
    )
    eventually(lambda: operations.get(here, operation.name).done)
    back, other = endpoints.get(here, deployed.id).deployed
    assert (back.model, back.display_name) == (major.model, major.display_name)
    assert (back.machine_type, back.min_replicas, back.max_replicas) == ("n1-standard-4", 1, 2)
    assert (back.traffic, other.id, other.traffic) == (75, minor.id, 25)


def test_a_deletion_that_cannot_be_recorded_is_done_and_says_so(
    here: Target, faults: Any, caplog: pytest.LogCaptureFixture
) -> None:
    endpoint = endpoints.create(here, "Unrecorded")
    faults.plan("storage.objects.insert", "return-403")
    with caplog.at_level(logging.WARNING, logger=workflow.__name__):
        deleted = workflow.delete_endpoint(here, endpoint)
    assert deleted.unrecorded is not None
    assert deleted.unrecorded.code == "object_not_stored"
    assert endpoint.id in caplog.text
    assert deletions.read(here, "endpoint", endpoint.id) is None
    with pytest.raises(NotFound):
        endpoints.get(here, endpoint.id)
