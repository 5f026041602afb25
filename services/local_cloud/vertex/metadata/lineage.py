"""Lineage: which executions read and wrote which artifacts, and the members of contexts."""

from collections.abc import Callable, Iterable
from typing import Any

from services.local_cloud.http.errors import failed_precondition, invalid_argument
from services.local_cloud.vertex.kernel import listing, messages
from services.local_cloud.vertex.kernel.checks import check_labels, field_error
from services.local_cloud.vertex.kernel.messages import message_type
from services.local_cloud.vertex.kernel.names import collection_of
from services.local_cloud.vertex.kernel.resources import Resources
from services.local_cloud.vertex.metadata.links import Links
from services.local_cloud.vertex.metadata.node_types import ARTIFACT, CONTEXT, EXECUTION, NodeType, store_of

LineageSubgraph = message_type("LineageSubgraph")
_MAX_PARENTS = 10
# aiplatform.v1: more nodes of one type "may error with FAILED_PRECONDITION".
_MAX_GRAPH = 1000


class Lineage:
    """Serves the links and the lineage queries of MetadataService. Raises ApiError."""

    def __init__(self, resources: Resources, links: Links) -> None:
        self._resources = resources
        self._links = links

    def add_members(self, request: Any) -> Any:
        """Answer AddContextArtifactsAndExecutions."""
        with self._resources.database.transaction():
            self._resources.get(request.context)
            self._check_all(request.context, request.artifacts, ARTIFACT)
            self._check_all(request.context, request.executions, EXECUTION)
            self._links.add_members(request.context, [*request.artifacts, *request.executions])
        return message_type("AddContextArtifactsAndExecutionsResponse")()

    def add_children(self, request: Any) -> Any:
        """Answer AddContextChildren; 400 for a cycle and for more than 10 parents."""
        with self._resources.database.transaction():
            self._resources.get(request.context)
            self._check_all(request.context, request.child_contexts, CONTEXT)
            ancestors = self._ancestors(request.context)
            for child in request.child_contexts:
                if child in ancestors:
                    raise invalid_argument(
                        f"Adding {child} as a child of {request.context} would create a cycle."
                    )
                if len({*self._links.parents(child), request.context}) > _MAX_PARENTS:
                    raise invalid_argument(f"{child} would have more than {_MAX_PARENTS} parents.")
            self._links.add_children(request.context, request.child_contexts)
        return message_type("AddContextChildrenResponse")()

    def remove_children(self, request: Any) -> Any:
        """Answer RemoveContextChildren."""
        with self._resources.database.transaction():
            self._resources.get(request.context)
            self._links.remove_children(request.context, request.child_contexts)
        return message_type("RemoveContextChildrenResponse")()

    def add_events(self, request: Any) -> Any:
        """Answer AddExecutionEvents."""
        with self._resources.database.transaction():
            self._resources.get(request.execution)
            for event in request.events:
                if messages.enum_name(event, "type_") == "TYPE_UNSPECIFIED":
                    raise field_error("events.type", "Required field is not set.")
                check_labels(event.labels, "events.labels")
                self._check_all(request.execution, [event.artifact], ARTIFACT)
                event.execution = request.execution
                messages.set_time(event, "event_time", self._resources.clock())
            self._links.add_events(request.events)
        return message_type("AddExecutionEventsResponse")()

    def of_execution(self, request: Any) -> Any:
        """Answer QueryExecutionInputsAndOutputs."""
        with self._resources.database.reading():
            self._resources.get(request.execution)
            events = self._links.events(request.execution)
            return self._graph([request.execution, *(event.artifact for event in events)], events)

    def of_context(self, request: Any) -> Any:
        """Answer QueryContextLineageSubgraph: the members of a context and the events between them."""
        with self._resources.database.reading():
            self._resources.get(request.context)
            nodes = self._links.members(request.context)
            members = set(nodes)
            events = [
                event
                for node in nodes
                for event in self._links.events(node)
                if event.execution == node and event.artifact in members
            ]
            return self._graph(nodes, events)

    def of_artifact(self, request: Any) -> Any:
        """Answer QueryArtifactLineageSubgraph: the nodes within `max_hops` hops, all of them for 0.

        A filter excludes artifacts, and the nodes that only those lead to.
        """
        if request.max_hops < 0:
            raise field_error("max_hops", "It must not be negative.")
        with self._resources.database.reading():
            self._resources.get(request.artifact)
            return self._walk(request.artifact, request.max_hops, self._passes(request.filter))

    def _walk(self, start: str, max_hops: int, passes: Callable[[str], bool]) -> Any:
        seen, frontier, events, hops = {start}, [start], {}, 0
        while frontier and (not max_hops or hops < max_hops):
            reached = []
            for node in frontier:
                for event in self._links.events(node):
                    other = event.artifact if event.execution == node else event.execution
                    if other == event.artifact and other != start and not passes(other):
                        continue
                    events[event.execution, event.artifact] = event
                    if other not in seen:
                        seen.add(other)
                        reached.append(other)
            frontier, hops = reached, hops + 1
        return self._graph(sorted(seen), events.values())

    def _passes(self, text: str) -> Callable[[str], bool]:
        passes = listing.matcher(text, "artifacts", self._in_context)
        return lambda name: passes(self._resources.get(name))

    def _in_context(self, _relation: str, name: str, context: str) -> bool:
        return self._links.has_member(context, name)

    def _graph(self, names: Iterable[str], events: Iterable[Any]) -> Any:
        graph = LineageSubgraph(events=events)
        for name in dict.fromkeys(names):
            of_artifact = collection_of(name).endswith("/artifacts")
            (graph.artifacts if of_artifact else graph.executions).append(self._resources.get(name))
        if max(len(graph.artifacts), len(graph.executions), len(graph.events)) > _MAX_GRAPH:
            raise failed_precondition(f"The lineage has more than {_MAX_GRAPH} entries of one kind.")
        return graph

    def _ancestors(self, context: str) -> set[str]:
        ancestors, frontier = {context}, [context]
        while frontier:
            parents = {parent for node in frontier for parent in self._links.parents(node)}
            frontier = sorted(parents - ancestors)
            ancestors.update(frontier)
        return ancestors

    def _check_all(self, owner: str, names: Iterable[str], kind: NodeType) -> None:
        for name in names:
            if collection_of(name) != f"{store_of(owner)}/{kind.collection}":
                raise invalid_argument(f'"{name}" is no {kind.noun} of {store_of(owner)}.')
            self._resources.get(name)
