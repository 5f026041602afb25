"""The registry of models and their versions.

The row models/M stores what all versions share (display name, description, labels) and the count of
versions ever made; the row models/M/versions/V stores a version. Callers see a version merged with
the shared part, as Vertex AI returns a model.
"""

import hashlib
import re
from collections.abc import Iterable
from typing import Any

from services.local_cloud.http.errors import ApiError, failed_precondition, invalid_argument, not_found
from services.local_cloud.storage.objects import Objects
from services.local_cloud.vertex.compute.images import (
    MODEL_FILES,
    Images,
    is_other_version,
    is_prebuilt_serving,
    unrunnable_message,
    version_error,
)
from services.local_cloud.vertex.kernel import messages
from services.local_cloud.vertex.kernel.checks import check_display_name, field_error
from services.local_cloud.vertex.kernel.gcs_paths import list_names, parse_folder
from services.local_cloud.vertex.kernel.names import chosen_id, location_of, split_version
from services.local_cloud.vertex.kernel.resources import Position, Resources
from services.local_cloud.vertex.models.artifacts import Artifacts
from services.local_cloud.vertex.models.sklearn_version import saved_with

DEFAULT = "default"
_ALIAS = re.compile(r"[a-z][a-zA-Z0-9-]{0,126}[a-z0-9]\Z")


class Registry:
    """Registers and finds model versions. Raises ApiError."""

    def __init__(self, resources: Resources, objects: Objects, artifacts: Artifacts, images: Images) -> None:
        self._resources = resources
        self._objects = objects
        self._artifacts = artifacts
        self.images = images

    def check_image(self, model: Any, field: str) -> None:
        """Raise a 400 ApiError for a scikit-learn image of a version that will never serve the model here."""
        image = model.container_spec.image_uri
        if is_other_version(image, "prediction") and not self.images.stand_in:
            raise field_error(f"{field}.container_spec.image_uri", unrunnable_message(image, "prediction"))

    def target(self, parent: str, parent_model: str, model_id: str) -> str:
        """Return the name of the model to register: its parent's, or a new one."""
        if not parent_model:
            name = f"{parent}/models/{chosen_id('model', model_id)}"
            if model_id and self._resources.find(name) is not None:
                raise ApiError("ALREADY_EXISTS", f"The Model {name} already exists.")
            return name
        name = split_version(parent_model)[0]
        if location_of(name) != parent:
            raise invalid_argument(f"The parent model {name} is not in {parent}.")
        self._resources.get(name)
        return name

    def register(self, model: Any, target: str, folder: str = "") -> Any:
        """Add a model as the next version of `target`, which it creates if missing, and return the version.

        Its files are copied from the gs:// folder, by default its artifact_uri.
        """
        # All checks come before the first write, because callers catch an error and commit.
        folder = folder or model.artifact_uri
        _check_artifact(self._objects, model, folder)
        check_aliases(model.version_aliases)
        with self._resources.database.transaction():
            shared = self._resources.find(target)
            number = str(int(shared.version_id or "0") + 1 if shared else 1)
            if folder:
                self._artifacts.copy(f"{target}/versions/{number}", folder)
            if shared is None:
                check_display_name(model.display_name, "model.display_name")
                shared = messages.Model(name=target, display_name=model.display_name)
                shared.description = model.description
                shared.labels.update(model.labels)
                self._resources.add(target, shared)
            shared.version_id = number
            self._resources.save(target, shared)
            version = self._version(model, target, number)
            self.images.label(version.labels, model.container_spec.image_uri, "prediction")
            self.claim_aliases(target, number, version.version_aliases)
            self._resources.add(f"{target}/versions/{number}", version)
            return merged(shared, version)

    def find(self, name: str) -> Any:
        """Return a version by models/M (the default one), models/M@version or models/M@alias."""
        target, requested = split_version(name)
        with self._resources.database.reading():
            shared = self._resources.find(target)
            if shared is None:
                raise not_found(f"The Model {target} does not exist.")
            for _position, version in self.versions(target):
                if requested == version.version_id or (requested or DEFAULT) in version.version_aliases:
                    return merged(shared, version)
        raise not_found(f"The Model version {name} does not exist.")

    def versions(self, target: str, after: Position | None = None) -> Iterable[tuple[Position, Any]]:
        """Yield the rows of a model's versions, newest first, after a position."""
        return self._resources.in_collection(f"{target}/versions", after)

    def claim_aliases(self, target: str, number: str, aliases: Iterable[str]) -> None:
        """Remove aliases from all versions except the one that gets them."""
        claimed = set(aliases)
        for _position, version in self.versions(target):
            if version.version_id != number and claimed & set(version.version_aliases):
                remaining = [alias for alias in version.version_aliases if alias not in claimed]
                version.ClearField("version_aliases")
                version.version_aliases.extend(remaining)
                self._resources.save(f"{target}/versions/{version.version_id}", version)

    def folder(self, model: Any) -> str:
        """Return the gs:// folder that a version is served from: the copy of its artifact."""
        return self._artifacts.folder(f"{model.name}/versions/{model.version_id}", model.artifact_uri)

    def check_loadable(self, model: Any) -> None:
        """Raise a 400 ApiError if another version of scikit-learn saved the artifact."""
        if self.images.stands_in(model.container_spec.image_uri, "prediction"):
            return
        bucket, prefix = parse_folder(self.folder(model), "model.artifact_uri")
        for name in MODEL_FILES:
            if self._objects.exists(bucket, f"{prefix}{name}"):
                with self._objects.open(bucket, f"{prefix}{name}") as file:
                    version = saved_with(file)
                reason = version_error(version, model.artifact_uri) if version else None
                if reason is not None:
                    raise failed_precondition(reason)
                return

    def remove_version(self, row_name: str) -> None:
        """Remove a version with its evaluations and files."""
        self._artifacts.remove(row_name)
        for position, _evaluation in list(self._resources.in_collection(f"{row_name}/evaluations")):
            self._resources.remove(position[1])
        self._resources.remove(row_name)

    def set_deployed(
        self, name: str, number: str, endpoint: str, deployed_id: str, *, deployed: bool
    ) -> None:
        """Record in a version that an endpoint serves it, or no longer does."""
        row_name = f"{name}/versions/{number}"
        row = self._resources.find(row_name)
        if row is None:
            return
        others = [ref for ref in row.deployed_models if ref.deployed_model_id != deployed_id]
        row.ClearField("deployed_models")
        row.deployed_models.extend(others)
        if deployed:
            row.deployed_models.add(endpoint=endpoint, deployed_model_id=deployed_id)
        self._resources.save_unchanged(row_name, row)

    def _version(self, model: Any, target: str, number: str) -> Any:
        version = messages.Model()
        version.CopyFrom(model)
        version.name = target
        version.version_id = number
        # The labels of the first version are those of the model; later versions add their own.
        for field in (
            "display_name",
            "description",
            "version_aliases",
            *(["labels"] if number == "1" else []),
        ):
            version.ClearField(field)
        aliases = list(dict.fromkeys(model.version_aliases))
        version.version_aliases.extend(aliases if number != "1" else dict.fromkeys([*aliases, DEFAULT]))
        version.supported_deployment_resources_types.append(
            version.DeploymentResourcesType.Value("DEDICATED_RESOURCES")
        )
        version.supported_input_storage_formats.extend(["jsonl", "csv"])
        version.supported_output_storage_formats.append("jsonl")
        messages.set_time(version, "version_create_time", self._resources.clock())
        messages.set_time(version, "version_update_time", self._resources.clock())
        return version


