"""Refusals in the shapes that Google's clients read."""

import asyncio
import json
import sqlite3

import pytest
from starlette.requests import Request

from services.local_cloud.http import errors


@pytest.mark.parametrize(
    ("error", "http", "status"),
    [
        (errors.not_found("m"), 404, "NOT_FOUND"),
        (errors.invalid_argument("m"), 400, "INVALID_ARGUMENT"),
        (errors.failed_precondition("m"), 400, "FAILED_PRECONDITION"),
        (errors.already_exists("m"), 409, "ALREADY_EXISTS"),
        (errors.aborted("m"), 409, "ABORTED"),
        (errors.unauthenticated("m"), 401, "UNAUTHENTICATED"),
        (errors.permission_denied("m"), 403, "PERMISSION_DENIED"),
        (errors.resource_exhausted("m"), 429, "RESOURCE_EXHAUSTED"),
        (errors.unavailable("m"), 503, "UNAVAILABLE"),
        (errors.deadline_exceeded("m"), 504, "DEADLINE_EXCEEDED"),
    ],
)
def test_a_refusal_of_vertex_has_code_message_and_status(error, http, status):
    reply = errors.error_response(error, "/v1/projects/p/locations/l/models")
    assert reply.status_code == http
    assert json.loads(reply.body) == {"error": {"code": http, "message": "m", "status": status}}


def test_the_numbers_of_statuses_are_those_of_googles_own_rpc_codes():
    from google.rpc import code_pb2

    assert {name: code_pb2.Code.Value(name) for name in errors.STATUSES} == {
        name: errors.ApiError(name, "").code for name in errors.STATUSES
    }


def test_a_refusal_of_storage_gives_its_reason():
    reply = errors.error_response(errors.condition_not_met(), "/storage/v1/b/bucket")
    message = "At least one of the pre-conditions you specified did not hold."
    assert json.loads(reply.body) == {
        "error": {
            "code": 412,
            "message": message,
            "errors": [{"message": message, "domain": "global", "reason": "conditionNotMet"}],
        }
    }


def test_an_unimplemented_method_is_named():
    reply = errors.error_response(errors.unimplemented("ModelService.CopyModel"), "/v1/x")
    assert reply.status_code == 501
    assert "ModelService.CopyModel" in json.loads(reply.body)["error"]["message"]


def test_not_modified_has_no_body():
    reply = errors.error_response(errors.ApiError("FAILED_PRECONDITION", "m", http=304), "/storage/v1/b")
    assert (reply.status_code, reply.body) == (304, b"")


def test_a_database_without_room_is_507_and_keeps_what_it_had(database):
    def write(size):
        with database.transaction() as connection:
            connection.execute("INSERT INTO resources VALUES (?, 'c', 't', ?)", (str(size), bytes(size)))

    write(10)
    with database.reading() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(sqlite3.OperationalError) as full:
        write(1_000_000)
    request = Request({"type": "http", "path": "/v1/x", "headers": []})
    reply = asyncio.run(errors.handle_disk_error(request, full.value))
    assert (reply.status_code, "is full" in json.loads(reply.body)["error"]["message"]) == (507, True)
    with database.reading() as connection:
        connection.execute("PRAGMA max_page_count = 1000000")
    write(1_000_000)
    with database.reading() as connection:
        names = {row["name"] for row in connection.execute("SELECT name FROM resources")}
    assert names == {"10", "1000000"}
