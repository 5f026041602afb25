"""The environment of a custom job: its folder with the unpacked code, its command and its variables."""

import email.parser
import json
import shutil
import sys
import tarfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import InvalidRequirement, Requirement

from services.local_cloud import limits
from services.local_cloud.http.errors import ApiError, failed_precondition, invalid_argument
from services.local_cloud.storage.objects import Objects
from services.local_cloud.vertex.jobs import owners
from services.local_cloud.vertex.kernel.checks import parse_uri
from services.local_cloud.vertex.kernel.names import last_part, project_of


@dataclass(frozen=True)
class JobEnvironment:
    """The folder, command and variables of a job; `missing` are its requirements that are not installed."""

    folder: Path
    command: tuple[str, ...]
    environment: Mapping[str, str]
    missing: tuple[str, ...]

    @property
    def installed(self) -> Path:
        """The folder on the job's path for the missing requirements."""
        return self.folder / "installed"

    @property
    def installing(self) -> tuple[str, ...]:
        """The command that installs the missing requirements."""
        options = ("--quiet", "--no-input", "--disable-pip-version-check", "--target", str(self.installed))
        return (sys.executable, "-m", "pip", "install", *options, "--", *self.missing)


def build_environment(
    job: Any, folder: Path, objects: Objects, environment: Mapping[str, str]
) -> JobEnvironment:
    """Unpack a job's packages into its folder and return how to run it.

    The job gets the variables `environment` beside its own and Vertex AI's. Raises an ApiError if a
    package does not exist or is no source distribution.
    """
    pool = job.job_spec.worker_pool_specs[0]
    packaged = pool.HasField("python_package_spec")
    spec = pool.python_package_spec if packaged else pool.container_spec
    paths = [folder / "installed"]
    missing: list[str] = []
    for number, uri in enumerate(spec.package_uris if packaged else ()):
        root = _unpack(objects, uri, folder / f"package-{number}")
        paths += [root, root / "src"]
        missing += [requirement for requirement in _requirements(root) if not _is_installed(requirement)]
    command = (
        (sys.executable, "-m", spec.python_module, *spec.args)
        if packaged
        else _container_command([*spec.command, *spec.args], environment["PATH"])
    )
    return JobEnvironment(
        folder,
        tuple(command),
        {
            **_with_paths(environment, paths),
            **{variable.name: variable.value for variable in spec.env},
            **_vertex_variables(job),
        },
        tuple(missing),
    )


def _with_paths(environment: Mapping[str, str], paths: list[Path]) -> dict[str, str]:
    """Return an environment in which Python also finds modules in some folders."""
    return {**environment, "PYTHONPATH": ":".join(map(str, paths))}


def _unpack(objects: Objects, uri: str, target: Path) -> Path:
    bucket, name = parse_uri(uri, "package_uris")
    target.mkdir(parents=True)
    try:
        with objects.open(bucket, name) as file, tarfile.open(fileobj=file, mode="r:gz") as archive:
            size = 0
            for count, member in enumerate(archive, start=1):
                size += member.size
                if size > limits.PACKAGE_BYTES or count > limits.PACKAGE_FILES:
                    raise _too_large(uri)
                # The filter keeps names inside the target and rejects devices, owners and setuid bits.
                archive.extract(member, target, filter="data")
    except (tarfile.TarError, EOFError, zlib.error, OSError) as error:
        raise invalid_argument(
            f"The package {uri} is not a source distribution (.tar.gz): {error}"
        ) from error
    folders = [path for path in target.iterdir() if path.is_dir()]
    return folders[0] if len(folders) == 1 else target


def _too_large(uri: str) -> ApiError:
    gigabytes = limits.PACKAGE_BYTES / 1024**3
    return invalid_argument(
        f"The package {uri} unpacks to more than {gigabytes:g} GB or {limits.PACKAGE_FILES:,} files."
    )


def _requirements(root: Path) -> list[str]:
    """Return the requirements of a source distribution that apply to this machine."""
    information = root / "PKG-INFO"
    if not information.is_file():
        return []
    with information.open(encoding="utf-8", errors="replace") as file:
        headers = email.parser.HeaderParser().parsestr(file.read(limits.METADATA_BYTES))
    texts = [str(text) for text in headers.get_all("Requires-Dist") or []]
    if len(texts) > limits.REQUIREMENTS:
        raise failed_precondition(
            f"The package has {len(texts):,} requirements, more than {limits.REQUIREMENTS:,}."
        )
    return [text for text in texts if _applies(text)]


def _applies(text: str) -> bool:
    try:
        marker = Requirement(text).marker
    except InvalidRequirement as error:
        raise failed_precondition(
            f'The package requires "{text}", which is no requirement: {error}'
        ) from None
    return marker is None or marker.evaluate({"extra": ""})


def _is_installed(text: str) -> bool:
    requirement = Requirement(text)
    if requirement.url is not None:
        return False
    try:
        present = metadata.version(requirement.name)
    except metadata.PackageNotFoundError:
        return False
    return requirement.specifier.contains(present, prereleases=True)


def _container_command(command: list[str], path: str) -> list[str]:
    # The keeper runs a file, not a name, so the command is looked up on the path here.
    if command[0] in {"python", "python3"}:
        return [sys.executable, *command[1:]]
    executable = shutil.which(command[0], path=path)
    if executable is None:
        raise ApiError("FAILED_PRECONDITION", f'There is no command "{command[0]}".')
    return [executable, *command[1:]]


def _vertex_variables(job: Any) -> dict[str, str]:
    """Return the variables of docs/training/code-requirements: output folders, project, job and cluster."""
    cluster = {
        "cluster": {"workerpool0": ["127.0.0.1:2222"]},
        "environment": "cloud",
        "task": {"type": "workerpool0", "index": 0}
        | ({"trial": owners.trial_id(job)} if owners.is_trial(job) else {}),
    }
    variables = {
        "CLOUD_ML_PROJECT_ID": project_of(job.name),
        "CLOUD_ML_JOB_ID": last_part(job.name),
        # Client libraries on Google Cloud get it from the metadata server.
        "GOOGLE_CLOUD_PROJECT": project_of(job.name),
        "CLOUD_ML_REGION": job.name.split("/")[3],
        "CLUSTER_SPEC": json.dumps(cluster),
    }
    # The SDK's start_run and log_params read them inside a job.
    if job.job_spec.experiment:
        variables["AIP_EXPERIMENT_NAME"] = job.job_spec.experiment
    if job.job_spec.experiment_run:
        variables["AIP_EXPERIMENT_RUN_NAME"] = job.job_spec.experiment_run
    base = job.job_spec.base_output_directory.output_uri_prefix.rstrip("/")
    if base:
        variables |= {
            "AIP_MODEL_DIR": f"{base}/model/",
            "AIP_CHECKPOINT_DIR": f"{base}/checkpoints/",
            "AIP_TENSORBOARD_LOG_DIR": f"{base}/logs/",
        }
    return variables
