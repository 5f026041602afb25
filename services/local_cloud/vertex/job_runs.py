"""Runs custom jobs: a folder, a child process and a log for each, some at once, the others queued."""

import asyncio
import os
import shutil
import sys
import traceback
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from services.local_cloud.cloud import Cloud
from services.local_cloud.logbook import Logbook, Source
from services.local_cloud.processes.child import Child, start_child
from services.local_cloud.processes.environment import scrubbed_environment
from services.local_cloud.refusals import Refusal, deadline_exceeded, invalid_argument
from services.local_cloud.vertex import messages, shards, workplace
from services.local_cloud.vertex.names import last_part, location_of, project_of
from services.local_cloud.vertex.progress import PENDING, RUNNING, Progress
from services.local_cloud.vertex.resources import Resources
from services.local_cloud.vertex.states import JOB

AT_ONCE = max(2, os.cpu_count() or 1)
# What a cancelled job may use to save its work before it is killed, in seconds.
GRACE = 10.0
_LONGEST_RUN = 7 * 24 * 3600.0
_REPLICA = "workerpool0-0"
_SEVERITIES = {"stdout": "INFO", "stderr": "ERROR"}


@dataclass
class _Run:
    """One job on its way: told to stop by `stopping`; remembers the last lines it wrote to stderr."""

    name: str
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    last_lines: deque[str] = field(default_factory=lambda: deque(maxlen=20))
    task: asyncio.Task[None] | None = None
    interrupted: bool = False


