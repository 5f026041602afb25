"""The files of a dataset: how it was read is stored in codes and numbers, and older files still open."""

import json

import pytest

from services.data.reading.parsing.repairs import Repair, has_rejected_rows
from services.data.reading.read import read_csv
from services.ingest import dataset_files
from services.text.messages.repairs import repair_text

RAGGED = b"a,a\n1,2\n3,4\n5,6,7\n8,9\n"


def stored(content: bytes) -> dict[str, object]:
    return dict(dataset_files.files(read_csv(content), source="gs://bucket/a.csv").files)


def test_what_was_repaired_is_stored_as_codes_and_read_back() -> None:
    content = stored(RAGGED)["reading.json"]
    assert isinstance(content, bytes)
    assert json.loads(content)["repairs"] == [
        {"kind": "duplicate_header", "count": 1},
        {"kind": "ragged_row", "count": 1, "width": 2},
    ]
    repairs = dataset_files.repairs(content)
    assert repairs == read_csv(RAGGED).repairs
    assert has_rejected_rows(repairs)


@pytest.mark.parametrize(
    ("kind", "message", "expected"),
    [
        ("ragged row", "2 rows don't have as many cells.", Repair("ragged_row", 2)),
        ("nul", "p: 1.csv: 2 NUL characters were taken out.", Repair("nul", 2, file="p: 1.csv")),
        ("unreadable", "2 characters can't be read.", Repair("unreadable", 2, encoding="cp949")),
    ],
)
def test_a_repair_that_an_earlier_version_stored_as_a_sentence_is_read_as_a_code(
    kind: str, message: str, expected: Repair
) -> None:
    record = {"kind": kind, "count": 2, "message": message}
    (repair,) = dataset_files.repairs(json.dumps({"encoding": "cp949", "repairs": [record]}).encode())
    assert repair == expected
    assert message not in repair_text(repair)


def test_rejected_rows_are_stored_under_the_name_of_earlier_versions() -> None:
    assert "set_aside.csv" in stored(RAGGED)
    assert "set_aside.csv" not in stored(b"a,b\n1,2\n")
