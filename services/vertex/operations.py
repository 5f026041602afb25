"""Long-running operations: what Google still works on after a call has been accepted."""

from dataclasses import dataclass
from typing import Any

from services.settings import Target
from services.vertex.connection import connect, reading
from services.vertex.failures import translated
from services.words import _


@dataclass(frozen=True)
class Operation:
    """Tells whether an operation has ended and, where it failed, why."""

    name: str
    done: bool
    error: str | None

    @property
    def id(self) -> str:
        """The last part of the name."""
        return self.name.rsplit("/", 1)[-1]


def get(target: Target, name: str) -> Operation:
    """Return the present state of an operation (operations.get)."""
    with translated(_("Reading the operation")):
        found = connect(target).endpoints.get_operation({"name": name}, **reading())
        return from_proto(found)


def running(target: Target, resource: str) -> tuple[Operation, ...]:
    """Return the unfinished operations on a resource, such as an endpoint (operations.list)."""
    with translated(_("Listing the operations")):
        found = connect(target).endpoints.list_operations(
            {"name": resource, "filter": "done=false"}, **reading()
        )
        operations = [from_proto(each) for each in found.operations]
    return tuple(each for each in operations if not each.done)


def from_proto(proto: Any) -> Operation:
    """Return the record of a google.longrunning.Operation."""
    failed = proto.done and proto.WhichOneof("result") == "error"
    return Operation(proto.name, bool(proto.done), str(proto.error.message) if failed else None)
