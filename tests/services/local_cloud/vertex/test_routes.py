"""The REST API as HTTP: encodings of replies, errors in Google's shape, and what isn't served."""

import pytest

from services.local_cloud.context import open_cloud
from services.local_cloud.http.auth import Tokens
from services.local_cloud.vertex.routes import handlers
from services.local_cloud.vertex.rpcs import RPCS
from services.local_cloud.vertex.supervisor import Supervisor

LOCATION = "/v1/projects/launchpad-local/locations/us-central1"


def test_every_rpc_of_the_table_has_a_handler_and_no_handler_is_without_one(tmp_path):
    cloud = open_cloud(tmp_path, "http://127.0.0.1:1", Tokens())
    served = {rpc.name for rpc in RPCS} - {"PredictionService.Predict", "PredictionService.RawPredict"}
    assert set(handlers(cloud, Supervisor(cloud))) == served
    cloud.database.close()


def test_enums_are_names_or_numbers_as_asked(call, submit, ended):
    job = ended(submit(""))
    assert call("GET", f"/v1/{job.name}").json()["state"] == "JOB_STATE_SUCCEEDED"
    reply = call("GET", f"/v1/{job.name}?$alt=json;enum-encoding=int")
    assert reply.json()["state"] == 4
    pool = reply.json()["jobSpec"]["workerPoolSpecs"][0]
    assert pool["replicaCount"] == "1"  # an int64 is a text


@pytest.mark.parametrize(
    ("verb", "path", "body", "code", "status"),
    [
        ("GET", f"{LOCATION}/models/404", None, 404, "NOT_FOUND"),
        ("GET", f"{LOCATION}/models?filter=(", None, 400, "INVALID_ARGUMENT"),
        ("GET", f"{LOCATION}/models?nonsense=1", None, 400, "INVALID_ARGUMENT"),
        ("GET", f"{LOCATION}/operations/1", None, 404, "NOT_FOUND"),
        ("POST", f"{LOCATION}/customJobs", b"{", 400, "INVALID_ARGUMENT"),
        ("POST", f"{LOCATION}/customJobs", b"[]", 400, "INVALID_ARGUMENT"),
        ("POST", f"{LOCATION}/customJobs", b'{"nonsense": 1}', 400, "INVALID_ARGUMENT"),
        ("POST", f"{LOCATION}/customJobs", b'{"displayName": NaN}', 400, "INVALID_ARGUMENT"),
        ("POST", f"{LOCATION}/customJobs", b"\xff", 400, "INVALID_ARGUMENT"),
        ("POST", f"{LOCATION}/customJobs", rb'{"displayName": "\ud800"}', 400, "INVALID_ARGUMENT"),
        ("POST", f"{LOCATION}/customJobs", rb'{"\uD83D": 1}', 400, "INVALID_ARGUMENT"),
        ("POST", f"{LOCATION}/customJobs", b"[" * 100_000, 400, "INVALID_ARGUMENT"),
        ("POST", f"{LOCATION}/customJobs", b" " * 10_500_000, 400, "INVALID_ARGUMENT"),
        ("POST", f"{LOCATION}/nasJobs", b"{}", 501, "UNIMPLEMENTED"),
        ("GET", f"{LOCATION}/featurestores", None, 501, "UNIMPLEMENTED"),
        ("PUT", f"{LOCATION}/models/1", b"{}", 501, "UNIMPLEMENTED"),
        ("GET", "/ui/projects/p/locations/l/nonsense", None, 501, "UNIMPLEMENTED"),
        ("GET", f"{LOCATION}/models/..%2f..%2fetc", None, 501, "UNIMPLEMENTED"),
        ("GET", f"{LOCATION}/models/%00", None, 501, "UNIMPLEMENTED"),
    ],
)
def test_an_error_has_googles_code_status_and_shape(call, verb, path, body, code, status):
    reply = call(verb, path, data=body)
    assert reply.status_code == code
    error = reply.json()["error"]
    assert set(error) == {"code", "message", "status"}
    assert (error["code"], error["status"]) == (code, status)
    assert error["message"]


def test_a_method_that_is_not_served_names_itself(call):
    message = call("POST", f"{LOCATION}/featurestores", json={}).json()["error"]["message"]
    named = f"FeaturestoreService.CreateFeaturestore (POST {LOCATION}/featurestores)"
    assert message == f"The local cloud does not implement {named}."


@pytest.mark.parametrize("root", ["v1", "ui"])
def test_an_operation_is_told_of_waited_for_listed_and_forgotten(call, clients, parent, root):
    endpoint = clients.endpoints.create_endpoint({"parent": parent, "endpoint": {"display_name": "e"}})
    name = endpoint.operation.name
    owner = name.partition("/operations/")[0]
    assert call("GET", f"/{root}/{name}").json()["response"]["name"] == owner
    assert call("POST", f"/{root}/{name}:wait", json={"timeout": "1s"}).json()["done"]
    assert call("POST", f"/{root}/{name}:cancel", json={}).json() == {}
    for text, found in (("done=true", [name]), ("done=false", [])):
        listed = call("GET", f"/{root}/{owner}/operations", params={"filter": text}).json()
        assert [each["name"] for each in listed.get("operations", [])] == found
    assert call("DELETE", f"/{root}/{name}").json() == {}
    gone = call("GET", f"/{root}/{name}")
    assert (gone.status_code, gone.json()["error"]["status"]) == (404, "NOT_FOUND")
    clients.endpoints.delete_endpoint({"name": owner}).result(timeout=10)
