"""Folders and wildcards of the bucket."""

import pytest

from services.local_cloud.http.errors import ApiError
from services.local_cloud.vertex.kernel.gcs_paths import list_files


@pytest.fixture
def found(objects):
    """Return the names that an address stands for among some objects."""
    for name in ("a.csv", "b.csv", "b.txt", "deep/c.csv", "deep/er/d.csv", "what?", "x[1].csv", "x1.csv"):
        objects.write("bucket", name, b"")
    return lambda pattern: [name for _bucket, name in list_files(objects, f"gs://bucket/{pattern}", "uri")]


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("a.csv", ["a.csv"]),
        ("?.csv", ["a.csv", "b.csv"]),
        ("b*", ["b.csv", "b.txt"]),
        ("deep/*", ["deep/c.csv"]),
        ("*/*.csv", ["deep/c.csv"]),
        ("**d.csv", ["deep/er/d.csv"]),
        ("deep/**", ["deep/c.csv", "deep/er/d.csv"]),
        ("what?", ["what?"]),
        ("x[1]*", ["x[1].csv"]),
    ],
)
def test_a_wildcard_stays_in_its_folder_unless_it_is_doubled(found, pattern, names):
    assert found(pattern) == names


@pytest.mark.parametrize("pattern", ["none", "none*", "deep/?"])
def test_an_address_of_nothing_is_not_found(found, pattern):
    with pytest.raises(ApiError, match="There is no file at gs://bucket/"):
        found(pattern)
