"""The Python of a job: a virtual environment of its own over the packages of this one.

What a job installs, also by `pip` from its code, lies in the job's folder and hides what is installed here.
"""

import shutil
import sysconfig
import venv
from dataclasses import dataclass
from pathlib import Path

from services.local_cloud.job_runtime import install

# The name in the job of the package services.local_cloud.job_runtime.
RUNTIME = "_local_cloud_job"


@dataclass(frozen=True)
class Interpreter:
    """A virtual environment in a folder."""

    folder: Path

    @property
    def scripts(self) -> Path:
        """The folder of its commands, which comes first on the job's path."""
        return self.folder / "bin"

    @property
    def executable(self) -> str:
        """The Python that runs in it."""
        return str(self.scripts / "python")

    @property
    def site_packages(self) -> Path:
        """The folder of what is installed in it."""
        variables = {"base": str(self.folder), "platbase": str(self.folder)}
        return Path(sysconfig.get_path("purelib", "venv", variables))


def create_interpreter(folder: Path) -> Interpreter:
    """Make the virtual environment of a job."""
    venv.EnvBuilder(symlinks=True).create(folder)
    interpreter = Interpreter(folder)
    shutil.copytree(
        Path(install.__file__).parent,
        interpreter.site_packages / RUNTIME,
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    installed = dict.fromkeys((sysconfig.get_path("purelib"), sysconfig.get_path("platlib")))
    lines = [f"import {RUNTIME}.start", *(f"import site; site.addsitedir({path!r})" for path in installed)]
    (interpreter.site_packages / f"{RUNTIME}.pth").write_text("\n".join(lines) + "\n")
    return interpreter
