"""What is asked of names, labels, masks and addresses."""

import pytest

from services.local_cloud.http.errors import ApiError
from services.local_cloud.vertex.kernel.checks import check_display_name, check_labels, check_mask, parse_uri


@pytest.mark.parametrize("name", ["a", "x" * 128, "한글 " * 10, "a/b\n"])
def test_a_display_name_of_1_to_128_characters_is_accepted(name):
    check_display_name(name)


@pytest.mark.parametrize("name", ["", "x" * 129])
def test_another_display_name_is_refused(name):
    with pytest.raises(ApiError, match=r"List of found errors:\t1\.Field: display_name; Message:"):
        check_display_name(name)


@pytest.mark.parametrize(
    "labels", [{}, {"a": ""}, {"team": "blue-1_x"}, {"팀": "파랑"}, {"k" * 64: "v" * 64}]
)
def test_labels_as_google_documents_them_are_accepted(labels):
    check_labels(labels)


@pytest.mark.parametrize(
    "labels",
    [
        {"": "v"},
        {"1a": "v"},
        {"A": "v"},
        {"a b": "v"},
        {"a": "V"},
        {"a": "x y"},
        {"a.b": "v"},
        {"k" * 65: "v"},
        {"k": "v" * 65},
        {"aiplatform.googleapis.com/x": "v"},
        {f"k{number}": "" for number in range(65)},
    ],
)
def test_other_labels_are_refused(labels):
    with pytest.raises(ApiError):
        check_labels(labels)


def test_a_mask_is_refused_for_a_field_that_can_not_be_updated():
    assert check_mask(["labels"], ["labels", "description"]) == ["labels"]
    with pytest.raises(ApiError, match="Those that can: description, labels"):
        check_mask(["name"], ["labels", "description"])


def test_a_gs_address_is_taken_apart():
    assert parse_uri("gs://bucket/a/../b c", "f") == ("bucket", "a/../b c")
    assert parse_uri("gs://bucket", "f") == ("bucket", "")


@pytest.mark.parametrize("uri", ["", "bucket/a", "s3://bucket/a", "gs:///a", "http://x/y", "/etc/passwd"])
def test_another_address_is_refused(uri):
    with pytest.raises(ApiError, match="is not a Cloud Storage address"):
        parse_uri(uri, "f")