class JobRuns:
    """Begins and ends the runs of jobs; `start` and `stop` belong to the event loop's thread."""

    def __init__(self, cloud: Cloud, resources: Resources, progress: Progress, logbook: Logbook) -> None:
        self._cloud = cloud
        self._resources = resources
        self._progress = progress
        self._logbook = logbook
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._runs: dict[str, _Run] = {}
        self._folder = cloud.state_dir / "jobs"

    async def resume(self) -> None:
        """Fail what an earlier process left running, and begin what it had not started."""
        await asyncio.to_thread(shutil.rmtree, self._folder, ignore_errors=True)
        jobs = await asyncio.to_thread(lambda: list(self._resources.everywhere("customJobs")))
        for _position, job in reversed(jobs):
            state = messages.enum_name(job, "state")
            if state in {"JOB_STATE_QUEUED", PENDING}:
                self.begin(job.name)
            elif not JOB.is_terminal(state):
                reason = Refusal("ABORTED", "The local cloud ended while the job ran, and the job with it.")
                await asyncio.to_thread(self._progress.conclude, job.name, reason)

    def begin(self, name: str) -> None:
        """Run a job as soon as there is a place for it."""
        run = self._runs[name] = _Run(name)
        run.task = asyncio.get_running_loop().create_task(self._follow(run))

    def cancel(self, name: str) -> None:
        """Tell a running job to stop."""
        if name in self._runs:
            self._runs[name].stopping.set()

    async def stop(self) -> None:
        """End all that runs, as failed; what is still queued begins with the next start."""
        runs = list(self._runs.values())
        for run in runs:
            run.interrupted = True
            run.stopping.set()
        await asyncio.gather(*(run.task for run in runs if run.task), return_exceptions=True)

    async def _follow(self, run: _Run) -> None:
        try:
            async with self._slots:
                # What waits when the local cloud ends stays queued.
                if not run.interrupted:
                    await self._carry_out(run)
        finally:
            self._runs.pop(run.name, None)

    async def _carry_out(self, run: _Run) -> None:
        if not await asyncio.to_thread(self._progress.enter, run.name, PENDING):
            job = await asyncio.to_thread(self._resources.find, run.name)
            if job is None or messages.enum_name(job, "state") != PENDING:
                return
        folder = self._folder / last_part(run.name)
        token = self._cloud.tokens.issue(run.name)
        reason: Refusal | None = None
        try:
            await self._work(run, folder, token)
        except Refusal as refusal:
            reason = refusal
        except Exception as error:  # a bug of ours must end the job, not hang it
            traceback.print_exception(error, file=sys.stderr)
            reason = Refusal("INTERNAL", f"Internal error encountered: {type(error).__name__}: {error}")
        finally:
            self._cloud.tokens.revoke(token)
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
        await asyncio.to_thread(self._progress.conclude, run.name, reason)

    async def _work(self, run: _Run, folder: Path, token: str) -> None:
        job = await asyncio.to_thread(self._resources.get, run.name)
        place = await asyncio.to_thread(self._prepare, job, folder, token)
        if place.missing:
            status = await self._run_child(run, place, place.installing, _LONGEST_RUN)
            if status:
                raise invalid_argument(
                    f"The requirements {', '.join(place.missing)} could not be installed: "
                    f"pip exited with status {status}. {_tail(run)}"
                )
        if not await asyncio.to_thread(self._progress.enter, run.name, RUNNING):
            return
        scheduling = job.job_spec.scheduling
        limit = scheduling.timeout.ToMilliseconds() / 1000 if scheduling.HasField("timeout") else 0
        status = await self._run_child(run, place, place.command, limit or _LONGEST_RUN)
        if status:
            raise invalid_argument(
                f"The replica {_REPLICA} exited with a non-zero status of {status}. {_tail(run)}"
            )

    def _prepare(self, job: Any, folder: Path, token: str) -> workplace.Workplace:
        folder.mkdir(parents=True)
        environment = dict(scrubbed_environment(folder, self._cloud.address, token))
        pipeline = self._progress.pipeline_of(job)
        if pipeline is not None and pipeline.HasField("input_data_config"):
            location = location_of(pipeline.name)
            dataset = self._resources.get(f"{location}/datasets/{pipeline.input_data_config.dataset_id}")
            shards.write_shards(self._cloud.objects, pipeline, dataset, folder)
            environment |= shards.data_variables(pipeline)
        return workplace.prepare(job, folder, self._cloud.objects, environment)

    async def _run_child(
        self, run: _Run, place: workplace.Workplace, command: tuple[str, ...], limit: float
    ) -> int:
        """Return the exit status of a command, 0 where a cancellation ended it."""
        source = _source(run.name)

        async def log(stream: str, lines: list[str]) -> None:
            if stream == "stderr":
                run.last_lines.extend(lines)
            await asyncio.to_thread(self._logbook.append, source, _SEVERITIES[stream], lines)

        child = await start_child(command, place.environment, place.folder, log)
        ended, stopped = await _first_of(child, run.stopping, limit)
        if ended:
            return await child.wait()
        await child.stop(0 if run.interrupted else GRACE)
        if run.interrupted:
            raise Refusal("ABORTED", "The local cloud was stopped while the job ran, and the job with it.")
        if not stopped:
            raise deadline_exceeded(f"The job ran longer than its timeout of {limit:g} seconds.")
        return 0


async def _first_of(child: Child, stopping: asyncio.Event, limit: float) -> tuple[bool, bool]:
    """Wait for a child's end, a stop or the time limit; say whether it ended and was told to stop."""
    ending = asyncio.ensure_future(child.wait())
    stop = asyncio.ensure_future(stopping.wait())
    done, _pending = await asyncio.wait({ending, stop}, timeout=limit, return_when=asyncio.FIRST_COMPLETED)
    stop.cancel()
    return ending in done, stop in done


def _tail(run: _Run) -> str:
    lines = "\n".join(run.last_lines).strip()
    return f"Its last lines were:\n{lines}" if lines else "It wrote nothing to its standard error."


def _source(name: str) -> Source:
    labels = {"project_id": project_of(name), "job_id": last_part(name), "task_name": _REPLICA}
    return Source(project_of(name), _REPLICA, "ml_job", labels)
