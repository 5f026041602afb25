"""Names that Cloud Storage accepts and refuses."""

import pytest

from services.local_cloud.http.errors import ApiError
from services.local_cloud.storage.names import check_bucket_name, check_object_name


@pytest.mark.parametrize(
    "name",
    ["abc", "launchpad-local", "a_b-c.d9", "1bucket", "a" * 63, ".".join(["a" * 63] * 3), "example.com"],
)
def test_a_bucket_may_be_named(name):
    check_bucket_name(name)


@pytest.mark.parametrize(
    "name",
    [
        *("", "ab", "a" * 64, "Abc", "a b", "-abc", "abc-", "_abc", "a..b", ".abc", "abc.", "a-.b"),
        *("192.168.5.4", "goog-mine", "my-google-bucket", "a/b", "..", "bücket", "abc\n", "abc\0"),
        ".".join(["a" * 63] * 4),
    ],
)
def test_a_bucket_may_not_be_named(name):
    with pytest.raises(ApiError, match="Invalid bucket name") as refused:
        check_bucket_name(name)
    assert refused.value.http == 400


@pytest.mark.parametrize(
    "name",
    [
        "a",
        "a/../b",
        "../../etc/passwd",
        "/etc/passwd",
        "%2e%2e",
        "a\0b",
        "...",
        "a" * 1024,
        "한" * 341,
        "\u202eabc",
    ],
)
def test_an_object_may_be_named(name):
    check_object_name(name)


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "a\nb", "a\rb", "a" * 1025, "한" * 342, ".well-known/acme-challenge/x", "\ud800"],
)
def test_an_object_may_not_be_named(name):
    with pytest.raises(ApiError) as refused:
        check_object_name(name)
    assert refused.value.http == 400
