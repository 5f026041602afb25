"""The stage of a run follows from the lines of its log."""

import pytest

from services.data.models.progress import run_stage

LINES = [
    ("", "starting"),
    ("Reading gs://bucket/table.csv", "reading"),
    ("320 rows, 1 column to learn from: text (text)", "reading"),
    ("Fitting linear with C 1.0", "fitting"),
    ("Fitted 256 rows in 0.1 s", "scoring"),
    ("accuracy: 0.9844 (baseline 0.2500)", "scoring"),
    ("Fitting again on all rows", "fitting_all"),
    ("Fitted 320 rows in 0.1 s", "registering"),
    ("The model is in gs://bucket/runs/1/model/", "registering"),
]


@pytest.mark.parametrize("count", range(len(LINES)))
def test_each_line_leads_to_its_stage(count: int) -> None:
    assert run_stage(line for line, _stage in LINES[: count + 1]) == LINES[count][1]
