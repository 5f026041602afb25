"""The progress of a run follows from the lines of its log."""

import pytest

from services.data.models.progress import Count, RunProgress, run_progress

LINES = [
    ("", "starting", None),
    ("Reading gs://bucket/table.csv", "reading", None),
    ("320 rows, 1 column to learn from: text (text)", "reading", None),
    ("Fitting boosting with iterations 200", "fitting", None),
    ("Fitting: 40 of 200 iterations in trial 1 of 3", "fitting", Count(40, 200, "iterations", 1, 3)),
    ("Fitting: 10 of 200 iterations in trial 3 of 3", "fitting", Count(10, 200, "iterations", 3, 3)),
    ("Fitting: 30 of 60 iterations", "fitting", Count(30, 60, "iterations", 0, 3)),
    ("Fitted 256 rows in 0.1 s", "scoring", None),
    ("accuracy: 0.9844 (baseline 0.2500)", "scoring", None),
    ("Fitting again on all rows", "fitting_all", None),
    ("Fitting again: 20 of 60 iterations", "fitting_all", Count(20, 60, "iterations")),
    ("Fitted 320 rows in 0.1 s", "registering", None),
    ("The model is in gs://bucket/runs/1/model/", "registering", None),
]


@pytest.mark.parametrize("count", range(len(LINES)))
def test_each_line_leads_to_its_stage(count: int) -> None:
    progress = run_progress(line for line, *_expected in LINES[: count + 1])
    assert progress == RunProgress(*LINES[count][1:])


def test_the_lines_of_a_fit_tell_the_stage_where_the_earlier_ones_are_missing() -> None:
    progress = run_progress(["Fitting again: 5 of 40 trees"])
    assert progress == RunProgress("fitting_all", Count(5, 40, "trees"))


def test_the_share_of_a_run_only_grows() -> None:
    shares = [
        run_progress(line for line, *_expected in LINES[: count + 1]).share for count in range(len(LINES))
    ]
    assert shares == sorted(shares)
    assert 0 == shares[0] < shares[-1] < 1
