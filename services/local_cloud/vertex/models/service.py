"""ModelService: models and their versions."""

from typing import Any

from services.local_cloud.http.errors import ApiError, failed_precondition, invalid_argument
from services.local_cloud.vertex.kernel import listing, messages
from services.local_cloud.vertex.kernel.checks import (
    check_display_name,
    check_labels,
    check_mask,
    field_error,
)
from services.local_cloud.vertex.kernel.gcs_paths import parse_folder
from services.local_cloud.vertex.kernel.messages import Handler
from services.local_cloud.vertex.kernel.names import project_of, split_version
from services.local_cloud.vertex.kernel.operations import Operations
from services.local_cloud.vertex.kernel.resources import Resources, check_etag
from services.local_cloud.vertex.models.registry import (
    DEFAULT,
    Registry,
    check_aliases,
    copied,
    merged,
    named_version,
)

_ListModelsResponse = messages.message_type("ListModelsResponse")
_ListModelVersionsResponse = messages.message_type("ListModelVersionsResponse")
_CopyModelResponse = messages.message_type("CopyModelResponse")
_UploadModelResponse = messages.message_type("UploadModelResponse")

# The fields that UpdateModel can change by the name of a model, and by the name of a version.
_SHARED = frozenset({"display_name", "description", "labels"})
_OF_VERSION = frozenset({"version_description", "labels"})


