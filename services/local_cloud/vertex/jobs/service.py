"""The part of JobService that all kinds of jobs share: queue, get, list, cancel and delete."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from google.protobuf.empty_pb2 import Empty

from services.local_cloud.http.errors import failed_precondition
from services.local_cloud.vertex.compute.images import Images
from services.local_cloud.vertex.jobs.lifecycle import QUEUED, JobLifecycle
from services.local_cloud.vertex.kernel import listing, messages
from services.local_cloud.vertex.kernel.messages import Handler
from services.local_cloud.vertex.kernel.names import fresh_id
from services.local_cloud.vertex.kernel.operations import Operations
from services.local_cloud.vertex.kernel.resources import Resources
from services.local_cloud.vertex.kernel.states import JOB

_SET_BY_THE_SERVICE = ("state", "error", "start_time", "end_time")


@dataclass(frozen=True)
class JobParts:
    """What the services of all kinds of jobs share; `start` and `stop` take the name of a job to run."""

    resources: Resources
    operations: Operations
    lifecycle: JobLifecycle
    images: Images
    start: Callable[[str], None]
    stop: Callable[[str], None]


class JobService(ABC):
    """Serves one kind of job. Raises ApiError."""

    kind: ClassVar[str]
    collection: ClassVar[str]
    # The field of the jobs in the list response.
    listed: ClassVar[str]

    def __init__(self, parts: JobParts) -> None:
        self._resources = parts.resources
        self._operations = parts.operations
        self._lifecycle = parts.lifecycle
        self.images = parts.images
        self._start = parts.start
        self._stop = parts.stop

    def handlers(self) -> dict[str, Handler]:
        """Return the handlers of the RPCs of JobService on this kind of job by name."""
        return {
            f"JobService.Create{self.kind}": self.create,
            f"JobService.Get{self.kind}": self.get,
            f"JobService.List{self.kind}s": self.list,
            f"JobService.Delete{self.kind}": self.delete,
            f"JobService.Cancel{self.kind}": self.cancel,
        }

    @abstractmethod
    def create(self, request: Any) -> Any:
        """Answer the kind's Create."""

    def enqueue(self, parent: str, job: Any) -> Any:
        """Add a checked job, which starts once the current transaction is on disk."""
        with self._resources.database.transaction():
            queued = add_queued(self._resources, f"{parent}/{self.collection}", job)
            self._resources.database.after_commit(lambda: self._start(job.name))
        return queued

    def get(self, request: Any) -> Any:
        """Answer the kind's Get."""
        return self._resources.get(request.name)

    def list(self, request: Any) -> Any:
        """Answer the kind's List."""

        def read(after: Any) -> Any:
            return self._resources.in_collection(f"{request.parent}/{self.collection}", after)

        page = listing.page(request, self.collection, read)
        jobs = [listing.masked(job, request.read_mask) for job in page.entries]
        response = messages.message_type(f"List{self.kind}sResponse")
        return response(**{self.listed: jobs}, next_page_token=page.next_token)

    def cancel(self, request: Any) -> Any:
        """Answer the kind's Cancel; does nothing for a job that has ended."""
        self.cancel_named(request.name)
        return Empty()

    def cancel_named(self, name: str) -> None:
        """Cancel a job by its name."""
        with self._resources.database.transaction():
            if self._lifecycle.cancel(name):
                self._resources.database.after_commit(lambda: self._stop(name))

    def delete(self, request: Any) -> Any:
        """Answer the kind's Delete; 400 before the job has ended."""
        with self._resources.database.transaction():
            job = self._resources.get(request.name)
            state = messages.enum_name(job, "state")
            if not JOB.is_terminal(state):
                raise failed_precondition(
                    f"The {self.kind} {request.name} is in the state {state}. It can be deleted once it has "
                    "ended; cancel it first."
                )
            self._remove(job)
            return self._operations.done(request.name, "DeleteOperationMetadata")

    def _remove(self, job: Any) -> None:
        self._resources.remove(job.name)


def add_queued(resources: Resources, collection: str, job: Any) -> Any:
    """Add a queued job to a collection such as projects/P/locations/L/customJobs."""
    job.name = f"{collection}/{fresh_id()}"
    for field in _SET_BY_THE_SERVICE:
        job.ClearField(field)
    messages.set_enum(job, "state", QUEUED)
    return resources.add(job.name, job)
