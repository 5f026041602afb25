"""The `fields` of a reply, and masks, filters and orders in either spelling."""

import pytest


@pytest.fixture
def endpoint_name(call, parent):
    body = {"displayName": "selected", "labels": {"a_key": "value", "b": "c"}}
    reply = call("POST", f"/v1/{parent}/endpoints", json=body).json()
    yield reply["response"]["name"]
    call("DELETE", f"/v1/{reply['response']['name']}")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("displayName", {"displayName": "selected"}),
        ("display_name", {"displayName": "selected"}),
        ("labels.a_key", None),
        ("labels/a_key", {"labels": {"a_key": "value"}}),
        ("displayName,labels(b)", {"displayName": "selected", "labels": {"b": "c"}}),
        ("deployedModels/id", {}),
    ],
)
def test_a_reply_has_the_requested_fields(call, endpoint_name, fields, expected):
    for parameter in ("fields", "$fields"):
        reply = call("GET", f"/v1/{endpoint_name}", params={parameter: fields})
        assert (reply.status_code, None) == (400, expected) or reply.json() == expected


def test_fields_reach_into_the_entries_of_a_list(call, parent, endpoint_name):  # noqa: ARG001 - there is an endpoint
    listed = call("GET", f"/v1/{parent}/endpoints?fields=endpoints/name&pageSize=1").json()
    assert list(listed) == ["endpoints"]
    assert list(listed["endpoints"][0]) == ["name"]


def test_an_unknown_field_is_refused_as_google_does(call, endpoint_name):
    reply = call("GET", f"/v1/{endpoint_name}?fields=labels,nonsense/id")
    assert reply.status_code == 400
    message = "Error expanding 'fields' parameter. Cannot find matching fields for path 'nonsense'."
    assert reply.json()["error"]["message"] == message


@pytest.mark.parametrize("mask", ["displayName,description", "display_name,description"])
def test_a_mask_may_be_in_either_case(call, endpoint_name, mask):
    body = {"displayName": "changed", "description": "words"}
    reply = call("PATCH", f"/v1/{endpoint_name}", params={"updateMask": mask}, json=body)
    assert reply.json()["displayName"] == "changed", reply.json()
    reply = call("PATCH", f"/v1/{endpoint_name}", params={"update_mask": mask}, json=body)
    assert reply.status_code == 200
    parent = endpoint_name.rpartition("/endpoints/")[0]
    reply = call("GET", f"/v1/{parent}/endpoints", params={"readMask": mask, "pageSize": 1})
    assert set(reply.json()["endpoints"][0]) <= {"displayName", "description"}


def test_a_mask_in_a_body_may_be_in_either_case(call, endpoint_name):
    for mask in ("dedicatedResources.minReplicaCount", "dedicated_resources.min_replica_count"):
        body = {"deployedModel": {"id": "1"}, "updateMask": mask}
        reply = call("POST", f"/v1/{endpoint_name}:mutateDeployedModel", json=body)
        assert reply.status_code == 404, reply.text  # the mask is read, the model isn't there


@pytest.mark.parametrize("name", ["displayName", "display_name"])
def test_filters_and_orders_may_be_in_either_case(call, parent, endpoint_name, name):
    for order in (f"{name} desc", "createTime", "create_time desc", "updateTime"):
        params = {"filter": f'{name}="selected" AND createTime>"2020-01-01T00:00:00Z"', "orderBy": order}
        listed = call("GET", f"/v1/{parent}/endpoints", params=params).json()
        assert endpoint_name in [endpoint["name"] for endpoint in listed["endpoints"]]
    wrong = call("GET", f"/v1/{parent}/endpoints", params={"filter": 'displayname="selected"'})
    assert wrong.status_code == 400
