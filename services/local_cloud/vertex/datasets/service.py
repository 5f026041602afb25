"""DatasetService: tabular datasets, whose files are in Cloud Storage."""

from typing import Any

from google.protobuf import json_format

from services.local_cloud.http.errors import unimplemented
from services.local_cloud.storage.objects import Objects
from services.local_cloud.vertex.kernel import listing, messages
from services.local_cloud.vertex.kernel.checks import (
    check_display_name,
    check_labels,
    check_mask,
    field_error,
)
from services.local_cloud.vertex.kernel.gcs_paths import list_files
from services.local_cloud.vertex.kernel.messages import Handler
from services.local_cloud.vertex.kernel.names import fresh_id
from services.local_cloud.vertex.kernel.operations import Operations
from services.local_cloud.vertex.kernel.resources import Resources, check_etag

TABULAR = "gs://google-cloud-aiplatform/schema/dataset/metadata/tabular_1.0.0.yaml"
# Vertex AI sets this label on datasets; labels with the prefix are its own.
_SYSTEM_PREFIX = "aiplatform.googleapis.com/"
_SCHEMA_LABEL = f"{_SYSTEM_PREFIX}dataset_metadata_schema"
_ListDatasetsResponse = messages.message_type("ListDatasetsResponse")


class DatasetService:
    """Serves DatasetService. Raises ApiError."""

    def __init__(self, resources: Resources, operations: Operations, objects: Objects) -> None:
        self._resources = resources
        self._operations = operations
        self._objects = objects

    def handlers(self) -> dict[str, Handler]:
        """Return the handlers of the RPCs of DatasetService by name."""
        return {
            "DatasetService.CreateDataset": self.create,
            "DatasetService.GetDataset": self.get,
            "DatasetService.ListDatasets": self.list,
            "DatasetService.UpdateDataset": self.update,
            "DatasetService.DeleteDataset": self.delete,
        }

    def create(self, request: Any) -> Any:
        """Answer CreateDataset; its files must exist."""
        dataset = request.dataset
        check_display_name(dataset.display_name, "dataset.display_name")
        check_labels(dataset.labels, "dataset.labels")
        if dataset.metadata_schema_uri != TABULAR:
            raise unimplemented(f'datasets of the metadata schema "{dataset.metadata_schema_uri}"')
        sources(self._objects, dataset)
        dataset.name = f"{request.parent}/datasets/{fresh_id()}"
        dataset.labels[_SCHEMA_LABEL] = "TABULAR"
        with self._resources.database.transaction():
            self._resources.add(dataset.name, dataset)
            return self._operations.done(dataset.name, "CreateDatasetOperationMetadata", dataset)

    def get(self, request: Any) -> Any:
        """Answer GetDataset."""
        return listing.masked(self._resources.get(request.name), request.read_mask)

    def list(self, request: Any) -> Any:
        """Answer ListDatasets."""

        def read(after: Any) -> Any:
            return self._resources.in_collection(f"{request.parent}/datasets", after)

        page = listing.page(request, "datasets", read, request.order_by)
        datasets = [listing.masked(dataset, request.read_mask) for dataset in page.entries]
        return _ListDatasetsResponse(datasets=datasets, next_page_token=page.next_token)

    def update(self, request: Any) -> Any:
        """Answer UpdateDataset: display name, description and labels."""
        changed = request.dataset
        paths = check_mask(request.update_mask.paths, ("display_name", "description", "labels"))
        with self._resources.database.transaction():
            dataset = self._resources.get(changed.name)
            check_etag(changed.etag, dataset.etag)
            if "display_name" in paths:
                check_display_name(changed.display_name, "dataset.display_name")
                dataset.display_name = changed.display_name
            if "description" in paths:
                dataset.description = changed.description
            if "labels" in paths:
                self._replace_labels(dataset, changed)
            return self._resources.save(dataset.name, dataset)

    def delete(self, request: Any) -> Any:
        """Answer DeleteDataset; the files in the bucket stay."""
        with self._resources.database.transaction():
            self._resources.remove(request.name)
            return self._operations.done(request.name, "DeleteOperationMetadata")

    @staticmethod
    def _replace_labels(dataset: Any, changed: Any) -> None:
        system_labels = {
            key: value for key, value in dataset.labels.items() if key.startswith(_SYSTEM_PREFIX)
        }
        labels = {key: value for key, value in changed.labels.items() if key not in system_labels}
        check_labels(labels, "dataset.labels")
        dataset.labels.clear()
        dataset.labels.update(labels | system_labels)


def sources(objects: Objects, dataset: Any) -> list[tuple[str, str]]:
    """Return the (bucket, name) of each file of a dataset. Raises an ApiError if one does not exist."""
    metadata = json_format.MessageToDict(dataset.metadata) if dataset.HasField("metadata") else {}
    config = metadata.get("inputConfig") if isinstance(metadata, dict) else None
    config = config if isinstance(config, dict) else {}
    if "bigquerySource" in config:
        raise unimplemented("datasets from BigQuery")
    source = config.get("gcsSource")
    uris = source.get("uri") if isinstance(source, dict) else None
    uris = [uris] if isinstance(uris, str) else uris
    if not isinstance(uris, list) or not uris or not all(isinstance(uri, str) for uri in uris):
        raise field_error("dataset.metadata", "inputConfig.gcsSource.uri is required, a list of addresses.")
    field = "dataset.metadata.inputConfig.gcsSource.uri"
    return [file for uri in uris for file in list_files(objects, uri, field)]
