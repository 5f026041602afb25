"""Runs an example as a reader would: on Google, or in the environment that the local cloud prints."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from services.settings import ROOT, Target


@pytest.fixture(scope="session")
def run_example(here: Target, patience: float) -> Callable[..., str]:
    """Run examples/NAME with arguments and return what it printed; the script must end well."""
    export = "unset STORAGE_EMULATOR_HOST"
    if here.kind == "local":
        export = f'eval "$({sys.executable} -m services.local_cloud env --state-dir "{here.state_dir}")"'

    def run(name: str, *arguments: str) -> str:
        command = f'{export} && exec {sys.executable} "$@"'
        done = subprocess.run(
            ["bash", "-c", command, "bash", str(ROOT / "examples" / name), *arguments],
            cwd=ROOT,
            capture_output=True,
            text=True,
            env=os.environ,
            timeout=2 * patience,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture(scope="session")
def trained(run_example: Callable[..., str]) -> str:
    """What the training example printed, once for all tests."""
    return run_example("train_on_vertex.py")
