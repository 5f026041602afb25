"""The supervisor of everything that runs in the background: jobs and serving processes.

All child processes start on the thread of the event loop. Requests are answered in other threads,
which reach that thread through `call`.
"""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from services.local_cloud.context import Cloud
from services.local_cloud.logging.entries import LogEntries
from services.local_cloud.vertex.batch.runner import BatchPredictionRunner
from services.local_cloud.vertex.compute.images import Images
from services.local_cloud.vertex.custom_jobs.runner import CustomJobRunner
from services.local_cloud.vertex.endpoints.deployments import Deployments
from services.local_cloud.vertex.endpoints.runner import DeploymentRunner
from services.local_cloud.vertex.endpoints.traffic import Traffic
from services.local_cloud.vertex.jobs.lifecycle import JobLifecycle
from services.local_cloud.vertex.jobs.scheduler import Runner, Scheduler
from services.local_cloud.vertex.kernel.operations import Operations
from services.local_cloud.vertex.kernel.resources import Resources
from services.local_cloud.vertex.models.artifacts import Artifacts
from services.local_cloud.vertex.models.registry import Registry
from services.local_cloud.vertex.training_pipelines.lifecycle import PipelineLifecycle
from services.local_cloud.vertex.training_pipelines.shards import PipelineData
from services.local_cloud.vertex.tuning import trials
from services.local_cloud.vertex.tuning.runner import TuningJobRunner


class Supervisor:
    """Holds the parts of the state that change in the background, and the runners that change them."""

    def __init__(self, cloud: Cloud) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self.log_entries = LogEntries(cloud.database, cloud.clock)
        self.resources = Resources(cloud.database, cloud.clock)
        self.images = Images(cloud.stand_in_images)
        artifacts = Artifacts(cloud.objects, cloud.buckets)
        self.registry = Registry(self.resources, cloud.objects, artifacts, self.images)
        self.lifecycle = JobLifecycle(
            self.resources, (PipelineLifecycle(self.resources, self.registry).follow, trials.end_with_job)
        )
        self.operations = Operations(self.resources, self._cancel_operation)
        self.traffic = Traffic(self.resources)
        self.deployments = Deployments(self.resources, self.operations, self.registry, self.traffic)
        self.scheduler = Scheduler(cloud, self.resources, self.lifecycle, self._runners(cloud))
        self.deployment_runner = DeploymentRunner(
            cloud, self.resources, self.registry, self.operations, self.deployments, self.log_entries
        )

    async def start(self) -> None:
        """Resume an earlier process's state: fail running jobs, start queued ones, serve deployed models."""
        self._loop = asyncio.get_running_loop()
        await self.deployment_runner.resume()
        await self.scheduler.resume()

    async def stop(self) -> None:
        """Stop all child processes."""
        await asyncio.gather(self.scheduler.stop(), self.deployment_runner.stop())

    def call(self, action: Callable[..., None], *arguments: Any) -> None:
        """Run an action on the thread of the event loop, from any thread."""
        assert self._loop is not None, "start comes before any request"  # noqa: S101
        self._loop.call_soon_threadsafe(action, *arguments)

    def _runners(self, cloud: Cloud) -> Mapping[str, Runner]:
        state = (cloud, self.resources, self.lifecycle)
        data = PipelineData(self.resources, cloud.objects)
        return {
            "batchPredictionJobs": BatchPredictionRunner(*state, self.registry, self.log_entries),
            "customJobs": CustomJobRunner(*state, self.log_entries, (data.prepare, trials.variables)),
            "hyperparameterTuningJobs": TuningJobRunner(
                *state,
                run=lambda name: self.scheduler.run(name),
                stop=lambda name: self.scheduler.cancel(name),
            ),
        }

    def _cancel_operation(self, name: str) -> None:
        self.call(self.deployment_runner.cancel, name)
