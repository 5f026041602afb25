"""The metadata schemas of nodes: Google's own and those that callers register."""

import re
from typing import Any

from services.local_cloud.http.errors import invalid_argument
from services.local_cloud.vertex.kernel import listing
from services.local_cloud.vertex.kernel.checks import field_error
from services.local_cloud.vertex.kernel.messages import message_type
from services.local_cloud.vertex.kernel.resources import Resources
from services.local_cloud.vertex.metadata.node_types import NodeType, chosen_id, store_of

# cloud.google.com/vertex-ai/docs/ml-metadata/system-schemas and google-cloud-aiplatform's metadata.schema.
_SYSTEM = frozenset(
    [
        "system.Artifact",
        "system.Dataset",
        "system.Metrics",
        "system.Model",
        "system.ContainerExecution",
        "system.CustomJobExecution",
        "system.DagExecution",
        "system.ImporterExecution",
        "system.ResolverExecution",
        "system.Run",
        "system.Experiment",
        "system.ExperimentRun",
        "system.Pipeline",
        "system.PipelineRun",
        "google.BQMLModel",
        "google.BQTable",
        "google.ClassificationMetrics",
        "google.ExperimentModel",
        "google.ForecastingMetrics",
        "google.RegressionMetrics",
        "google.UnmanagedContainerModel",
        "google.VertexDataset",
        "google.VertexEndpoint",
        "google.VertexModel",
        "google.VertexTensorboardRun",
    ]
)
_SYSTEM_VERSION = "0.0.1"
# As in Vertex AI's error message.
_TITLE = r"^[a-z][a-z0-9-_]{2,20}[.][A-Z][a-zA-Z0-9-_]{2,49}$"
_ListMetadataSchemasResponse = message_type("ListMetadataSchemasResponse")


class Schemas:
    """Serves the metadata schemas of MetadataService. Raises ApiError."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources

    def create(self, request: Any) -> Any:
        """Answer CreateMetadataSchema; the title is in its YAML."""
        schema = request.metadata_schema
        self._resources.get(request.parent)
        title = re.search(r"^title:\s*[\"']?([^\s\"']+)", schema.schema, re.MULTILINE)
        if title is None or not re.match(_TITLE, title[1]):
            raise invalid_argument(
                f"MetadataSchema must include a schema title that satisfies the following regex: {_TITLE}"
            )
        if not schema.schema_version:
            raise field_error("metadata_schema.schema_version", "Required field is not set.")
        schema.name = (
            f"{request.parent}/metadataSchemas/{chosen_id('metadata_schema_id', request.metadata_schema_id)}"
        )
        return self._resources.add(schema.name, schema)

    def get(self, request: Any) -> Any:
        """Answer GetMetadataSchema."""
        return self._resources.get(request.name)

    def list(self, request: Any) -> Any:
        """Answer ListMetadataSchemas: the ones that callers registered."""
        self._resources.get(request.parent)

        def read(after: Any) -> Any:
            return self._resources.in_collection(f"{request.parent}/metadataSchemas", after)

        page = listing.page(request, "metadataSchemas", read)
        return _ListMetadataSchemasResponse(metadata_schemas=page.entries, next_page_token=page.next_token)

    def complete(self, node: Any, kind: NodeType) -> None:
        """Set a node's schema version to the latest one if it has none. Raises a 400 ApiError."""
        if not node.schema_title:
            if node.schema_version:
                raise field_error(f"{kind.field}.schema_title", "Required field is not set.")
            return
        versions = self._versions(store_of(node.name), node.schema_title)
        if not versions or (node.schema_version and node.schema_version not in versions):
            schema = f"{node.schema_title} {node.schema_version}".strip()
            raise invalid_argument(f'There is no MetadataSchema "{schema}" in the metadata store.')
        node.schema_version = node.schema_version or versions[0]

    def _versions(self, store: str, title: str) -> tuple[str, ...]:
        if title in _SYSTEM:
            return (_SYSTEM_VERSION,)
        title_line = re.compile(rf"^title:\s*[\"']?{re.escape(title)}[\"']?\s*$", re.MULTILINE)
        schemas = self._resources.in_collection(f"{store}/metadataSchemas")
        return tuple(
            schema.schema_version for _position, schema in schemas if title_line.search(schema.schema)
        )
