from pathlib import Path

import pytest

from services.errors import Unavailable
from services.runtime import launcher
from services.runtime.launcher import answers
from services.settings import Target, read_target
from services.workflows.command_line import cloud
from services.workflows.command_line.cloud import cloud_of

pytestmark = pytest.mark.local("it is about the local cloud")


def test_a_local_cloud_of_its_own_runs_as_long_as_the_command(tmp_path: Path) -> None:
    target = read_target({"LAUNCHPAD_STATE_DIR": str(tmp_path / "state")})
    assert target.state_dir is not None
    with cloud_of(target):
        assert answers(target.state_dir)
    assert not answers(target.state_dir)


def test_one_that_runs_already_is_used_and_left_running(here: Target) -> None:
    assert here.state_dir is not None
    with cloud_of(here):
        assert answers(here.state_dir)
    assert answers(here.state_dir)


def test_google_cloud_needs_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cloud, "LocalCloud", None)
    with cloud_of(Target("cloud", "p", "us-central1", "b")):
        pass


def test_one_that_does_not_start_is_an_error_with_its_last_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launcher, "MAX_PAUSE_SECONDS", 0.0)
    (tmp_path / "file").touch()
    target = read_target({"LAUNCHPAD_STATE_DIR": str(tmp_path / "file")})
    with pytest.raises(Unavailable) as failure, cloud_of(target):
        raise AssertionError("it runs")
    assert failure.value.code == "local_cloud_not_started"
    assert failure.value.parameters["detail"]
