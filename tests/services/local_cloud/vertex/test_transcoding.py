"""Reading HTTP requests as Google's messages."""

import pytest

from services.local_cloud.http.errors import ApiError
from services.local_cloud.vertex.rpcs import RPCS
from services.local_cloud.vertex.transcoding import read_request

LOCATION = "projects/p/locations/l"


def read(name, variables=None, query=(), document=None):
    rpc = next(rpc for rpc in RPCS if rpc.name == name)
    return read_request(rpc, variables or {}, query, document or {})


def test_a_body_fills_the_field_that_the_rule_names():
    request = read("JobService.CreateCustomJob", {"parent": LOCATION}, document={"displayName": "a"})
    assert (request.parent, request.custom_job.display_name) == (LOCATION, "a")


def test_a_body_fills_the_whole_message_where_the_rule_says_so():
    document = {"model": {"displayName": "a"}, "modelId": "b"}
    request = read("ModelService.UploadModel", {"parent": LOCATION}, document=document)
    assert (request.parent, request.model.display_name, request.model_id) == (LOCATION, "a", "b")


def test_a_query_fills_fields_masks_lists_and_nested_messages():
    query = [
        ("$alt", "json;enum-encoding=int"),
        ("filter", 'display_name="a"'),
        ("pageSize", "7"),
        ("readMask", "displayName,labels"),
    ]
    request = read("ModelService.ListModels", {"parent": LOCATION}, query)
    assert (request.filter, request.page_size) == ('display_name="a"', 7)
    assert list(request.read_mask.paths) == ["display_name", "labels"]


def test_the_path_wins_over_the_name_in_a_body():
    name = f"{LOCATION}/models/7"
    request = read(
        "ModelService.UpdateModel", {"model.name": name}, document={"name": "other", "description": "d"}
    )
    assert (request.model.name, request.model.description) == (name, "d")


@pytest.mark.parametrize(
    ("name", "query", "document"),
    [
        ("JobService.CreateCustomJob", (), {"displayNam": "a"}),
        ("JobService.CreateCustomJob", (), {"displayName": 1}),
        ("JobService.CreateCustomJob", (), {"state": "NONSENSE"}),
        ("JobService.CreateCustomJob", (), {"createTime": "yesterday"}),
        ("JobService.CreateCustomJob", (), {"labels": ["a"]}),
        ("JobService.GetCustomJob", (), {"name": "a"}),
        ("JobService.ListCustomJobs", [("pageSize", "many")], None),
        ("JobService.ListCustomJobs", [("nonsense", "1")], None),
        ("JobService.ListCustomJobs", [("filter.x", "1")], None),
        ("JobService.ListCustomJobs", [("pageSize", "99999999999999999999")], None),
    ],
)
def test_what_google_would_not_read_is_a_400(name, query, document):
    with pytest.raises(ApiError, match="Invalid JSON payload received") as error:
        read(name, query=query, document=document)
    assert (error.value.http, error.value.status) == (400, "INVALID_ARGUMENT")
