import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from services.data.samples import samples
from services.errors import Unavailable
from services.runtime import launcher
from services.runtime.launcher import answers
from services.settings import ROOT, Target, read_target
from services.workflows.command_line import cloud
from services.workflows.command_line.cloud import cloud_of
from tests.polling import wait_until

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


def test_two_commands_at_once_share_one_that_runs_until_both_have_ended(tmp_path: Path) -> None:
    state_dir, table = tmp_path / "state", tmp_path / "table.csv"
    table.write_bytes(samples.load("support_messages")[1])
    command = [sys.executable, "-m", "services.workflows", "run", str(table), "--target", "label", "--json"]
    command += ["--state-dir", str(state_dir)]
    others = ("GOOGLE_", "LAUNCHPAD_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(others)}

    def begin(*options: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*command, *options], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )

    with begin() as first:
        wait_until(lambda: answers(state_dir), 120)
        with begin("--deploy") as second:  # ends later, with the local cloud of the first one
            assert _stages(first)[-1] == "model"
            stages = _stages(second)
    assert (first.returncode, second.returncode) == (0, 0)
    assert stages[-1] == "deployed"
    wait_until(lambda: not answers(state_dir))


def _stages(command: subprocess.Popen[str]) -> list[str]:
    output, _errors = command.communicate(timeout=300)
    return [json.loads(line)["stage"] for line in output.splitlines()]


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
