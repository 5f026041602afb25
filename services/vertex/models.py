"""Registered models, their versions, and the contract and evaluation beside their artifacts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.data.models.objective import Objective, read_objective
from services.data.models.score import Score, read_score
from services.errors import NotFound
from services.settings import Target
from services.vertex import failures, layout, objects
from services.vertex.connection import WRITE_TIMEOUT, connect, read_options, write_options
from services.vertex.failures import check_name, require_answer, translated


@dataclass(frozen=True)
class Model:
    """One version of a registered model.

    `objective` is None for a version that no run of this app described. `score` isn't part of the resource;
    `list_scores` reads it.
    """

    name: str
    version: str
    display_name: str
    created: datetime
    artifact_uri: str
    serving_image: str
    dataset_id: str
    algorithm: str
    objective: Objective | None = None
    score: Score | None = None
    is_default: bool = False

    @property
    def id(self) -> str:
        """The last part of the resource name, without the version."""
        return self.name.rsplit("/", 1)[-1]

    @property
    def is_own_code(self) -> bool:
        """Whether it comes from a run of somebody's own code."""
        return self.algorithm == layout.OWN_CODE

    @property
    def title(self) -> str:
        """The display name with the version."""
        return f"{self.display_name} · v{self.version}"


def list_models(target: Target) -> tuple[Model, ...]:
    """Return the default versions of all models, newest first (models.list)."""
    request = {"parent": target.parent, "order_by": "create_time desc"}
    with translated("models_not_listed"):
        return tuple(
            _record(proto) for proto in connect(target).models.list_models(request, **read_options())
        )


def list_versions(target: Target, model_id: str) -> tuple[Model, ...]:
    """Return all versions of a model, newest first (models.listVersions)."""
    name = f"{target.parent}/models/{model_id}"
    with translated("model_versions_not_listed", name=model_id):
        protos = connect(target).models.list_model_versions({"name": name}, **read_options())
        models = [_record(proto) for proto in protos]
        require_answer(models)  # a model has a version at least
    return tuple(sorted(models, key=lambda model: model.created, reverse=True))


def get(target: Target, model_id: str) -> Model:
    """Return a model by id, `id@version` or `id@alias` (models.get)."""
    name = f"{target.parent}/models/{model_id}"
    with translated("model_not_opened", name=model_id):
        return _record(check_name(name, connect(target).models.get_model({"name": name}, **read_options())))


def delete(target: Target, model: Model) -> bool:
    """Delete a model with all its versions, and return whether it was there (models.delete).

    Refused while one is deployed.
    """

    @translated("model_not_deleted", name=model.display_name)
    def send() -> None:
        operation = connect(target).models.delete_model({"name": model.name}, **write_options())
        operation.result(timeout=WRITE_TIMEOUT)

    return failures.remove(send, lambda: get(target, model.id))


def delete_version(target: Target, version: Model) -> bool:
    """Delete one version, and return whether it was there (models.deleteVersion).

    Refused if it is deployed, the default or the only one.
    """
    id = f"{version.id}@{version.version}"

    @translated("model_version_not_deleted", name=version.title)
    def send() -> None:
        name = f"{version.name}@{version.version}"
        operation = connect(target).models.delete_model_version({"name": name}, **write_options())
        operation.result(timeout=WRITE_TIMEOUT)

    return failures.remove(send, lambda: get(target, id))


def make_default(target: Target, version: Model) -> None:
    """Make a version the default one of its model (models.mergeVersionAliases)."""
    request = {"name": f"{version.name}@{version.version}", "version_aliases": [layout.DEFAULT_VERSION]}
    with translated("default_version_not_changed", name=version.title):
        connect(target).models.merge_version_aliases(request, **write_options())


def contract(target: Target, model: Model) -> bytes:
    """Return the model's contract.json; NotFound for a model that wasn't trained by this app."""
    if not model.artifact_uri:
        raise NotFound("no_model_artifacts", model=model.display_name)
    return contract_at(target, model.artifact_uri)


def contract_at(target: Target, model_uri: str) -> bytes:
    """Return the contract.json in the gs:// folder of a model."""
    return objects.read(target, contract_address(model_uri))


def contract_address(model_uri: str) -> str:
    """Return the address of the contract in the gs:// folder of a model."""
    return f"{model_uri.rstrip('/')}/{layout.CONTRACT}"


def evaluation(target: Target, model_uri: str) -> bytes:
    """Return the evaluation.json in the gs:// folder of a model."""
    return objects.read(target, f"{model_uri.rstrip('/')}/{layout.EVALUATION}")


def list_scores(target: Target, since: str = "") -> dict[str, Score]:
    """Return the scores of runs by the runs' gs:// folders (objects.list), as of the run in a folder."""
    prefix = layout.scores_folder(target)
    start = layout.score_object(since) if since else None
    scores = {
        uri.removeprefix(f"{prefix}/"): read_score(metadata)
        for uri, metadata in objects.list_metadata(target, f"{prefix}/", start)
    }
    return {target.uri(f"runs/{name}"): score for name, score in scores.items() if score}


def _record(proto: Any) -> Model:
    labels = dict(proto.labels)
    return Model(
        name=proto.name.partition("@")[0],
        version=proto.version_id or "1",
        display_name=proto.display_name,
        created=proto.version_create_time or proto.create_time,
        artifact_uri=proto.artifact_uri,
        serving_image=proto.container_spec.image_uri,
        dataset_id=labels.get(layout.DATASET_LABEL, ""),
        algorithm=labels.get(layout.ALGORITHM_LABEL, ""),
        objective=read_objective(proto.version_description),
        is_default=layout.DEFAULT_VERSION in proto.version_aliases,
    )