def merged(shared: Any, version: Any) -> Any:
    """Return a version as callers see it, merged with the shared part."""
    model = messages.Model()
    model.CopyFrom(version)
    model.name = shared.name
    model.display_name = shared.display_name
    model.description = shared.description
    model.create_time.CopyFrom(shared.create_time)
    model.version_update_time.CopyFrom(version.update_time)
    if shared.update_time.ToNanoseconds() > version.update_time.ToNanoseconds():
        model.update_time.CopyFrom(shared.update_time)
    model.labels.update({**shared.labels, **version.labels})
    # A change of either part changes the etag.
    model.etag = hashlib.sha256(f"{shared.etag} {version.etag}".encode()).hexdigest()[:24]
    return model


def named_version(model: Any) -> Any:
    """Return a version under its own name, models/M@V, as Vertex AI names what a request asks by version."""
    model.name = f"{model.name}@{model.version_id}"
    return model


def copied(source: Any) -> Any:
    """Return a copy of a version without its aliases and deployments."""
    model = messages.Model()
    model.CopyFrom(source)
    for field in ("version_aliases", "deployed_models", "supported_deployment_resources_types"):
        model.ClearField(field)
    for field in ("supported_input_storage_formats", "supported_output_storage_formats"):
        model.ClearField(field)
    model.original_model_info.model = f"{source.name}@{source.version_id}"
    model.model_source_info.copy = True
    return model


def check_aliases(aliases: Iterable[str]) -> None:
    """Raise a 400 ApiError for an invalid alias."""
    for alias in aliases:
        if not _ALIAS.match(alias):
            raise invalid_argument(
                f'Invalid version alias "{alias}": it must match [a-z][a-zA-Z0-9-]{{0,126}}[a-z0-9].'
            )


def _check_artifact(objects: Objects, model: Any, folder: str) -> None:
    if not is_prebuilt_serving(model.container_spec.image_uri):
        return
    bucket, prefix = parse_folder(folder, "model.artifact_uri")
    files = [name for name in MODEL_FILES if objects.exists(bucket, f"{prefix}{name}")]
    if len(files) != 1:
        if not files and not any(True for _name in list_names(objects, bucket, prefix)):
            raise not_found(f'There are no files under "{model.artifact_uri}" to copy.')
        raise failed_precondition(
            f"Model directory {model.artifact_uri} is expected to contain exactly one of: "
            f"[{', '.join(MODEL_FILES)}]."
        )
