"""The scheduler of jobs: it runs some at once, queues the others, and stops them."""

import asyncio
import os
import shutil
import sys
import traceback
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from services.local_cloud.context import Cloud
from services.local_cloud.http.errors import ApiError, aborted
from services.local_cloud.vertex.jobs.lifecycle import PENDING, QUEUED, JobLifecycle
from services.local_cloud.vertex.jobs.owners import is_trial
from services.local_cloud.vertex.kernel import messages
from services.local_cloud.vertex.kernel.names import collection_of, last_part
from services.local_cloud.vertex.kernel.resources import Resources
from services.local_cloud.vertex.kernel.states import JOB

_CORES = os.cpu_count() or 1
MAX_RUNNING = min(4, max(2, _CORES // 2))
# The threads of a job, so that as many as run at once don't want more than the cores.
SHARE = max(1, _CORES // MAX_RUNNING)


@dataclass
class JobRun:
    """One run of a job: its folder, its token for the bucket, and the event that stops it.

    `interrupted` tells that the local cloud stops, and not only the job.
    """

    name: str
    folder: Path
    token: str = ""
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    interrupted: bool = False
    task: asyncio.Task[None] | None = None

    def check_interrupted(self) -> None:
        """Raise the ApiError of a job that stops with the local cloud."""
        if self.interrupted:
            raise aborted("The local cloud was stopped while the job ran, and the job with it.")


# Runs a job from the state PENDING on. It returns when the job has succeeded or was cancelled, and raises
# the ApiError that the job fails with.
Runner = Callable[[JobRun], Awaitable[None]]


class Scheduler:
    """Runs jobs by the `runners` of their collections, on the thread of the event loop."""

    def __init__(
        self, cloud: Cloud, resources: Resources, lifecycle: JobLifecycle, runners: Mapping[str, Runner]
    ) -> None:
        self._cloud = cloud
        self._resources = resources
        self._lifecycle = lifecycle
        self._runners = runners
        self._slots = asyncio.Semaphore(MAX_RUNNING)
        self._runs: dict[str, JobRun] = {}
        self._folder = cloud.state_dir / "jobs"

    async def resume(self) -> None:
        """Fail the jobs that an earlier process left running, and start those it left queued."""
        await asyncio.to_thread(shutil.rmtree, self._folder, ignore_errors=True)
        for collection in self._runners:
            jobs = await asyncio.to_thread(list, self._resources.everywhere(collection))
            for _position, job in reversed(jobs):
                state = messages.enum_name(job, "state")
                if state in {QUEUED, PENDING} and not is_trial(job):
                    self.begin(job.name)
                elif not JOB.is_terminal(state):
                    reason = aborted("The local cloud ended while the job ran, and the job with it.")
                    await asyncio.to_thread(self._lifecycle.conclude, job.name, reason)

    def begin(self, name: str) -> None:
        """Run a job as soon as there is a free slot."""
        self._start(name, self._wait_and_carry_out)

    async def run(self, name: str) -> None:
        """Run a job in the slot of another one, which awaits it."""
        task = self._start(name, self._carry_out)
        await asyncio.wait({task})

    def cancel(self, name: str) -> None:
        """Tell a running job to stop."""
        if name in self._runs:
            self._runs[name].stopping.set()

    async def stop(self) -> None:
        """Stop all running jobs, which fail; queued ones start with the next process."""
        while self._runs:  # a job may have started another one before it was stopped
            runs = list(self._runs.values())
            for run in runs:
                run.interrupted = True
                run.stopping.set()
            await asyncio.gather(*(run.task for run in runs if run.task), return_exceptions=True)

    def _start(self, name: str, follow: Runner) -> asyncio.Task[None]:
        run = self._runs[name] = JobRun(name, self._folder / last_part(name))

        async def followed() -> None:
            try:
                await follow(run)
            finally:
                self._runs.pop(name, None)

        run.task = asyncio.get_running_loop().create_task(followed())
        return run.task

    async def _wait_and_carry_out(self, run: JobRun) -> None:
        async with self._slots:
            # A job that waits when the local cloud stops stays queued.
            if not run.interrupted:
                await self._carry_out(run)

    async def _carry_out(self, run: JobRun) -> None:
        if not await asyncio.to_thread(self._lifecycle.enter, run.name, PENDING):
            job = await asyncio.to_thread(self._resources.find, run.name)
            if job is None or messages.enum_name(job, "state") != PENDING:
                return
        run.token = self._cloud.tokens.issue(run.name)
        reason: ApiError | None = None
        try:
            await self._runners[last_part(collection_of(run.name))](run)
        except ApiError as error:
            reason = error
        except Exception as error:  # a bug must fail the job, not leave it running
            traceback.print_exception(error, file=sys.stderr)
            reason = ApiError("INTERNAL", f"Internal error encountered: {type(error).__name__}: {error}")
        finally:
            self._cloud.tokens.revoke(run.token)
            await asyncio.to_thread(shutil.rmtree, run.folder, ignore_errors=True)
        await asyncio.to_thread(self._lifecycle.conclude, run.name, reason)
