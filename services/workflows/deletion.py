"""Deletion: delete a thing or undeploy a model, and record who did it, when and what remains."""

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, TypeVar

from services.errors import LaunchpadError
from services.settings import Target
from services.vertex import datasets, deletions, endpoints, models, training
from services.vertex.datasets import Dataset
from services.vertex.deletions import Deletion, Kind, Retained, Undeployed
from services.vertex.endpoints import DeployedModel, Endpoint
from services.vertex.models import Model
from services.vertex.operations import Operation
from services.vertex.training import Run
from services.workflows import cleanup

T = TypeVar("T")

_logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Deleted(Generic[T]):
    """What was deleted, or the operation that undeploys; with the error if it couldn't be recorded."""

    thing: T
    unrecorded: LaunchpadError | None = None


def delete_dataset(target: Target, dataset: Dataset, by: str = "") -> Deleted[Dataset]:
    """Delete a dataset with its files; `by` is the person who does, here and below."""
    datasets.delete(target, dataset)
    retained: tuple[Retained, ...] = ("models", "runs", "endpoints", "versions")
    retained = retained if dataset.content_id else ("table", *retained)
    return Deleted(dataset, _record(target, "dataset", dataset.id, dataset.display_name, by, retained))


def delete_model(target: Target, model: Model, by: str = "") -> Deleted[Model]:
    """Delete a model with all its versions; refused while one is deployed."""
    models.delete(target, model)
    return Deleted(model, _record(target, "model", model.id, model.display_name, by, ("runs", "files")))


def delete_version(target: Target, version: Model, by: str = "") -> Deleted[Model]:
    """Delete one version of a model; refused while it is deployed, and for the only one.

    Vertex AI doesn't delete the default version, so the newest of the others becomes it first.
    """
    successor = _successor(target, version)
    if successor is not None:
        models.make_default(target, successor)
    try:
        models.delete_version(target, version)
    except LaunchpadError:
        if successor is not None:
            with suppress(LaunchpadError):  # why the version is still there matters more
                models.make_default(target, version)
        raise
    id = f"{version.id}@{version.version}"
    retained: tuple[Retained, ...] = ("versions", "runs", "files")
    return Deleted(version, _record(target, "version", id, version.title, by, retained))


def delete_run(target: Target, run: Run, by: str = "") -> Deleted[Run]:
    """Delete an ended run's record."""
    training.delete(target, run)
    retained: tuple[Retained, ...] = ("model", "files") if run.model_id else ("files",)
    return Deleted(run, _record(target, "run", run.id, run.display_name, by, retained))


def delete_endpoint(target: Target, endpoint: Endpoint, by: str = "") -> Deleted[Endpoint]:
    """Delete an endpoint that has no models."""
    endpoints.delete(target, endpoint)
    return Deleted(endpoint, _record(target, "endpoint", endpoint.id, endpoint.display_name, by, ("models",)))


def undeploy(target: Target, endpoint: Endpoint, deployed_id: str, by: str = "") -> Deleted[Operation]:
    """Start to undeploy a model, and record how it was deployed."""
    operation = endpoints.undeploy(target, endpoint, deployed_id)
    (model,) = [model for model in endpoint.deployed if model.id == deployed_id]
    unrecorded = _record(
        target,
        "deployment",
        deletions.deployment_id(endpoint.id, deployed_id),
        model.display_name,
        by,
        ("model", "endpoint"),
        _undeployed(endpoint, model),
    )
    return Deleted(operation, unrecorded)


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


def _record(
    target: Target,
    kind: Kind,
    id: str,
    name: str,
    by: str,
    retained: tuple[Retained, ...],
    undeployed: Undeployed | None = None,
) -> LaunchpadError | None:
    """Store the record of a deletion; return the error instead of raising it, since the thing is gone."""
    cleanup.start_hourly(target)
    try:
        deletions.write(target, Deletion(kind, id, name, by, datetime.now(UTC), retained, undeployed))
    except LaunchpadError as error:
        _logger.warning("the deletion of %s %s couldn't be recorded: %s", kind, id, error)
        return error
    return None
