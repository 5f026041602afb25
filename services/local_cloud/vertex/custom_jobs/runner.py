"""Run custom jobs, each with a folder, a replica and a log."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from services.local_cloud.context import Cloud
from services.local_cloud.logging.entries import LogEntries
from services.local_cloud.processes.environment import scrubbed_environment
from services.local_cloud.processes.limits import limits
from services.local_cloud.processes.sandbox import WEB_PORTS, Sandbox, sandbox
from services.local_cloud.vertex.compute.images import stand_in_warning
from services.local_cloud.vertex.compute.machines import memory
from services.local_cloud.vertex.custom_jobs.checks import image_of
from services.local_cloud.vertex.custom_jobs.environment import JobEnvironment, build_environment
from services.local_cloud.vertex.custom_jobs.grants import grants
from services.local_cloud.vertex.custom_jobs.packages import PackageCache, packages_digest
from services.local_cloud.vertex.custom_jobs.replica import Log, Replica
from services.local_cloud.vertex.jobs import owners
from services.local_cloud.vertex.jobs.lifecycle import RUNNING, JobLifecycle
from services.local_cloud.vertex.jobs.owners import METRIC_FILE
from services.local_cloud.vertex.jobs.scheduler import SHARE, JobRun
from services.local_cloud.vertex.kernel.resources import Resources

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
        self._packages = PackageCache(cloud.state_dir / "packages")

    async def __call__(self, run: JobRun) -> None:
        """Run the code of a job. Raises the ApiError that the job fails with."""
        job = await asyncio.to_thread(self._resources.get, run.name)
        log = Log(job, self._log_entries)
        warning = stand_in_warning(image_of(job.job_spec), "training")
        if warning is not None:
            await log.add("WARNING", [warning])
        environment, sandbox = await asyncio.to_thread(self._prepare, job, run)
        if not await asyncio.to_thread(self._lifecycle.enter, run.name, RUNNING):
            return
        replica = Replica(run, environment, sandbox, log)
        if timeout := job.job_spec.scheduling.timeout.ToMilliseconds():
            replica.seconds = timeout / 1000
        await self._install(replica)
        if run.stopping.is_set():
            return
        try:
            await replica.execute(environment.command)
        finally:
            await replica.write_back()

    def _prepare(self, job: Any, run: JobRun) -> tuple[JobEnvironment, Sandbox]:
        run.folder.mkdir(parents=True)
        threads = 1 if owners.is_trial(job) else SHARE  # the trials of a job share its slot
        variables = dict(scrubbed_environment(run.folder, self._cloud.address, run.token, threads))
        for prepare in self._preparations:
            variables |= prepare(job, run.folder)
        shield = self._sandbox(job, run, variables)
        address, objects = self._cloud.address, self._cloud.objects
        built = build_environment(job, run.folder, objects, variables, address, run.token)
        texts = [*built.command, *built.variables.values()]
        self._cloud.tokens.allow(run.token, grants(job, texts))
        return built, shield

    def _sandbox(self, job: Any, run: JobRun, variables: Mapping[str, str]) -> Sandbox:
        machine = job.job_spec.worker_pool_specs[0].machine_spec.machine_type
        metrics = variables.get(METRIC_FILE)  # in the folder of the tuning job
        return sandbox(
            run.folder,
            self._cloud.state_dir,
            (self._cloud.port, *WEB_PORTS),
            limits(memory(machine)),
            [Path(metrics).parent] if metrics else [],
        )

    async def _install(self, replica: Replica) -> None:
        """Install a job's packages, by pip unless an earlier job had the same."""
        environment, python = replica.environment, replica.environment.interpreter
        if not environment.packages:
            return
        digest = await asyncio.to_thread(packages_digest, environment.packages)
        if await asyncio.to_thread(self._packages.restore, digest, python):
            line = "The packages and their requirements are those that pip installed for an earlier job."
            await replica.log.add("INFO", [line])
            return
        await replica.execute(environment.installing)
        if not replica.run.stopping.is_set():
            await asyncio.to_thread(self._packages.keep, digest, python)
