"""The environment of a custom job: its folder with its own Python, its packages, command and variables."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from services.local_cloud.http.errors import ApiError
from services.local_cloud.storage.objects import Objects
from services.local_cloud.vertex.custom_jobs.interpreter import RUNTIME, Interpreter, create_interpreter
from services.local_cloud.vertex.custom_jobs.packages import fetch_packages
from services.local_cloud.vertex.custom_jobs.variables import OPEN_FILES, client_variables, vertex_variables


@dataclass(frozen=True)
class JobEnvironment:
    """The folder, Python, packages, command and variables of a job."""

    folder: Path
    interpreter: Interpreter
    packages: tuple[Path, ...]
    command: tuple[str, ...]
    variables: Mapping[str, str]

    def writing_back(self) -> tuple[str, ...]:
        """Return the command that writes back what the job left open under /gcs; () if nothing."""
        left = self.folder / OPEN_FILES / "writing"
        if not any(path.is_file() for path in left.rglob("*")):
            return ()
        return (self.interpreter.executable, "-m", f"{RUNTIME}.cloud_files")

    @property
    def installing(self) -> tuple[str, ...]:
        """The command that installs the packages."""
        wheels = str(self.folder / "wheels")
        return (self.interpreter.executable, "-m", f"{RUNTIME}.install", wheels, *map(str, self.packages))


def build_environment(
    job: Any, folder: Path, objects: Objects, variables: Mapping[str, str], address: str, token: str
) -> JobEnvironment:
    """Put a job's Python and packages into its folder and return how to run it.

    The job gets `variables` beside its own and Vertex AI's, and calls the local cloud at `address` with
    its `token`. Raises an ApiError if a package or the command does not exist.
    """
    pool = job.job_spec.worker_pool_specs[0]
    packaged = pool.HasField("python_package_spec")
    spec = pool.python_package_spec if packaged else pool.container_spec
    interpreter = create_interpreter(folder / "python")
    every = {
        **variables,
        "PATH": f"{interpreter.scripts}:{variables['PATH']}",
        **client_variables(folder, address, token),
        **{variable.name: variable.value for variable in spec.env},
        **vertex_variables(job),
    }
    packages = fetch_packages(objects, spec.package_uris, folder / "packages") if packaged else ()
    command = (
        [interpreter.executable, "-m", spec.python_module, *spec.args]
        if packaged
        else _container_command([*spec.command, *spec.args], every["PATH"])
    )
    return JobEnvironment(folder, interpreter, packages, tuple(command), every)


def _container_command(command: list[str], path: str) -> list[str]:
    # The keeper runs a file, not a name, so the command is looked up on the path here.
    executable = shutil.which(command[0], path=path)
    if executable is None:
        raise ApiError("FAILED_PRECONDITION", f'There is no command "{command[0]}".')
    return [executable, *command[1:]]
