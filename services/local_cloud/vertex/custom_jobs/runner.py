"""Run custom jobs, each with a folder, a child process and a log."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from services.local_cloud.context import Cloud
from services.local_cloud.http.errors import deadline_exceeded, invalid_argument
from services.local_cloud.logging.entries import LogEntries, LogSource
from services.local_cloud.processes.child import Child, start_child
from services.local_cloud.processes.environment import scrubbed_environment
from services.local_cloud.processes.limits import limits
from services.local_cloud.processes.walls import WEB_PORTS, Walls, walls
from services.local_cloud.vertex.compute.images import stand_in_warning
from services.local_cloud.vertex.compute.machines import memory
from services.local_cloud.vertex.custom_jobs.checks import image_of
from services.local_cloud.vertex.custom_jobs.environment import JobEnvironment, build_environment
from services.local_cloud.vertex.custom_jobs.grants import grants
from services.local_cloud.vertex.jobs import owners
from services.local_cloud.vertex.jobs.lifecycle import RUNNING, JobLifecycle
from services.local_cloud.vertex.jobs.owners import METRIC_FILE
from services.local_cloud.vertex.jobs.scheduler import SHARE, JobRun
from services.local_cloud.vertex.kernel.names import last_part, project_of
from services.local_cloud.vertex.kernel.resources import Resources

# Seconds that a cancelled job has to save its work before it is killed.
GRACE = 10.0
_MAX_SECONDS = 7 * 24 * 3600.0
_REPLICA = "workerpool0-0"
_SEVERITIES = {"stdout": "INFO", "stderr": "ERROR"}

# Prepares a custom job's folder for the resource that the job runs for, such as a training pipeline, and
# returns the environment variables that tell the code about it; {} if the job runs for no such resource.
Preparation = Callable[[Any, Path], Mapping[str, str]]


class CustomJobRunner:
    """Runs the code of custom jobs; each of `preparations` prepares every job."""

    def __init__(
        self,
        cloud: Cloud,
        resources: Resources,
        lifecycle: JobLifecycle,
        log_entries: LogEntries,
        preparations: Sequence[Preparation],
    ) -> None:
        self._cloud = cloud
        self._resources = resources
        self._lifecycle = lifecycle
        self._log_entries = log_entries
        self._preparations = preparations

    async def __call__(self, run: JobRun) -> None:
        """Run the code of a job. Raises the ApiError that the job fails with."""
        job = await asyncio.to_thread(self._resources.get, run.name)
        warning = stand_in_warning(image_of(job.job_spec), "training")
        if warning is not None:
            await asyncio.to_thread(self._log_entries.append, _source(job), "WARNING", [warning])
        environment, walls = await asyncio.to_thread(self._prepare, job, run)
        if environment.missing:
            status, last_lines = await self._run_child(
                run, job, environment, environment.installing, _MAX_SECONDS, walls
            )
            if status:
                raise invalid_argument(
                    f"The requirements {', '.join(environment.missing)} could not be installed: "
                    f"pip exited with status {status}. {last_lines}"
                )
        if not await asyncio.to_thread(self._lifecycle.enter, run.name, RUNNING):
            return
        scheduling = job.job_spec.scheduling
        limit = scheduling.timeout.ToMilliseconds() / 1000 if scheduling.HasField("timeout") else 0
        status, last_lines = await self._run_child(
            run, job, environment, environment.command, limit or _MAX_SECONDS, walls
        )
        if status:
            raise invalid_argument(
                f"The replica {_REPLICA} exited with a non-zero status of {status}. {last_lines}"
            )

    def _prepare(self, job: Any, run: JobRun) -> tuple[JobEnvironment, Walls]:
        run.folder.mkdir(parents=True)
        threads = 1 if owners.is_trial(job) else SHARE  # the trials of a job share its slot
        variables = dict(scrubbed_environment(run.folder, self._cloud.address, run.token, threads))
        for prepare in self._preparations:
            variables |= prepare(job, run.folder)
        shield = self._walls(job, run, variables)
        built = build_environment(job, run.folder, self._cloud.objects, variables)
        texts = [*built.command, *built.environment.values()]
        self._cloud.tokens.allow(run.token, grants(job, texts))
        return built, shield

    def _walls(self, job: Any, run: JobRun, variables: Mapping[str, str]) -> Walls:
        machine = job.job_spec.worker_pool_specs[0].machine_spec.machine_type
        metrics = variables.get(METRIC_FILE)  # in the folder of the tuning job
        return walls(
            run.folder,
            self._cloud.state_dir,
            (self._cloud.port, *WEB_PORTS),
            limits(memory(machine)),
            [Path(metrics).parent] if metrics else [],
        )

    async def _run_child(
        self,
        run: JobRun,
        job: Any,
        environment: JobEnvironment,
        command: tuple[str, ...],
        limit: float,
        walls: Walls,
    ) -> tuple[int, str]:
        """Return a command's exit status, 0 if it was cancelled, and its last lines."""
        source = _source(job)
        last_lines: deque[str] = deque(maxlen=20)

        async def log(stream: str, lines: list[str]) -> None:
            if stream == "stderr":
                last_lines.extend(lines)
            await asyncio.to_thread(self._log_entries.append, source, _SEVERITIES[stream], lines)

        child = await start_child(command, environment.environment, environment.folder, log, walls=walls)
        ended, stopped = await _first_of(child, run.stopping, limit)
        if ended:
            status = await child.wait()
            return status, walls.limits.met(status, last_lines) + _tail(last_lines)
        await child.stop(0 if run.interrupted else GRACE)
        run.check_interrupted()
        if not stopped:
            raise deadline_exceeded(f"The job ran longer than its timeout of {limit:g} seconds.")
        return 0, ""


async def _first_of(child: Child, stopping: asyncio.Event, limit: float) -> tuple[bool, bool]:
    """Wait for a child's end, a stop or the time limit. Return whether the child ended and a stop came."""
    ending = asyncio.ensure_future(child.wait())
    stop = asyncio.ensure_future(stopping.wait())
    done, _pending = await asyncio.wait({ending, stop}, timeout=limit, return_when=asyncio.FIRST_COMPLETED)
    stop.cancel()
    return ending in done, stop in done


def _tail(last_lines: deque[str]) -> str:
    lines = "\n".join(last_lines).strip()
    return f"Its last lines were:\n{lines}" if lines else "It wrote nothing to its standard error."


def _source(job: Any) -> LogSource:
    labels = {"project_id": project_of(job.name), "job_id": last_part(job.name), "task_name": _REPLICA}
    # The lines of a trial belong to the tuning job and are labelled with the trial.
    entry_labels = {"ml.googleapis.com/trial_id": owners.trial_id(job)} if owners.is_trial(job) else {}
    if owners.is_trial(job):
        labels["job_id"] = owners.tuning_id(job)
    return LogSource(project_of(job.name), _REPLICA, "ml_job", labels, entry_labels)
