"""Two records have the same key only if all of their fields are the same."""

from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from services.cache.keys import BY_CONTENT
from services.vertex.datasets import Dataset

RECORDS = [record for record, content in BY_CONTENT.items() if content is repr]
DATASET = Dataset("projects/p/datasets/1", "ages", datetime(2026, 1, 2, tzinfo=UTC), "gs://b/x", "c", 2, 3)


@pytest.mark.parametrize("record", RECORDS)
def test_the_repr_of_a_record_has_every_field_that_tells_it_from_another(record: Any) -> None:
    assert record.__dataclass_params__.frozen
    assert record.__dataclass_params__.repr
    assert [field.name for field in fields(record) if field.compare and not field.repr] == []


@pytest.mark.parametrize(
    "other",
    [
        replace(DATASET, name="projects/p/datasets/2"),
        replace(DATASET, created=datetime(2026, 1, 2, 0, 0, 1, tzinfo=UTC)),
        replace(DATASET, rows=None),
        replace(DATASET, uri="gs://b/x', content_id='c"),
        replace(DATASET, by="mina"),
    ],
)
def test_another_dataset_has_another_key(other: Dataset) -> None:
    key = BY_CONTENT[Dataset]
    assert key(replace(DATASET)) == key(DATASET) != key(other)
