"""MetadataService on a temporary disk, called by its RPCs' names."""

from collections.abc import Callable
from typing import Any

import pytest

from services.local_cloud.http import proto_json
from services.local_cloud.vertex.kernel.messages import message_type
from services.local_cloud.vertex.kernel.operations import Operations
from services.local_cloud.vertex.kernel.resources import Resources
from services.local_cloud.vertex.metadata.service import MetadataService

LOCATION = "projects/p/locations/l"
STORE = f"{LOCATION}/metadataStores/default"


@pytest.fixture
def ask(database: Any, clock: Any) -> Callable[..., Any]:
    """Call an RPC with its request's fields and return the reply; a store named `default` is there."""
    resources = Resources(database, clock)
    handlers = MetadataService(resources, Operations(resources, lambda _name: None)).handlers()

    def ask(method: str, **fields: Any) -> Any:
        request = proto_json.from_json(fields, message_type(f"{method}Request")())
        return handlers[f"MetadataService.{method}"](request)

    ask("CreateMetadataStore", parent=LOCATION, metadata_store_id="default", metadata_store={})
    return ask


@pytest.fixture
def add(ask: Callable[..., Any]) -> Callable[..., str]:
    """Create a node and return its name: add("artifact", "data", uri="gs://b/o")."""

    def add(kind: str, node_id: str, **fields: Any) -> str:
        reply = ask(f"Create{kind.title()}", parent=STORE, **{kind: fields, f"{kind}_id": node_id})
        return str(reply.name)

    return add
