"""Operations are read with their kind, their end and the cloud's reason."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from google.cloud.aiplatform_v1 import types
from google.longrunning.operations_pb2 import Operation as Proto
from google.protobuf.any_pb2 import Any as Packed
from google.rpc.status_pb2 import Status

from services.errors import NotFound
from services.settings import Target
from services.vertex import operations
from services.vertex.endpoints import Endpoint
from services.vertex.operations import Operation

NAME = "projects/p/locations/l/endpoints/e/operations/7"


def packed(message: Any) -> Packed:
    any_of = Packed()
    any_of.Pack(type(message).pb(message))
    return any_of


NOW = datetime(2026, 1, 2, tzinfo=UTC)
DEPLOY = packed(types.DeployModelOperationMetadata())


@pytest.mark.parametrize(
    ("proto", "operation"),
    [
        (Proto(name=NAME, metadata=DEPLOY), Operation(NAME, "deploy", False, None)),
        (
            Proto(name=NAME, metadata=packed(types.UndeployModelOperationMetadata()), done=True),
            Operation(NAME, "undeploy", True, None),
        ),
        (
            Proto(name=NAME, metadata=DEPLOY, done=True, error=Status(code=8, message="no quota")),
            Operation(NAME, "deploy", True, "no quota."),
        ),
        (Proto(name=NAME, done=True, response=DEPLOY), Operation(NAME, "other", True, None)),
    ],
    ids=["running", "done", "failed", "of another kind"],
)
def test_an_operation_is_read_from_googles_message(proto: Proto, operation: Operation) -> None:
    assert operations.from_proto(proto) == operation
    assert operation.id == "7"


def test_an_unknown_operation_is_not_found(here: Target) -> None:
    with pytest.raises(NotFound, match="operation_not_read"):
        operations.get(here, f"{here.parent}/endpoints/404404404/operations/404404404")


def test_an_endpoint_at_rest_has_no_running_operations(here: Target, live_endpoint: Endpoint) -> None:
    assert operations.list_running(here, live_endpoint.name) == ()


def listed(id: int, code: int | None = None, *, done: bool = True, hours: float = 1.0) -> Proto:
    """Return an operation that began hours ago; `code` is that of its error, 0 where it has succeeded."""
    metadata = types.DeployModelOperationMetadata()
    metadata.generic_metadata.create_time = NOW - timedelta(hours=hours)
    ended = {"response": DEPLOY} if not code else {"error": Status(code=code, message="no quota")}
    return Proto(name=f"{NAME}{id}", metadata=packed(metadata), done=done, **(ended if done else {}))


@pytest.mark.parametrize(
    ("protos", "shown"),
    [
        ([], ""),
        ([listed(1, 0)], ""),
        ([listed(1, 8)], "1"),
        ([listed(1, 8, hours=25)], ""),
        ([listed(1, 1)], ""),
        ([listed(1, 8, hours=2), listed(2, 0)], ""),
        ([listed(2, 0), listed(1, 8, hours=2)], ""),
        ([listed(2, 8), listed(1, 0, hours=2)], "2"),
        ([listed(1, 8, hours=2), listed(2, done=False)], "2"),
        ([listed(1, 8), listed(2, done=False, hours=2)], "21"),
    ],
)
def test_what_runs_and_what_has_failed_last_is_current(
    here: Target, monkeypatch: pytest.MonkeyPatch, protos: list[Proto], shown: str
) -> None:
    monkeypatch.setattr(operations, "_list", lambda _target, _resource: protos)
    current = operations.list_current(here, "endpoint", NOW)
    assert "".join(operation.id[1:] for operation in current) == shown
