"""The one replica of a custom job: it runs the job's commands in a sandbox, and logs what they write."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from services.local_cloud.http.errors import deadline_exceeded, invalid_argument
from services.local_cloud.logging.entries import LogEntries, LogSource
from services.local_cloud.processes.child import Child, start_child
from services.local_cloud.processes.sandbox import Sandbox
from services.local_cloud.vertex.custom_jobs.environment import JobEnvironment
from services.local_cloud.vertex.jobs import owners
from services.local_cloud.vertex.jobs.scheduler import JobRun
from services.local_cloud.vertex.kernel.names import last_part, project_of

# Seconds that a cancelled job has to save its work before it is killed.
GRACE = 10.0
# Seconds for what a job left open under /gcs.
_WRITE_BACK = 60.0
_MAX_SECONDS = 7 * 24 * 3600.0
_NAME = "workerpool0-0"
_SEVERITIES = {"stdout": "INFO", "stderr": "ERROR"}


class Log:
    """The log of a job."""

    def __init__(self, job: Any, entries: LogEntries) -> None:
        self._entries = entries
        labels = {"project_id": project_of(job.name), "job_id": last_part(job.name), "task_name": _NAME}
        # The lines of a trial belong to the tuning job and are labelled with the trial.
        trial = {"ml.googleapis.com/trial_id": owners.trial_id(job)} if owners.is_trial(job) else {}
        if owners.is_trial(job):
            labels["job_id"] = owners.tuning_id(job)
        self._source = LogSource(project_of(job.name), _NAME, "ml_job", labels, trial)

    async def add(self, severity: str, lines: Sequence[str]) -> None:
        """Append lines."""
        await asyncio.to_thread(self._entries.append, self._source, severity, list(lines))


@dataclass
class Replica:
    """Runs the commands of a job one after another, within the `seconds` that it has from here on."""

    run: JobRun
    environment: JobEnvironment
    sandbox: Sandbox
    log: Log
    seconds: float = _MAX_SECONDS
    started: float = field(default_factory=monotonic)

    async def execute(self, command: Sequence[str]) -> None:
        """Run a command until it ends or the job stops. Raises the ApiError of one that failed."""
        last_lines: deque[str] = deque(maxlen=20)
        child = await self._start(command, last_lines)
        left = max(0.0, self.started + self.seconds - monotonic())
        ended, stopped = await _first_of(child, self.run.stopping, left)
        if ended:
            if status := await child.wait():
                reason = self.sandbox.limits.met(status, last_lines) + _tail(last_lines)
                raise invalid_argument(
                    f"The replica {_NAME} exited with a non-zero status of {status}. {reason}"
                )
            return
        await child.stop(0 if self.run.interrupted else GRACE)
        self.run.check_interrupted()
        if not stopped:
            raise deadline_exceeded(f"The job ran longer than its timeout of {self.seconds:g} seconds.")

    async def write_back(self) -> None:
        """Write to buckets what the job left open under /gcs, as its end closes files on Google."""
        command = await asyncio.to_thread(self.environment.writing_back)
        if not command or self.run.interrupted:
            return
        child = await self._start(command, deque(maxlen=0))
        try:
            await asyncio.wait_for(child.wait(), _WRITE_BACK)
        except TimeoutError:
            await child.stop(0)

    async def _start(self, command: Sequence[str], last_lines: deque[str]) -> Child:
        async def listen(stream: str, lines: list[str]) -> None:
            if stream == "stderr":
                last_lines.extend(lines)
            await self.log.add(_SEVERITIES[stream], lines)

        environment = self.environment
        return await start_child(
            command, environment.variables, environment.folder, listen, sandbox=self.sandbox
        )


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
