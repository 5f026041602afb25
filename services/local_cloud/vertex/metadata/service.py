"""MetadataService: metadata stores, schemas, nodes and lineage."""

from services.local_cloud.vertex.kernel.messages import Handler
from services.local_cloud.vertex.kernel.operations import Operations
from services.local_cloud.vertex.kernel.resources import Resources
from services.local_cloud.vertex.metadata.lineage import Lineage
from services.local_cloud.vertex.metadata.links import Links
from services.local_cloud.vertex.metadata.node_types import NODE_TYPES
from services.local_cloud.vertex.metadata.nodes import Nodes
from services.local_cloud.vertex.metadata.schemas import Schemas
from services.local_cloud.vertex.metadata.stores import Stores


class MetadataService:
    """Serves MetadataService with one class for each kind of resource."""

    def __init__(self, resources: Resources, operations: Operations) -> None:
        self._resources = resources
        self._operations = operations

    def handlers(self) -> dict[str, Handler]:
        """Return the handlers of the RPCs of MetadataService by name."""
        links = Links(self._resources.database)
        schemas = Schemas(self._resources)
        stores = Stores(self._resources, self._operations, links)
        lineage = Lineage(self._resources, links)
        handlers = {
            "CreateMetadataStore": stores.create,
            "GetMetadataStore": stores.get,
            "ListMetadataStores": stores.list,
            "DeleteMetadataStore": stores.delete,
            "CreateMetadataSchema": schemas.create,
            "GetMetadataSchema": schemas.get,
            "ListMetadataSchemas": schemas.list,
            "AddContextArtifactsAndExecutions": lineage.add_members,
            "AddContextChildren": lineage.add_children,
            "RemoveContextChildren": lineage.remove_children,
            "AddExecutionEvents": lineage.add_events,
            "QueryExecutionInputsAndOutputs": lineage.of_execution,
            "QueryContextLineageSubgraph": lineage.of_context,
            "QueryArtifactLineageSubgraph": lineage.of_artifact,
        }
        for kind in NODE_TYPES:
            nodes = Nodes(kind, self._resources, self._operations, links, schemas)
            handlers |= {
                f"Create{kind.noun}": nodes.create,
                f"Get{kind.noun}": nodes.get,
                f"List{kind.noun}s": nodes.list,
                f"Update{kind.noun}": nodes.update,
                f"Delete{kind.noun}": nodes.delete,
                f"Purge{kind.noun}s": nodes.purge,
            }
        return {f"MetadataService.{name}": handler for name, handler in handlers.items()}
