"""Long-running operations: what Google still works on after a call has been accepted."""

from dataclasses import dataclass
from typing import Any, Literal

from services.settings import Target
from services.text.i18n import _
from services.vertex.connection import connect, reading
from services.vertex.failures import translated

Kind = Literal["deploy", "undeploy", "other"]

_KINDS: dict[str, Kind] = {
    "DeployModelOperationMetadata": "deploy",
    "UndeployModelOperationMetadata": "undeploy",
}


@dataclass(frozen=True)
class Operation:
    """Tells what an operation does, whether it has ended and, where it failed, why."""

    name: str
    kind: Kind
    done: bool
    error: str | None


def get(target: Target, name: str) -> Operation:
    """Return the present state of an operation (operations.get)."""
    with translated(_("Reading the operation")):
        found = connect(target).endpoints.get_operation({"name": name}, **reading())
        return from_proto(found)


def running(target: Target, resource: str) -> tuple[Operation, ...]:
    """Return the unfinished operations on a resource, such as an endpoint (operations.list)."""
    with translated(_("Listing the operations")):
        found = connect(target).endpoints.list_operations({"name": resource}, **reading())
        operations = [from_proto(each) for each in found.operations]
    return tuple(each for each in operations if not each.done)


def from_proto(proto: Any) -> Operation:
    """Return the record of a google.longrunning.Operation."""
    kind = _KINDS.get(proto.metadata.type_url.rsplit(".", 1)[-1], "other")
    failed = proto.done and proto.WhichOneof("result") == "error"
    return Operation(proto.name, kind, bool(proto.done), str(proto.error.message) if failed else None)
