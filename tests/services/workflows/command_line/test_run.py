"""The path from a table to an answer as the command walks it, and the cases of tables on that path."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from services.data.reading.read import read, read_csv
from services.ingest import dataset_files
from services.settings import Target
from services.vertex import datasets
from services.workflows import cleanup, deletion
from services.workflows.command_line.options import parse
from services.workflows.command_line.records import record
from services.workflows.command_line.run import run
from services.workflows.command_line.stages import status
from tests.path_cases import PATH_CASES, PathCase

Records = dict[str, dict[str, Any]]
TABLE = "x,z,c,y\n" + "".join(
    f"{n % 7},{n * n % 11},{'abc'[n % 3]},{('no', 'yes')[n % 7 + n * n % 11 > 7]}\n" for n in range(60)
)
# The others take minutes in all.
SHORT = {"bool_target-linear", "class_of_1_of_2-linear", "all_duplicates-linear"}


@pytest.fixture
def walk(here: Target) -> Callable[..., tuple[Records, int]]:
    """Run the command at the run's target; return its stages by name, and its exit status."""
    environment: Mapping[str, str] = os.environ

    def walk(file: Path, *arguments: str) -> tuple[Records, int]:
        assert here.state_dir is None or environment["LAUNCHPAD_STATE_DIR"] == str(here.state_dir)
        stages = list(run(parse(["run", str(file), *arguments]), environment))
        return dict(record(stage) for stage in stages), status(stages[-1])

    return walk


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table whose target is no default."""
    path = tmp_path / "answers.csv"
    path.write_text(TABLE)
    return path


def test_a_table_becomes_a_model_that_answers_each_row_in_its_place(
    walk: Callable[..., tuple[Records, int]], table: Path, tmp_path: Path
) -> None:
    rows = tmp_path / "rows.jsonl"
    given: list[Any] = [
        {"x": 6, "z": 9, "c": "a"},
        {"x": "six"},
        {"x": 0, "z": 1, "y": "no"},
        5,
        {"z": 9, "c": 3},
    ]
    rows.write_text("\n".join(map(json.dumps, given)))
    stages, ended = walk(table, "--target", "y", "--predict", str(rows))
    assert ended == 0
    assert list(stages) == [
        *("read", "findings", "recipe", "launched", "ended", "evaluation", "model", "deployed", "predictions")
    ]
    assert (stages["recipe"]["target"], stages["recipe"]["task"]) == ("y", "classification")
    assert stages["recipe"]["roles"] == {"x": "numeric", "z": "numeric", "c": "category"}
    assert stages["ended"]["state"] == "succeeded"
    accuracy = stages["evaluation"]["metrics"]["accuracy"]
    assert accuracy["value"] > accuracy["baseline"]
    assert stages["model"]["version"] == "1"
    answers = stages["predictions"]["rows"]
    assert [answer.get("label") for answer in answers] == ["yes", None, "no", None, "yes"]
    assert ["error" in answer for answer in answers] == [False, True, False, True, False]
    assert set(answers[0]["probabilities"]) == {"no", "yes"}


def test_nothing_is_trained_without_a_chosen_target(table: Path) -> None:
    stages = list(run(parse(["run", str(table)]), {}))
    records = dict(record(stage) for stage in stages)
    assert (list(records), status(stages[-1])) == (["read", "refused"], 2)
    assert [proposal["column"] for proposal in records["refused"]["targets"]] == records["read"]["targets"]
    assert records["read"]["targets"][0] == "y"


@pytest.mark.parametrize(
    "arguments",
    [
        ["missing.csv"],
        ["answers.csv", "--target", "nothing"],
        ["answers.csv", "--target", "y", "--predict", "missing.jsonl"],
        ["answers.csv", "--target", "y", "--predict", "."],
    ],
)
def test_what_can_be_refused_is_refused_before_a_cloud_is_needed(
    table: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(table.parent)
    stages = list(run(parse(["run", *arguments]), {"LAUNCHPAD_TARGET": "none"}))
    name, refusal = record(stages[-1])
    assert (name, len(stages), status(stages[-1])) == ("refused", 2, 2)
    assert refusal["message"]
    assert refusal["targets"] == []


def test_a_cloud_that_is_not_configured_is_refused(table: Path) -> None:
    *_read, refused = run(parse(["run", str(table), "--target", "y"]), {"LAUNCHPAD_TARGET": "cloud"})
    assert (record(refused)[0], status(refused)) == ("refused", 2)


def test_the_files_that_a_deleted_dataset_has_left_are_named_until_they_are_gone(
    here: Target,
    walk: Callable[..., tuple[Records, int]],
    tmp_path: Path,
    faults: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cleanup, "start_hourly", lambda _target: None)  # it would delete them first
    deleted = datasets.create(here, "Deleted", dataset_files.files(read_csv(TABLE.encode())))
    faults.plan("storage.objects.delete", "return-403", "return-403")
    deletion.delete_dataset(here, deleted)
    constant = tmp_path / "constant.csv"
    constant.write_text("x,y\n" + "".join(f"{n},1\n" for n in range(30)))
    stages, ended = walk(constant, "--target", "y")
    assert deleted.id in {left["id"] for left in stages["left_files"]["datasets"]}
    assert ended == 2
    assert "left_files" not in walk(constant, "--target", "y")[0]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case.id, marks=[] if case.id in SHORT else [pytest.mark.soak])
        for case in PATH_CASES
    ],
)
def test_a_table_gets_the_answer_that_its_owner_expects(
    walk: Callable[..., tuple[Records, int]], case: PathCase
) -> None:
    # Such small tables have columns that seem to reveal the target; their owner knows that none does.
    known = [] if case.is_refused else read(case.file).table.names
    confirmed = [f"--confirm={name}" for name in known]
    stages, ended = walk(
        case.file, "--target", case.target, "--algorithm", case.algorithm, *case.options, *confirmed
    )
    words = json.dumps(
        [stages.get(name) for name in ("findings", "evaluation", "refused")], ensure_ascii=False
    )
    if case.is_refused or (case.may_be_refused and "refused" in stages):
        assert (ended, "refused" in stages) == (2, True)
        assert case.says in words
        return
    assert ended == 0, stages.get("refused") or stages.get("ended")
    recipe, metrics = stages["recipe"], stages["evaluation"]["metrics"]
    assert recipe["task"] == case.task
    assert {column: recipe["roles"][column] for column in case.roles} == case.roles
    for name, least in case.scores.items():
        assert metrics[name]["value"] >= least, metrics
    for name, most in case.losses.items():
        assert metrics[name]["value"] <= most, metrics
    assert case.may_be_refused or case.says in words
