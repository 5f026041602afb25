"""Operations are read with their kind, their end and the cloud's reason."""

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