class ModelService:
    """Serves ModelService. Raises ApiError."""

    def __init__(self, resources: Resources, operations: Operations, registry: Registry) -> None:
        self._resources = resources
        self._operations = operations
        self._registry = registry

    def handlers(self) -> dict[str, Handler]:
        """Return the handlers of the RPCs of ModelService on models and their versions by name."""
        return {
            "ModelService.UploadModel": self.upload,
            "ModelService.CopyModel": self.copy,
            "ModelService.GetModel": self.get,
            "ModelService.ListModels": self.list,
            "ModelService.ListModelVersions": self.list_versions,
            "ModelService.UpdateModel": self.update,
            "ModelService.DeleteModel": self.delete,
            "ModelService.DeleteModelVersion": self.delete_version,
            "ModelService.MergeVersionAliases": self.merge_aliases,
        }

    def upload(self, request: Any) -> Any:
        """Answer UploadModel; the operation fails if the image can't load the artifact."""
        _check_upload(request)
        self._registry.check_image(request.model, "model")
        with self._resources.database.transaction():
            target = self._registry.target(request.parent, request.parent_model, request.model_id)
            try:
                model = self._registry.register(request.model, target)
            except ApiError as error:
                operation = self._operations.begin(target, "UploadModelOperationMetadata")
                return self._operations.fail(operation.name, error)
            response = _UploadModelResponse(model=model.name, model_version_id=model.version_id)
            return self._operations.done(model.name, "UploadModelOperationMetadata", response)

    def copy(self, request: Any) -> Any:
        """Answer CopyModel: copy a version to a new model, or to the next version of another one."""
        if not request.source_model:
            raise field_error("source_model", "Required field is not set.")
        if not request.source_model.startswith(f"projects/{project_of(request.parent)}/"):
            raise invalid_argument("The source model must be in the project into which it is copied.")
        with self._resources.database.transaction():
            source = self._registry.find(request.source_model)
            target = self._registry.target(request.parent, request.parent_model, request.model_id)
            model = self._registry.register(copied(source), target, self._registry.folder(source))
            response = _CopyModelResponse(model=model.name, model_version_id=model.version_id)
            return self._operations.done(model.name, "CopyModelOperationMetadata", response)

    def get(self, request: Any) -> Any:
        """Answer GetModel for models/M, models/M@version or models/M@alias."""
        model = self._registry.find(request.name)
        return named_version(model) if split_version(request.name)[1] else model

    def list(self, request: Any) -> Any:
        """Answer ListModels: the default version of each model."""

        def read(after: Any) -> Any:
            for position, shared in self._resources.in_collection(f"{request.parent}/models", after):
                yield position, self._registry.find(shared.name)

        page = listing.page(request, "models", read, request.order_by)
        models = [listing.masked(model, request.read_mask) for model in page.entries]
        return _ListModelsResponse(models=models, next_page_token=page.next_token)

    def list_versions(self, request: Any) -> Any:
        """Answer ListModelVersions, oldest first by default."""
        target = split_version(request.name)[0]
        shared = self._resources.get(target)

        def read(after: Any) -> Any:
            for position, version in self._registry.versions(target, after):
                yield position, named_version(merged(shared, version))

        page = listing.page(request, "versions", read, request.order_by or "create_time")
        models = [listing.masked(model, request.read_mask) for model in page.entries]
        return _ListModelVersionsResponse(models=models, next_page_token=page.next_token)

    def update(self, request: Any) -> Any:
        """Answer UpdateModel for a model (models/M) or one of its versions (models/M@V)."""
        changed = request.model
        target, requested_version = split_version(changed.name)
        of_version = requested_version not in {"", "-"}
        allowed = _OF_VERSION if of_version else _SHARED
        if mismatch := set(request.update_mask.paths) & ((_SHARED | _OF_VERSION) - allowed):
            # aiplatform.v1, UpdateModelRequest.model: such a mismatch is a precondition error.
            raise failed_precondition(
                f"{', '.join(sorted(mismatch))} can't be updated by the name {changed.name}: models/M is "
                "what all versions share, models/M@VERSION one of them."
            )
        paths = check_mask(request.update_mask.paths, allowed)
        check_labels(changed.labels, "model.labels")
        with self._resources.database.transaction():
            present = self._registry.find(changed.name if of_version else target)
            check_etag(changed.etag, present.etag)
            name = f"{target}/versions/{present.version_id}" if of_version else target
            row = self._resources.get(name)
            if "display_name" in paths:
                check_display_name(changed.display_name, "model.display_name")
            for path in paths:
                row.ClearField(path)
                if path == "labels":
                    row.labels.update(changed.labels)
                else:
                    setattr(row, path, getattr(changed, path))
            self._resources.save(name, row)
            model = self._registry.find(changed.name if of_version else target)
            return named_version(model) if of_version else model

    def delete(self, request: Any) -> Any:
        """Answer DeleteModel with all versions; 400 while one is deployed."""
        target = split_version(request.name)[0]
        with self._resources.database.transaction():
            self._resources.get(target)
            versions = [version for _position, version in self._registry.versions(target)]
            for version in versions:
                _check_not_deployed(version)
            for version in versions:
                self._registry.remove_version(f"{target}/versions/{version.version_id}")
            self._resources.remove(target)
            return self._operations.done(target, "DeleteOperationMetadata")

    def delete_version(self, request: Any) -> Any:
        """Answer DeleteModelVersion; 400 for a deployed version, the default one and the only one."""
        target, number = split_version(request.name)
        if not number:
            raise invalid_argument("A version is required, such as models/123@1.")
        with self._resources.database.transaction():
            version = self._registry.find(request.name)
            _check_not_deployed(version)
            if len(list(self._registry.versions(target))) == 1:
                raise failed_precondition("The only version of a model can't be deleted. Delete the model.")
            if DEFAULT in version.version_aliases:
                raise failed_precondition(
                    "The default version can't be deleted. Make another the default first."
                )
            self._registry.remove_version(f"{target}/versions/{version.version_id}")
            return self._operations.done(target, "DeleteOperationMetadata")

    def merge_aliases(self, request: Any) -> Any:
        """Answer MergeVersionAliases: `alias` moves to the version, `-alias` is removed from it."""
        if not request.version_aliases:
            raise field_error("version_aliases", "Required field is not set.")
        target = split_version(request.name)[0]
        added = [alias for alias in request.version_aliases if not alias.startswith("-")]
        removed = [alias[1:] for alias in request.version_aliases if alias.startswith("-")]
        check_aliases(added)
        with self._resources.database.transaction():
            number = self._registry.find(request.name).version_id
            if DEFAULT in removed:
                raise invalid_argument('The alias "default" can only be moved to another version.')
            self._registry.claim_aliases(target, number, added)
            row = self._resources.get(f"{target}/versions/{number}")
            remaining = [alias for alias in row.version_aliases if alias not in {*removed, *added}]
            row.ClearField("version_aliases")
            row.version_aliases.extend([*remaining, *added])
            self._resources.save(f"{target}/versions/{number}", row)
            return named_version(self._registry.find(f"{target}@{number}"))


def _check_upload(request: Any) -> None:
    model = request.model
    if not request.parent_model:
        check_display_name(model.display_name, "model.display_name")
    if request.parent_model and request.model_id:
        raise invalid_argument("Only one of parent_model and model_id may be set.")
    check_labels(model.labels, "model.labels")
    if not model.container_spec.image_uri:
        raise field_error("model.container_spec.image_uri", "Required field is not set.")
    if model.artifact_uri:
        parse_folder(model.artifact_uri, "model.artifact_uri")


def _check_not_deployed(version: Any) -> None:
    if version.deployed_models:
        endpoints = ", ".join(sorted({ref.endpoint for ref in version.deployed_models}))
        raise failed_precondition(
            f"The Model {version.name}@{version.version_id} is deployed at {endpoints}. Undeploy it first."
        )
