"""The one long-lived owner of everything that runs: jobs and serving processes.

All children are started on the event loop's own thread. Requests are answered in other threads and
hand their work over through `call`.
"""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from services.local_cloud.context import Cloud
from services.local_cloud.logging.entries import Logbook
from services.local_cloud.vertex.batch.runner import BatchWork
from services.local_cloud.vertex.custom_jobs.runner import CustomWork
from services.local_cloud.vertex.endpoints.deployments import Online
from services.local_cloud.vertex.endpoints.runner import Servers
from services.local_cloud.vertex.endpoints.traffic import Traffic
from services.local_cloud.vertex.jobs.lifecycle import Progress
from services.local_cloud.vertex.jobs.scheduler import JobRuns, Work
from services.local_cloud.vertex.kernel.operations import Operations
from services.local_cloud.vertex.kernel.resources import Resources
from services.local_cloud.vertex.models.artifacts import Artifacts
from services.local_cloud.vertex.models.registry import Registry
from services.local_cloud.vertex.tuning.runner import TuningWork


class Supervisor:
    """Holds the state's parts that change in the background, and who changes them."""

    def __init__(self, cloud: Cloud) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self.logbook = Logbook(cloud.database, cloud.clock)
        self.resources = Resources(cloud.database, cloud.clock)
        self.registry = Registry(self.resources, cloud.objects, Artifacts(cloud.objects, cloud.buckets))
        self.progress = Progress(self.resources, self.registry)
        self.operations = Operations(self.resources, self._cancel_operation)
        self.traffic = Traffic(self.resources)
        self.online = Online(self.resources, self.operations, self.registry, self.traffic)
        self.jobs = JobRuns(cloud, self.resources, self.progress, self._works(cloud))
        self.servers = Servers(
            cloud, self.resources, self.registry, self.operations, self.online, self.logbook
        )

    async def start(self) -> None:
        """Take up what an earlier process left: end it, begin it, or serve it again."""
        self._loop = asyncio.get_running_loop()
        await self.servers.resume()
        await self.jobs.resume()

    async def stop(self) -> None:
        """End all children."""
        await asyncio.gather(self.jobs.stop(), self.servers.stop())

    def call(self, action: Callable[..., None], *arguments: Any) -> None:
        """Run an action on the event loop's thread, from whatever thread."""
        assert self._loop is not None, "requests are answered only after the start"  # noqa: S101 - our own order
        self._loop.call_soon_threadsafe(action, *arguments)

    def _works(self, cloud: Cloud) -> Mapping[str, Work]:
        state = (cloud, self.resources, self.progress)
        return {
            "batchPredictionJobs": BatchWork(*state, self.registry, self.logbook),
            "customJobs": CustomWork(*state, self.logbook),
            "hyperparameterTuningJobs": TuningWork(
                *state, run=lambda name: self.jobs.run(name), stop=lambda name: self.jobs.cancel(name)
            ),
        }

    def _cancel_operation(self, name: str) -> None:
        self.call(self.servers.cancel, name)
