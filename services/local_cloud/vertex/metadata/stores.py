"""Metadata stores; the SDK creates one named `default` on first use."""

from typing import Any

from services.local_cloud.http.errors import unimplemented
from services.local_cloud.vertex.kernel import listing
from services.local_cloud.vertex.kernel.messages import message_type
from services.local_cloud.vertex.kernel.operations import Operations
from services.local_cloud.vertex.kernel.resources import Resources
from services.local_cloud.vertex.metadata.links import Links
from services.local_cloud.vertex.metadata.node_types import NODE_TYPES, chosen_id

_ListMetadataStoresResponse = message_type("ListMetadataStoresResponse")


class Stores:
    """Serves the metadata stores of MetadataService. Raises ApiError."""

    def __init__(self, resources: Resources, operations: Operations, links: Links) -> None:
        self._resources = resources
        self._operations = operations
        self._links = links

    def create(self, request: Any) -> Any:
        """Answer CreateMetadataStore."""
        store = request.metadata_store
        if store.encryption_spec.kms_key_name:
            raise unimplemented("metadata stores with an encryption_spec")
        store.name = (
            f"{request.parent}/metadataStores/{chosen_id('metadata_store_id', request.metadata_store_id)}"
        )
        store.ClearField("state")
        with self._resources.database.transaction():
            self._resources.add(store.name, store)
            return self._operations.done(store.name, "CreateMetadataStoreOperationMetadata", store)

    def get(self, request: Any) -> Any:
        """Answer GetMetadataStore."""
        return self._resources.get(request.name)

    def list(self, request: Any) -> Any:
        """Answer ListMetadataStores."""

        def read(after: Any) -> Any:
            return self._resources.in_collection(f"{request.parent}/metadataStores", after)

        page = listing.page(request, "metadataStores", read)
        return _ListMetadataStoresResponse(metadata_stores=page.entries, next_page_token=page.next_token)

    def delete(self, request: Any) -> Any:
        """Answer DeleteMetadataStore with all its nodes and schemas."""
        with self._resources.database.transaction():
            self._resources.get(request.name)
            for kind in NODE_TYPES:
                for _position, node in list(
                    self._resources.in_collection(f"{request.name}/{kind.collection}")
                ):
                    self._links.remove_node(node.name)
                    self._resources.remove(node.name)
            for _position, schema in list(self._resources.in_collection(f"{request.name}/metadataSchemas")):
                self._resources.remove(schema.name)
            self._resources.remove(request.name)
            return self._operations.done(request.name, "DeleteMetadataStoreOperationMetadata")
