"""MetadataService: what answers each of its RPCs."""

from collections.abc import Callable
from typing import Any

from services.local_cloud.vertex.kernel.operations import Operations
from services.local_cloud.vertex.kernel.resources import Resources
from services.local_cloud.vertex.metadata.kinds import KINDS
from services.local_cloud.vertex.metadata.lineage import Lineage
from services.local_cloud.vertex.metadata.links import Links
from services.local_cloud.vertex.metadata.nodes import Nodes
from services.local_cloud.vertex.metadata.schemas import Schemas
from services.local_cloud.vertex.metadata.stores import Stores


def metadata_handlers(resources: Resources, operations: Operations) -> dict[str, Callable[[Any], Any]]:
    """Return what answers each RPC of MetadataService, by the RPC's name."""
    links = Links(resources.database)
    schemas = Schemas(resources)
    stores = Stores(resources, operations, links)
    lineage = Lineage(resources, links)
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
    for kind in KINDS:
        nodes = Nodes(kind, resources, operations, links, schemas)
        handlers |= {
            f"Create{kind.noun}": nodes.create,
            f"Get{kind.noun}": nodes.get,
            f"List{kind.noun}s": nodes.list,
            f"Update{kind.noun}": nodes.update,
            f"Delete{kind.noun}": nodes.delete,
            f"Purge{kind.noun}s": nodes.purge,
        }
    return {f"MetadataService.{name}": handler for name, handler in handlers.items()}
