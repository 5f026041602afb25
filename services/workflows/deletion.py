"""Deletion: delete a thing or undeploy a model, and record who did it, when and what remains."""

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, TypeVar

from services.errors import LaunchpadError
from services.ingest import tombstones
from services.ingest.tombstones import Tombstone
from services.settings import Target
from services.vertex import datasets, deletions, endpoints, models, training
from services.vertex.datasets import Dataset
from services.vertex.deletions import Deletion, Retained, Undeployed
from services.vertex.endpoints import DeployedModel, Endpoint
from services.vertex.models import Model
from services.vertex.operations import Operation
from services.vertex.training import Run
from services.workflows import cleanup, endpoint_changes

T = TypeVar("T")

_logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Deleted(Generic[T]):
    """What was deleted, or the operation that undeploys; with the error if it couldn't be recorded.

    `left` is the error with which files of it stay in the bucket, until a cleanup deletes them.
    """

    thing: T
    unrecorded: LaunchpadError | None = None
    left: LaunchpadError | None = None


def delete_dataset(target: Target, dataset: Dataset, by: str = "") -> Deleted[Dataset]:
    """Delete a dataset with its files; `by` is the person who does, here and below."""
    tombstone = _bury(target, dataset, by) if dataset.content_id else None
    was_there = datasets.unregister(target, dataset)
    left = _settle(target, tombstone) if tombstone else None
    retained: tuple[Retained, ...] = ("models", "runs", "endpoints", "versions")
    retained = retained if dataset.content_id else ("table", *retained)
    record = Deletion("dataset", dataset.id, dataset.display_name, by, datetime.now(UTC), retained)
    return Deleted(dataset, _record(target, record, was_there), left)


def delete_files(target: Target, tombstone: Tombstone) -> None:
    """Delete the files that a deleted dataset has left."""
    tombstones.settle(target, tombstone)


def _bury(target: Target, dataset: Dataset, by: str) -> Tombstone:
    try:
        return tombstones.write(target, dataset, by)
    except LaunchpadError as error:
        causes = {name: error.parameters[name] for name in ("cause", "detail") if name in error.parameters}
        raise type(error)("dataset_not_deleted", name=dataset.display_name, **causes) from error


def _settle(target: Target, tombstone: Tombstone) -> LaunchpadError | None:
    try:
        tombstones.settle(target, tombstone)
    except LaunchpadError as error:
        _logger.warning("files of the dataset %s couldn't be deleted: %s", tombstone.dataset_id, error)
        return error
    return None


def delete_model(target: Target, model: Model, by: str = "") -> Deleted[Model]:
    """Delete a model with all its versions; refused while one is deployed."""
    was_there = models.delete(target, model)
    record = Deletion("model", model.id, model.display_name, by, datetime.now(UTC), ("runs", "files"))
    return Deleted(model, _record(target, record, was_there))


def delete_version(target: Target, version: Model, by: str = "") -> Deleted[Model]:
    """Delete one version of a model; refused while it is deployed, and for the only one.

    Vertex AI doesn't delete the default version, so the newest of the others becomes it first.
    """
    successor = _successor(target, version)
    if successor is not None:
        models.make_default(target, successor)
    try:
        was_there = models.delete_version(target, version)
    except LaunchpadError:
        if successor is not None:
            with suppress(LaunchpadError):  # why the version is still there matters more
                models.make_default(target, version)
        raise
    id = f"{version.id}@{version.version}"
    retained: tuple[Retained, ...] = ("versions", "runs", "files")
    record = Deletion("version", id, version.title, by, datetime.now(UTC), retained)
    return Deleted(version, _record(target, record, was_there))


def delete_run(target: Target, run: Run, by: str = "") -> Deleted[Run]:
    """Delete an ended run's record."""
    was_there = training.delete(target, run)
    retained: tuple[Retained, ...] = ("model", "files") if run.model_id else ("files",)
    record = Deletion("run", run.id, run.display_name, by, datetime.now(UTC), retained)
    return Deleted(run, _record(target, record, was_there))


def delete_endpoint(target: Target, endpoint: Endpoint, by: str = "") -> Deleted[Endpoint]:
    """Delete an endpoint that has no models."""
    was_there = endpoints.delete(target, endpoint)
    record = Deletion("endpoint", endpoint.id, endpoint.display_name, by, datetime.now(UTC), ("models",))
    return Deleted(endpoint, _record(target, record, was_there))


def undeploy(target: Target, endpoint: Endpoint, deployed_id: str, by: str = "") -> Deleted[Operation]:
    """Start to undeploy a model, and record how it was deployed."""
    operation = endpoint_changes.undeploy(target, endpoint, deployed_id)
    (model,) = [model for model in endpoint.deployed if model.id == deployed_id]
    id = deletions.deployment_id(endpoint.id, deployed_id)
    how = _undeployed(endpoint, model)
    now = datetime.now(UTC)
    record = Deletion("deployment", id, model.display_name, by, now, ("model", "endpoint"), how)
    return Deleted(operation, _record(target, record))


def _successor(target: Target, version: Model) -> Model | None:
    """Return the version that becomes the default before this one is deleted, None where another is it."""
    versions = models.list_versions(target, version.id)
    default = next((other for other in versions if other.is_default), None)
    if default is None or default.version != version.version:
        return None
    return next((other for other in versions if other.version != version.version), None)


def _undeployed(endpoint: Endpoint, model: DeployedModel) -> Undeployed | None:
    """Return how to deploy a model again; None for one on machines that the app doesn't choose."""
    if not model.machine_type or model.accelerators:
        return None
    split = tuple(endpoints.traffic_split(endpoint).items())
    return Undeployed(model.model, model.machine_type, model.min_replicas, model.max_replicas, split)


def _record(target: Target, deletion: Deletion, was_there: bool = True) -> LaunchpadError | None:
    """Store the record of a deletion; return the error instead of raising it, since the thing is gone.

    The record of whoever deleted a thing before stays.
    """
    cleanup.start_hourly(target)
    try:
        if was_there or deletions.read(target, deletion.kind, deletion.id) is None:
            deletions.write(target, deletion)
    except LaunchpadError as error:
        _logger.warning("the deletion of %s %s couldn't be recorded: %s", deletion.kind, deletion.id, error)
        return error
    return None
