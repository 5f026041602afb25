"""Paths are those of every earlier version, or an older bucket would not open."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from services.settings import Target
from services.vertex import layout

TARGET = Target("cloud", "p", "us-central1", "b")


def test_folders_and_files_have_the_names_of_earlier_versions() -> None:
    assert layout.dataset_folder(TARGET, "abc") == "gs://b/datasets/abc"
    assert layout.folder_of("gs://b/datasets/abc/table.csv") == "gs://b/datasets/abc"
    assert layout.model_folder("gs://b/runs/1") == "gs://b/runs/1/model"
    assert (layout.TABLE, layout.PREVIEW, layout.SET_ASIDE) == ("table.csv", "preview.csv", "set_aside.csv")
    assert (layout.READING, layout.PROFILE, layout.RECIPE) == ("reading.json", "profile.json", "recipe.json")
    assert (layout.CONTRACT, layout.EVALUATION) == ("contract.json", "evaluation.json")
    assert (layout.DATASET_LABEL, layout.ALGORITHM_LABEL) == ("launchpad_dataset", "launchpad_algorithm")


def test_a_run_folder_is_named_by_the_time_in_utc_and_is_new() -> None:
    seoul = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=9)))
    first, second = (layout.new_run_folder(TARGET, moment) for moment in (seoul, seoul.astimezone(UTC)))
    assert first.startswith("gs://b/runs/20260101-180405-")
    assert second.startswith("gs://b/runs/20260101-180405-")
    assert first != second


def test_a_run_s_score_lies_beside_the_runs_under_the_name_of_its_folder() -> None:
    assert layout.score_object("gs://b/runs/1") == f"{layout.scores_folder(TARGET)}/1" == "gs://b/scores/1"


@pytest.mark.parametrize(
    ("artifacts", "folder"),
    [
        ("gs://b/runs/1/model", "gs://b/runs/1"),
        ("gs://b/runs/1/model/", "gs://b/runs/1"),  # as Vertex AI may write it
        ("gs://other/runs/1/model", None),
        ("gs://b/runs/1", None),
        ("gs://b/runs/1/2/model", None),
        ("gs://b/models/1/model", None),
        ("", None),
    ],
)
def test_the_run_of_a_model_is_known_by_its_artifacts(artifacts: str, folder: str | None) -> None:
    assert layout.run_folder(TARGET, artifacts) == folder


def test_an_upload_folder_does_not_reveal_the_token() -> None:
    folder = layout.upload_folder(TARGET, "secret")
    assert folder.startswith("gs://b/uploads/")
    assert "secret" not in folder
