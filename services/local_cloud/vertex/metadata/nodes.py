"""Artifacts, executions and contexts, served by one class for each type of node."""

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from services.local_cloud.http.errors import aborted, failed_precondition
from services.local_cloud.vertex.kernel import listing
from services.local_cloud.vertex.kernel.checks import (
    check_display_name,
    check_labels,
    check_mask,
    field_error,
)
from services.local_cloud.vertex.kernel.operations import Operations
from services.local_cloud.vertex.kernel.resources import Resources
from services.local_cloud.vertex.metadata.experiment_runs import JOBS
from services.local_cloud.vertex.metadata.links import Links
from services.local_cloud.vertex.metadata.node_types import CONTEXT, NodeType, chosen_id, store_of
from services.local_cloud.vertex.metadata.revisions import Revisions
from services.local_cloud.vertex.metadata.schemas import Schemas

# The most bytes of Artifact.metadata and the like: aiplatform.v1.
_MAX_METADATA = 200_000
_SAMPLE_SIZE = 100


class Nodes:
    """Serves one type of node of MetadataService. Raises ApiError."""

    def __init__(
        self, kind: NodeType, resources: Resources, operations: Operations, links: Links, schemas: Schemas
    ) -> None:
        self._node_type = kind
        self._resources = resources
        self._operations = operations
        self._links = links
        self._schemas = schemas
        self._revisions = Revisions()

    def create(self, request: Any) -> Any:
        """Answer CreateArtifact, CreateExecution or CreateContext."""
        field = f"{self._node_type.field}_id"
        node = getattr(request, self._node_type.field)
        node.name = (
            f"{request.parent}/{self._node_type.collection}/{chosen_id(field, getattr(request, field))}"
        )
        return self._add(node)

    def get(self, request: Any) -> Any:
        """Answer GetArtifact, GetExecution or GetContext."""
        return self.shown(self._resources.get(request.name))

    def list(self, request: Any) -> Any:
        """Answer ListArtifacts, ListExecutions or ListContexts."""
        self._resources.get(request.parent)

        def read(after: Any) -> Any:
            return self._resources.in_collection(f"{request.parent}/{self._node_type.collection}", after)

        page = listing.page(request, self._node_type.collection, read, request.order_by, self._related)
        nodes = [self.shown(node) for node in page.entries]
        return self._node_type.response(
            "List", next_page_token=page.next_token, **{self._node_type.collection: nodes}
        )

    def update(self, request: Any) -> Any:
        """Answer UpdateArtifact, UpdateExecution or UpdateContext.

        Without a mask, all set fields are updated. With `allow_missing`, a missing node is created.
        """
        changed = getattr(request, self._node_type.field)
        with self._resources.database.transaction():
            node = self._resources.find(changed.name)
            if node is None and request.allow_missing:
                chosen_id("name", changed.name.rsplit("/", 1)[-1])
                return self._add(changed)
            node = node or self._resources.get(changed.name)
            self._check_etag(changed, node)
            jobs = deepcopy(node.metadata.fields.get(JOBS))
            for path in self._paths(request.update_mask.paths, changed):
                node.ClearField(path)
                part = type(changed)()
                part.CopyFrom(changed)
                for field, _value in changed.ListFields():
                    if field.name != path:
                        part.ClearField(field.name)
                node.MergeFrom(part)
            if jobs is not None:  # they are the service's own, and a caller may not have read them
                node.metadata.fields[JOBS].CopyFrom(jobs)
            self._check(node)
            return self.shown(self._resources.save(node.name, node))

    def delete(self, request: Any) -> Any:
        """Answer DeleteArtifact, DeleteExecution or DeleteContext: delete the node and its links."""
        with self._resources.database.transaction():
            node = self._resources.get(request.name)
            if request.etag and request.etag != node.etag:
                raise failed_precondition(self._stale(request.etag, node.etag))
            self._remove(node.name)
            return self._operations.done(node.name, "DeleteOperationMetadata")

    def purge(self, request: Any) -> Any:
        """Answer PurgeArtifacts, PurgeExecutions or PurgeContexts; without `force` it only counts."""
        if not request.filter:
            raise field_error("filter", "Required field is not set.")
        with self._resources.database.transaction():
            self._resources.get(request.parent)
            nodes = self._resources.in_collection(f"{request.parent}/{self._node_type.collection}")
            matches = listing.matcher(request.filter, self._node_type.collection, self._related)
            names = [node.name for _position, node in nodes if matches(node)]
            for name in names if request.force else ():
                self._remove(name)
            sample = [] if request.force else names[:_SAMPLE_SIZE]
            reply = self._node_type.response("Purge", purge_count=len(names), purge_sample=sample)
            return self._operations.done(request.parent, f"Purge{self._node_type.noun}sMetadata", reply)

    def shown(self, node: Any) -> Any:
        """Return a node as callers see it: a context with the names of its parents."""
        if self._node_type is CONTEXT:
            node.parent_contexts.extend(self._links.parents(node.name))
            self._revisions.remember(node)
        return node

    def _add(self, node: Any) -> Any:
        if self._node_type is CONTEXT:
            node.ClearField("parent_contexts")
        self._check(node)
        with self._resources.database.transaction():
            self._resources.get(store_of(node.name))
            self._schemas.complete(node, self._node_type)
            return self.shown(self._resources.add(node.name, node))

    def _remove(self, name: str) -> None:
        self._links.remove_node(name)
        self._resources.remove(name)

    def _check(self, node: Any) -> None:
        field = self._node_type.field
        if node.display_name:
            check_display_name(node.display_name, f"{field}.display_name")
        check_labels(node.labels, f"{field}.labels")
        for key in list(node.metadata.fields):
            if key != key.strip():
                node.metadata.fields[key.strip()].CopyFrom(node.metadata.fields[key])
                del node.metadata.fields[key]
        if node.metadata.ByteSize() > _MAX_METADATA:
            raise field_error(f"{field}.metadata", f"Its size exceeds {_MAX_METADATA} bytes.")

    def _paths(self, mask: Any, changed: Any) -> Iterable[str]:
        mutable_fields = self._node_type.mutable_fields
        if mask:
            return check_mask(mask, mutable_fields)
        return [field.name for field, _value in changed.ListFields() if field.name in mutable_fields]

    def _related(self, relation: str, name: str, other: str) -> bool:
        match relation:
            case "in_context":
                return self._links.has_member(other, name)
            case "parent_contexts":
                return self._links.is_parent(other, name)
        return self._links.is_parent(name, other)

    def _check_etag(self, changed: Any, present: Any) -> None:
        if not changed.etag or changed.etag == present.etag:
            return
        if self._node_type is not CONTEXT or not self._revisions.rebase(changed, present):
            raise aborted(self._stale(changed.etag, present.etag))

    def _stale(self, requested: str, present: str) -> str:
        # The SDK parses both numbers in this sentence, and retries if its own is older.
        noun = self._node_type.noun
        return f"Specified {noun} `etag`: `{requested}` does not match server `etag`: `{present}`"
