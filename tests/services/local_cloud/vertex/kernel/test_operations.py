"""Operations from their beginning to their end."""

import asyncio

import pytest
from google.longrunning import operations_pb2

from services.local_cloud.http.errors import ApiError, failed_precondition
from services.local_cloud.http.proto_json import to_json
from services.local_cloud.vertex.kernel import messages
from services.local_cloud.vertex.kernel.operations import Operations
from services.local_cloud.vertex.kernel.resources import Resources

LOCATION = "projects/p/locations/l"
ENDPOINT = f"{LOCATION}/endpoints/1"
METADATA = "DeployModelOperationMetadata"


@pytest.fixture
def cancelled():
    return []


@pytest.fixture
def operations(database, clock, cancelled):
    return Operations(Resources(database, clock), cancelled.append)


def get(operations, name):
    return operations.get(operations_pb2.GetOperationRequest(name=name))


def test_an_operation_begins_unfinished_with_googles_metadata(operations):
    operation = operations.begin(ENDPOINT, METADATA)
    assert operation.name.startswith(f"{ENDPOINT}/operations/")
    shown = to_json(get(operations, operation.name))
    assert shown["metadata"]["@type"].endswith("google.cloud.aiplatform.v1.DeployModelOperationMetadata")
    assert shown["metadata"]["genericMetadata"]["createTime"] == "2026-11-01T12:00:00Z"
    assert "done" not in shown


def test_an_operation_ends_with_a_response(operations):
    name = operations.begin(ENDPOINT, METADATA).name
    operations.finish(name, messages.Endpoint(name=ENDPOINT))
    shown = to_json(get(operations, name))
    assert shown["done"] is True
    assert shown["response"]["name"] == ENDPOINT


def test_an_operation_ends_with_an_error(operations):
    name = operations.begin(ENDPOINT, METADATA).name
    operations.fail(name, failed_precondition("no"))
    assert to_json(get(operations, name))["error"] == {"code": 9, "message": "no"}


def test_unfinished_operations_are_known(operations):
    name = operations.begin(ENDPOINT, METADATA).name
    operations.done(ENDPOINT, METADATA)
    assert operations.unfinished() == [name]


def test_operations_are_listed_by_resource_and_by_state(operations):
    name = operations.begin(ENDPOINT, METADATA).name
    done = operations.done(f"{LOCATION}/models/1", "DeleteOperationMetadata").name

    def listed(**request):
        reply = operations.list(operations_pb2.ListOperationsRequest(**request))
        return {operation.name for operation in reply.operations}

    assert listed(name=LOCATION) == {name, done}
    assert listed(name=ENDPOINT) == {name}
    assert listed(name=LOCATION, filter="done=false") == {name}
    assert listed(name=LOCATION, filter="done=true") == {done}


def test_only_an_unfinished_operation_is_cancelled(operations, cancelled):
    name = operations.begin(ENDPOINT, METADATA).name
    operations.cancel(operations_pb2.CancelOperationRequest(name=operations.done(ENDPOINT, METADATA).name))
    operations.cancel(operations_pb2.CancelOperationRequest(name=name))
    assert cancelled == [name]


def test_only_an_ended_operation_is_deleted(operations):
    name = operations.begin(ENDPOINT, METADATA).name
    with pytest.raises(ApiError, match="has not ended"):
        operations.delete(operations_pb2.DeleteOperationRequest(name=name))
    operations.finish(name)
    operations.delete(operations_pb2.DeleteOperationRequest(name=name))
    with pytest.raises(ApiError, match="does not exist"):
        get(operations, name)


def test_waiting_ends_with_the_operation(operations):
    name = operations.begin(ENDPOINT, METADATA).name

    async def wait_and_finish():
        waiting = asyncio.create_task(operations.wait(operations_pb2.WaitOperationRequest(name=name)))
        await asyncio.sleep(0)
        assert not waiting.done()
        operations.finish(name)
        return await waiting

    assert asyncio.run(wait_and_finish()).done


def test_waiting_ends_with_the_time_asked_for(operations):
    name = operations.begin(ENDPOINT, METADATA).name
    request = operations_pb2.WaitOperationRequest(name=name)
    request.timeout.FromMilliseconds(10)
    assert not asyncio.run(operations.wait(request)).done
