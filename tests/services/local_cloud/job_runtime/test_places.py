"""Which paths name places in buckets."""

from pathlib import Path

import pytest

from services.local_cloud.job_runtime.places import Place, place_of


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/gcs/bucket/a/b.txt", Place("bucket", "a/b.txt")),
        (Path("/gcs/bucket/a"), Place("bucket", "a")),
        (b"/gcs/bucket/a", Place("bucket", "a")),
        ("/gcs/bucket/", Place("bucket")),
        ("/gcs", Place("")),
        ("//gcs/bucket//a/./b", Place("bucket", "a/b")),
        ("/tmp/../gcs/bucket/a", Place("bucket", "a")),  # noqa: S108 - not reached
        ("/gcs/bucket/../../etc/passwd", None),
        ("/gcsfuse/bucket", None),
        ("/data/gcs/bucket", None),
        ("gcs/bucket", None),
        (3, None),
        (None, None),
    ],
)
def test_a_path_under_gcs_is_a_place_in_a_bucket(path, place):
    assert place_of(path) == place


def test_a_relative_path_may_lead_there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    up = "../" * len(tmp_path.parts)
    assert place_of(f"{up}gcs/bucket/a") == Place("bucket", "a")
