"""The files of a dataset: how it was read is stored in codes and numbers, and older files still open."""

import json

from services.data.reading.read import read_csv
from services.data.reading.repairs import Repair, has_rejected_rows
from services.ingest import dataset_files
from services.text.messages.reading import repair_text

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


def test_the_sentences_of_an_earlier_version_are_shown_as_they_were_stored() -> None:
    sentence = "2 rows don't have as many cells as the header, 3, and were set aside."
    old = json.dumps({"repairs": [{"kind": "ragged row", "count": 2, "message": sentence}]}).encode()
    (repair,) = dataset_files.repairs(old)
    assert repair == Repair("ragged_row", 2, sentence)
    assert has_rejected_rows([repair])
    assert repair_text(repair) == sentence


def test_rejected_rows_are_stored_under_the_name_of_earlier_versions() -> None:
    assert "set_aside.csv" in stored(RAGGED)
    assert "set_aside.csv" not in stored(b"a,b\n1,2\n")
