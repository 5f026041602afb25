"""The permissions that requests need: one for each method of Google's that is served."""

import pytest

from services.local_cloud.http.permissions import UNGRANTABLE, required

HERE = "projects/p/locations/l"


def needed(verb, path):
    path, _mark, query = path.partition("?")
    scope = {"method": verb, "path": path, "raw_path": path.encode(), "query_string": query.encode()}
    return list(required(scope))


@pytest.mark.parametrize(
    ("verb", "path", "permissions"),
    [
        ("GET", "/storage/v1/b?project=p", [("storage.buckets.list", "projects")]),
        ("POST", "/storage/v1/b?project=p", [("storage.buckets.create", "projects")]),
        ("GET", "/storage/v1/b/b", [("storage.buckets.get", "gs://b")]),
        ("PATCH", "/storage/v1/b/b", [("storage.buckets.update", "gs://b")]),
        ("DELETE", "/storage/v1/b/b", [("storage.buckets.delete", "gs://b")]),
        ("PUT", "/storage/v1/b/b/iam", [("storage.buckets.setIamPolicy", "gs://b")]),
        ("GET", "/storage/v1/b/b/o?prefix=runs%2F7", [("storage.objects.list", "gs://b/runs/7")]),
        ("GET", "/storage/v1/b/b/o?prefix=own%2F&prefix=", [("storage.objects.list", "gs://b/")]),
        ("GET", "/storage/v1/b/b/o/a%2Fb%20c?alt=media", [("storage.objects.get", "gs://b/a/b c")]),
        ("GET", "/download/storage/v1/b/b/o/a%2Fb", [("storage.objects.get", "gs://b/a/b")]),
        ("DELETE", "/storage/v1/b/b/o/a", [("storage.objects.delete", "gs://b/a")]),
        ("PATCH", "/storage/v1/b/b/o/a", [("storage.objects.update", "gs://b/a")]),
        ("POST", "/storage/v1/b/b/o/a/compose", [("storage.objects.create", "gs://b/a")]),
        (
            *("POST", "/storage/v1/b/b/o/a/rewriteTo/b/c/o/d%2Fe"),
            [("storage.objects.get", "gs://b/a"), ("storage.objects.create", "gs://c/d/e")],
        ),
        (
            *("POST", "/storage/v1/b/b/o/a/moveTo/o/d"),
            [(f"storage.objects.{verb}", "gs://b/a") for verb in ("get", "delete")]
            + [("storage.objects.create", "gs://b/d")],
        ),
        ("GET", f"/v1/{HERE}/endpoints", [("aiplatform.endpoints.list", f"{HERE}/endpoints")]),
        ("DELETE", f"/v1/{HERE}/endpoints/1", [("aiplatform.endpoints.delete", f"{HERE}/endpoints/1")]),
        (
            "POST",
            f"/v1/{HERE}/endpoints/1:predict",
            [("aiplatform.endpoints.predict", f"{HERE}/endpoints/1")],
        ),
        (
            *("POST", f"/v1beta1/{HERE}/endpoints/1:deployModel"),
            [("aiplatform.endpoints.deploy", f"{HERE}/endpoints/1")],
        ),
        ("POST", f"/v1/{HERE}/models:upload", [("aiplatform.models.upload", f"{HERE}/models")]),
        ("GET", f"/v1/{HERE}/models/1@2", [("aiplatform.models.get", f"{HERE}/models/1@2")]),
        ("POST", f"/v1/{HERE}/customJobs", [("aiplatform.customJobs.create", f"{HERE}/customJobs")]),
        (
            *("PATCH", f"/v1/{HERE}/metadataStores/default/contexts/c"),
            [("aiplatform.contexts.update", f"{HERE}/metadataStores/default/contexts/c")],
        ),
        (
            *("POST", f"/v1/{HERE}/tensorboards/1/experiments/e/runs"),
            [("aiplatform.tensorboardRuns.create", f"{HERE}/tensorboards/1/experiments/e/runs")],
        ),
        (
            *("GET", f"/ui/{HERE}/metadataStores/default/operations/3"),
            [("aiplatform.operations.get", f"{HERE}/metadataStores/default/operations/3")],
        ),
        ("POST", "/v2/entries:list", [("logging.logEntries.list", "logs")]),
    ],
)
def test_a_request_needs_what_googles_iam_asks_for(verb, path, permissions):
    assert needed(verb, path) == permissions


@pytest.mark.parametrize(
    ("verb", "path"),
    [
        ("POST", "/faults"),
        ("GET", "/"),
        ("GET", "/v1/projects"),
        ("GET", f"/v1/{HERE}/a:b:c"),
        ("GET", "/storage/v2/b/b/o/a"),
        ("GET", "/storage/v1/b/b/o/a/b"),
        ("GET", "/storage/v1/b/b/acl"),
    ],
)
def test_what_is_no_method_of_googles_is_the_owners_alone(verb, path):
    assert [permission for permission, _resource in needed(verb, path)] == [UNGRANTABLE]


@pytest.mark.parametrize(
    ("verb", "path"),
    [
        ("POST", "/upload/storage/v1/b/b/o?name=a"),
        ("POST", "/batch/storage/v1"),
        ("POST", "/v2/entries:write"),
    ],
)
def test_what_the_body_names_is_left_to_the_handler(verb, path):
    assert needed(verb, path) == []
