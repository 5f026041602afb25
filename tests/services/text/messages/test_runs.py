from dataclasses import replace
from typing import get_args

import pytest

from services.data.models.evaluation import Evaluation, Metric, Note, SplitUsed
from services.data.models.progress import Count, RunProgress, RunStage
from services.data.recipe.split import METHODS
from services.text.messages.runs import (
    baseline_text,
    evaluation_text,
    held_out_text,
    note_texts,
    progress_title,
    state_title,
)
from services.vertex.training import State

EVALUATION = Evaluation(
    "classification", "accuracy", 0.9, 0.6, (Metric("accuracy", 0.9, 0.6, True),), 1200, 300, 0, "all rows"
)


def test_each_state_has_its_own_title():
    assert len({state_title(state) for state in get_args(State)}) == len(get_args(State))


@pytest.mark.parametrize("is_local", [True, False])
def test_each_stage_has_its_own_title(is_local):
    stages = get_args(RunStage)
    assert len({progress_title(RunProgress(stage), is_local=is_local) for stage in stages}) == len(stages)


def test_a_local_run_starts_no_machine():
    assert progress_title(RunProgress(), is_local=True) == "Starting on this machine…"
    assert progress_title(RunProgress(), is_local=False) == "Starting the machine…"


@pytest.mark.parametrize(
    ("stage", "count", "title"),
    [
        (
            "fitting",
            Count(40, 2000, "iterations"),
            "Fitting on the training rows: 40 of 2,000 iterations…",
        ),
        ("fitting", Count(1, 1, "trees"), "Fitting on the training rows: 1 of 1 tree…"),
        (
            "fitting",
            Count(40, 200, "iterations", 2, 3),
            "Searching for the best number of iterations: 40 of 200 in trial 2 of 3…",
        ),
        ("fitting_all", Count(40, 200, "trees"), "Fitting again on all rows: 40 of 200 trees…"),
    ],
)
def test_a_counted_fit_says_how_far_it_is(stage, count, title):
    assert progress_title(RunProgress(stage, count), is_local=True) == title


@pytest.mark.parametrize(("rows", "words"), [(1, "1 held-out row "), (300, "300 held-out rows ")])
def test_an_evaluation_says_on_how_many_rows_it_was_measured(rows, words):
    text = evaluation_text(replace(EVALUATION, rows_test=rows))
    assert words in text
    assert "1,200" in text


@pytest.mark.parametrize("task", ["classification", "regression"])
def test_the_baseline_is_shown_with_its_score(task):
    assert "Accuracy 0.600" in baseline_text(replace(EVALUATION, task=task))


@pytest.mark.parametrize("method", METHODS)
def test_each_way_of_holding_out_names_what_decides(method):
    text = held_out_text(SplitUsed(method, "day", "test"))
    assert ("“day”" in text) == (method in ("time", "column", "group"))
    assert ("“test”" in text) == (method == "column")


@pytest.mark.parametrize(
    ("split", "words"),
    [
        (SplitUsed("time", "day", start="2026-01-16T00:00:00"), "Jan 16, 2026 on."),
        (
            SplitUsed("time", "day", start="2026-01-16T09:30:00"),
            "Jan 16, 2026 9:30:00",
        ),
        (SplitUsed("time", "day", undated_rows=1), "1 row without"),
        (SplitUsed("time", "day", undated_rows=1200), "1,200 rows without"),
        (SplitUsed("stratified", single_row_classes=1), "1 class with"),
        (SplitUsed("stratified", single_row_classes=2), "2 classes with"),
        (SplitUsed("random", unstratified_classes=30), "30 classes"),
        (SplitUsed("random", note="at random: 3 rows are too few"), "at random: 3 rows are too few"),
    ],
)
def test_what_came_of_the_split_is_said(split, words):
    assert words in held_out_text(split)


@pytest.mark.parametrize(
    ("note", "words"),
    [
        (Note("untested_classes", ("b",), 1, 2), "class “b”: none"),
        (Note("untested_classes", ("b", "c"), 5, 9), "classes “b”, “c” and 3 more: none"),
        (Note("untrained_classes", ("new",), 1, 1), "1 held-out row is of a class"),
        (Note("untrained_classes", ("new",), 1, 15), "15 held-out rows are of classes"),
    ],
)
def test_classes_that_were_not_tested_or_not_trained_are_named(note, words):
    (text,) = note_texts(replace(EVALUATION, notes=(note,)))
    assert words in text
    assert all(f"“{label}”" in text for label in note.classes)
