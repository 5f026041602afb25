"""The files of a batch prediction job."""

import json
from datetime import datetime

import pytest

from services.local_cloud.vertex.batch import results
from services.local_cloud.vertex.batch.results import ResultFile, output_folder


def names(objects):
    return [stored.name for stored in objects.list("bucket").items]


def test_lines_are_dealt_to_files_that_say_how_many_they_are(objects, tmp_path, monkeypatch):
    monkeypatch.setattr(results, "MAX_LINES", 2)
    with ResultFile(tmp_path, "stem") as lines:
        for number in range(5):
            lines.add({"한": number})
        lines.write(objects, "bucket", "folder/")
    assert names(objects) == [f"folder/stem-0000{number}-of-00003" for number in range(3)]
    contents = [objects.read("bucket", name).decode() for name in names(objects)]
    assert [json.loads(line)["한"] for text in contents for line in text.splitlines()] == [0, 1, 2, 3, 4]
    assert lines.count == 5


def test_a_file_is_there_where_no_line_is(objects, tmp_path):
    with ResultFile(tmp_path, "stem") as lines:
        lines.write(objects, "bucket", "")
    assert names(objects) == ["stem-00000-of-00001"]
    assert objects.read("bucket", "stem-00000-of-00001") == b""


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("iris", "prediction-iris-2026-01-02T03:04:05.006Z"),
        ("a/b\nc", "prediction-a_b_c-2026-01-02T03:04:05.006Z"),
        ("..", "prediction-..-2026-01-02T03:04:05.006Z"),
    ],
)
def test_the_folder_tells_model_and_time(name, folder):
    assert output_folder(name, datetime(2026, 1, 2, 3, 4, 5, 6_999)) == folder
