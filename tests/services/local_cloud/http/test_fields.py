"""A caller gets the fields that it names and no others."""

import pytest

from services.local_cloud.http.errors import ApiError
from services.local_cloud.http.fields import read_fields, selected

REPLY = {
    "kind": "storage#objects",
    "items": [{"name": "a", "size": "1", "metadata": {"x": "1", "y": "2"}}, {"name": "b", "size": "2"}],
    "nextPageToken": "t",
}


@pytest.mark.parametrize(
    ("fields", "part"),
    [
        ("kind", {"kind": "storage#objects"}),
        ("items/name, nextPageToken", {"items": [{"name": "a"}, {"name": "b"}], "nextPageToken": "t"}),
        ("items(name,metadata/x)", {"items": [{"name": "a", "metadata": {"x": "1"}}, {"name": "b"}]}),
        ("items(metadata(y))", {"items": [{"metadata": {"y": "2"}}, {}]}),
        (
            "*/size",
            {"kind": "storage#objects", "items": [{"size": "1"}, {"size": "2"}], "nextPageToken": "t"},
        ),
        ("nothing", {}),
        ("*", REPLY),
    ],
)
def test_the_named_fields_are_left(fields, part):
    assert selected(REPLY, read_fields(fields)) == part


@pytest.mark.parametrize(
    "fields", ["", ",", "a,", "a(", "a)", "a()", "a/", "/a", "a(b))", "a(b)c", "a b;c", "(" * 99, "a(" * 99]
)
def test_what_is_no_selection_is_a_400(fields):
    with pytest.raises(ApiError) as refused:
        read_fields(fields)
    assert refused.value.code == 3


def test_the_client_lists_and_gets_parts(bucket, call):
    bucket.blob("a").upload_from_string("content")
    [blob] = bucket.list_blobs(fields="items(name,bucket),nextPageToken")
    assert (blob.name, blob.size) == ("a", None)
    place = f"/storage/v1/b/{bucket.name}"
    assert call("GET", f"{place}/o/a?fields=size").json() == {"size": "7"}
    assert call("GET", f"{place}?fields=name,kind").json() == {"kind": "storage#bucket", "name": bucket.name}
    refused = call("GET", f"{place}/o?fields=items(")
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, 400)
