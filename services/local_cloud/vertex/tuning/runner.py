"""Run tuning jobs: several trials at once, with the parameters that a search suggests."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

from services.local_cloud.context import Cloud
from services.local_cloud.http.errors import invalid_argument
from services.local_cloud.vertex.jobs.lifecycle import RUNNING, SUCCEEDED, JobLifecycle
from services.local_cloud.vertex.jobs.scheduler import JobRun
from services.local_cloud.vertex.jobs.service import add_queued
from services.local_cloud.vertex.kernel import messages
from services.local_cloud.vertex.kernel.names import last_part, location_of
from services.local_cloud.vertex.kernel.resources import Resources
from services.local_cloud.vertex.tuning import trials
from services.local_cloud.vertex.tuning.measurements import Measurements, objectives
from services.local_cloud.vertex.tuning.searches import Outcome, Search, Suggestion, search_of

# Seconds between two reads of a running trial's metrics.
_POLL_SECONDS = 0.5


class TuningJobRunner:
    """Runs tuning jobs; `run` runs the custom job of a trial to its end and `stop` stops it."""

    def __init__(
        self,
        cloud: Cloud,
        resources: Resources,
        lifecycle: JobLifecycle,
        run: Callable[[str], Awaitable[None]],
        stop: Callable[[str], None],
    ) -> None:
        self.cloud = cloud
        self.resources = resources
        self.lifecycle = lifecycle
        self.run = run
        self.stop = stop

    async def __call__(self, run: JobRun) -> None:
        """Run the trials of a job. Raises the ApiError that the job fails with."""
        job = await asyncio.to_thread(self.resources.get, run.name)
        if not await asyncio.to_thread(self.lifecycle.enter, run.name, RUNNING):
            return
        search = await asyncio.to_thread(search_of, job.study_spec, int(last_part(job.name)))
        await _Study(self, job, run, search).run()


class _Study:
    """The trials of one tuning job, run on the thread of the event loop."""

    def __init__(self, runner: TuningJobRunner, job: Any, run: JobRun, search: Search) -> None:
        self._work = runner
        self._job = job
        self._run = run
        self._search = search
        self._outcomes: dict[str, Outcome] = {}
        self._custom_jobs: dict[str, str] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._last_failure = ""
        self._is_ending = False

    async def run(self) -> None:
        stopping = asyncio.ensure_future(self._run.stopping.wait())
        try:
            while not stopping.done() and self._may_continue():
                await self._begin_trials()
                if not self._tasks:
                    break
                done, _pending = await asyncio.wait(
                    {*self._tasks, stopping}, return_when=asyncio.FIRST_COMPLETED
                )
                for task in done:
                    task.result()
        finally:
            stopping.cancel()
            await self._stop_trials()
        self._run.check_interrupted()
        if not self._run.stopping.is_set():
            self._check_failures()

    async def _begin_trials(self) -> None:
        while (
            len(self._tasks) < self._job.parallel_trial_count
            and len(self._outcomes) < self._job.max_trial_count
        ):
            outcomes = list(self._outcomes.values())
            suggestion = await asyncio.to_thread(self._search.suggest, outcomes)
            if suggestion is None or self._run.stopping.is_set():
                return
            number = str(len(self._outcomes) + 1)
            self._outcomes[number] = Outcome(suggestion, None, is_running=True)
            task = asyncio.get_running_loop().create_task(self._try(number, suggestion))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _try(self, number: str, suggestion: Suggestion) -> None:
        name = self._custom_jobs[number] = await asyncio.to_thread(self._open, number, suggestion)
        if self._is_ending:  # it started while the others were stopped
            await asyncio.to_thread(self._work.lifecycle.cancel, name)
        file = trials.metrics_file(self._run.folder.parent, last_part(self._run.name), number)
        measurements = Measurements(self._job.study_spec, self._work.cloud.clock().timestamp())
        running = asyncio.ensure_future(self._work.run(name))
        while not running.done():
            await asyncio.wait({running}, timeout=_POLL_SECONDS)
            if await asyncio.to_thread(measurements.take, file):
                await asyncio.to_thread(self._note, number, measurements.ordered())
        await running
        final = await asyncio.to_thread(self._close, number, name, measurements)
        result = None if final is None else objectives(self._job.study_spec, final)
        self._outcomes[number] = Outcome(suggestion, result)

    async def _stop_trials(self) -> None:
        self._is_ending = True
        for name in self._custom_jobs.values():
            if await asyncio.to_thread(self._work.lifecycle.cancel, name):
                self._work.stop(name)
        if self._tasks:
            await asyncio.wait(self._tasks)

    def _open(self, number: str, suggestion: Suggestion) -> str:
        """Add a trial and its custom job. Return the job's name."""
        with self._changing() as job:
            location = location_of(job.name)
            backing = trials.custom_job(job, number, suggestion.values)
            add_queued(self._work.resources, f"{location}/customJobs", backing)
            now = self._work.cloud.clock()
            job.trials.append(trials.new_trial(number, suggestion.values, backing.name, now))
        return str(backing.name)

    def _note(self, number: str, measured: list[Any]) -> None:
        with self._changing() as job:
            trial = trials.find(job, number)
            trial.ClearField("measurements")
            trial.measurements.extend(measured)

    def _close(self, number: str, name: str, measurements: Measurements) -> Any | None:
        """End a trial and return its final measurement, None if it has none."""
        backing = self._work.resources.find(name)
        succeeded = backing is not None and messages.enum_name(backing, "state") == SUCCEEDED
        final = measurements.final() if succeeded else None
        now = self._work.cloud.clock()
        with self._changing() as job:
            if final is not None:
                trials.succeed(trials.find(job, number), final, now)
                return final
            metrics = ", ".join(metric.metric_id for metric in job.study_spec.metrics)
            reason = f"The trial ended without having reported the metrics of the study: {metrics}."
            if not succeeded:
                reason = backing.error.message if backing is not None else "Its custom job was deleted."
            trials.mark_infeasible(trials.find(job, number), reason, now)
            self._last_failure = f"Trial {number}: {reason}"
        return None

    @contextlib.contextmanager
    def _changing(self) -> Any:
        """Yield the current job and save it after the block."""
        with self._work.resources.database.transaction():
            job = self._work.resources.get(self._run.name)
            yield job
            self._work.resources.save(job.name, job)

    def _failed(self) -> int:
        return sum(
            outcome.objectives is None and not outcome.is_running for outcome in self._outcomes.values()
        )

    def _may_continue(self) -> bool:
        """Return whether fewer trials have failed than fail the job, by default half of them."""
        limit: int = self._job.max_failed_trial_count or (self._job.max_trial_count + 1) // 2
        return self._failed() < limit

    def _check_failures(self) -> None:
        """Raise an ApiError if too many trials have failed."""
        if not self._may_continue() or self._failed() == len(self._outcomes):
            raise invalid_argument(
                f"{self._failed()} of {len(self._outcomes)} trials have failed. {self._last_failure}"
            )
