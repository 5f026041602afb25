"""Long-running operations."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from services.settings import Target
from services.vertex.connection import connect, read_options, write_options
from services.vertex.failures import translated
from services.vertex.sentences.sentence import sentence

Kind = Literal["deploy", "undeploy", "other"]

_KINDS: dict[str, Kind] = {
    "DeployModelOperationMetadata": "deploy",
    "UndeployModelOperationMetadata": "undeploy",
}
LATELY = timedelta(days=1)  # in which a failed operation is shown
_CANCELLED = 1  # a google.rpc.Code
_UNKNOWN = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True)
class Operation:
    """An operation: its kind, whether it is done and, if it failed, the cloud's sentence on why."""

    name: str
    kind: Kind
    done: bool
    error: str | None
    began: datetime = _UNKNOWN

    @property
    def id(self) -> str:
        """The last part of the resource name."""
        return self.name.rsplit("/", 1)[-1]


def get(target: Target, name: str) -> Operation:
    """Return the current state of an operation (operations.get)."""
    with translated("operation_not_read", name=name.rsplit("/", 1)[-1]):
        return from_proto(connect(target).endpoints.get_operation({"name": name}, **read_options()))


def list_running(target: Target, resource: str) -> tuple[Operation, ...]:
    """Return the unfinished operations on a resource, such as an endpoint (operations.list)."""
    return tuple(from_proto(proto) for proto in _list(target, resource) if not proto.done)


def list_current(target: Target, resource: str, now: datetime | None = None) -> tuple[Operation, ...]:
    """Return the unfinished operations on a resource, and the last one where it failed (operations.list).

    One that was cancelled, or that failed more than a day ago, is left out.
    """
    protos = sorted(_list(target, resource), key=_began)
    since = (now or datetime.now(UTC)) - LATELY
    running = [proto for proto in protos if not proto.done]
    last = [proto for proto in protos[-1:] if proto.done and proto.error.code and _began(proto) > since]
    return tuple(from_proto(proto) for proto in (*running, *last) if proto.error.code != _CANCELLED)


def latest(target: Target, resource: str, kind: Kind) -> Operation | None:
    """Return the operation of a kind on a resource that began last, None without one (operations.list)."""
    of_kind = (one for proto in _list(target, resource) if (one := from_proto(proto)).kind == kind)
    return max(of_kind, key=lambda operation: operation.began, default=None)


def cancel(target: Target, operation: Operation) -> None:
    """Ask the cloud to cancel an operation; it may end all the same (operations.cancel)."""
    with translated("operation_not_cancelled", name=operation.id):
        connect(target).endpoints.cancel_operation({"name": operation.name}, **write_options())


def _list(target: Target, resource: str) -> list[Any]:
    with translated("operations_not_listed", name=resource.rsplit("/", 1)[-1]):
        response = connect(target).endpoints.list_operations({"name": resource}, **read_options())
        return list(response.operations)


def from_proto(proto: Any) -> Operation:
    """Return the record of a google.longrunning.Operation."""
    kind = _KINDS.get(proto.metadata.type_url.rsplit(".", 1)[-1], "other")
    failed = proto.done and proto.WhichOneof("result") == "error"
    error = sentence(proto.error.message) if failed else None
    return Operation(proto.name, kind, bool(proto.done), error, _began(proto))


def _began(proto: Any) -> datetime:
    from google.cloud import aiplatform_v1

    # All metadata begin with this field.
    metadata = aiplatform_v1.DeployModelOperationMetadata.pb().FromString(proto.metadata.value)
    created: datetime = metadata.generic_metadata.create_time.ToDatetime(UTC)
    return created
