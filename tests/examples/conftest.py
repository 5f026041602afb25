"""Runs an example as a reader would: in the environment that the local cloud prints for other programs."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from services.settings import ROOT


@pytest.fixture(scope="session")
def run_example(local_cloud: Any) -> Callable[..., str]:
    """Run examples/NAME with arguments and return what it printed; the script must end well."""
    export = f'eval "$({sys.executable} -m services.local_cloud env --state-dir "{local_cloud.state_dir}")"'

    def run(name: str, *arguments: str) -> str:
        command = f'{export} && exec {sys.executable} "$@"'
        done = subprocess.run(
            ["bash", "-c", command, "bash", str(ROOT / "examples" / name), *arguments],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture(scope="session")
def trained(run_example: Callable[..., str]) -> str:
    """What the training example printed, once for all tests."""
    return run_example("train_on_vertex.py")
