"""The one long-lived owner of everything that runs: jobs and serving processes.

All children are started on the event loop's own thread. Requests are answered in other threads and
hand their work over through `call`.
"""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from services.local_cloud.cloud import Cloud
from services.local_cloud.logbook import Logbook
from services.local_cloud.vertex.artifacts import Artifacts
from services.local_cloud.vertex.batch.work import BatchWork
from services.local_cloud.vertex.custom_work import CustomWork
from services.local_cloud.vertex.job_runs import JobRuns, Work
from services.local_cloud.vertex.online import Online
from services.local_cloud.vertex.operations import Operations
from services.local_cloud.vertex.progress import Progress
from services.local_cloud.vertex.registry import Registry
from services.local_cloud.vertex.resources import Resources
from services.local_cloud.vertex.servers import Servers
from services.local_cloud.vertex.traffic import Traffic
from services.local_cloud.vertex.tuning.work import TuningWork


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
