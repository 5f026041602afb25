"""JobService: custom jobs, which run one replica of uploaded code."""

from collections.abc import Callable
from typing import Any

from google.protobuf.empty_pb2 import Empty

from services.local_cloud.refusals import failed_precondition, unimplemented
from services.local_cloud.vertex import listing, messages
from services.local_cloud.vertex.checks import check_display_name, check_labels, fault, parse_uri
from services.local_cloud.vertex.folders import folder_of
from services.local_cloud.vertex.images import runnable, unrunnable
from services.local_cloud.vertex.machines import machine_fault
from services.local_cloud.vertex.names import fresh_id
from services.local_cloud.vertex.operations import Operations
from services.local_cloud.vertex.progress import QUEUED, Progress
from services.local_cloud.vertex.resources import Resources
from services.local_cloud.vertex.states import JOB

_ListCustomJobsResponse = messages.message_type("ListCustomJobsResponse")


class CustomJobs:
    """Serves the custom jobs of JobService; `start` and `stop` hand a job's name to who runs it."""

    def __init__(
        self,
        resources: Resources,
        operations: Operations,
        progress: Progress,
        start: Callable[[str], None],
        stop: Callable[[str], None],
    ) -> None:
        self._resources = resources
        self._operations = operations
        self._progress = progress
        self._start = start
        self._stop = stop

    def create(self, request: Any) -> Any:
        """Answer CreateCustomJob."""
        job = request.custom_job
        check_display_name(job.display_name, "custom_job.display_name")
        check_labels(job.labels, "custom_job.labels")
        check_spec(job.job_spec)
        return self.enqueue(request.parent, job)

    def enqueue(self, parent: str, job: Any) -> Any:
        """Keep a checked job; it begins once the present transaction is on disk."""
        job.name = f"{parent}/customJobs/{fresh_id()}"
        for field in ("state", "error", "start_time", "end_time"):
            job.ClearField(field)
        messages.set_enum(job, "state", QUEUED)
        with self._resources.database.transaction():
            kept = self._resources.add(job.name, job)
            self._resources.database.after_commit(lambda: self._start(job.name))
        return kept

    def get(self, request: Any) -> Any:
        """Answer GetCustomJob."""
        return self._resources.get(request.name)

    def list(self, request: Any) -> Any:
        """Answer ListCustomJobs."""

        def read(after: Any) -> Any:
            return self._resources.in_collection(f"{request.parent}/customJobs", after)

        page = listing.page(request, "customJobs", read)
        jobs = [listing.masked(job, request.read_mask) for job in page.entries]
        return _ListCustomJobsResponse(custom_jobs=jobs, next_page_token=page.next_token)

    def cancel(self, request: Any) -> Any:
        """Answer CancelCustomJob; what has ended stays as it is."""
        self.cancel_named(request.name)
        return Empty()

    def cancel_named(self, name: str) -> None:
        """Cancel a job by its name."""
        with self._resources.database.transaction():
            if self._progress.cancel(name):
                self._resources.database.after_commit(lambda: self._stop(name))

    def delete(self, request: Any) -> Any:
        """Answer DeleteCustomJob; refused before it has ended."""
        with self._resources.database.transaction():
            state = messages.enum_name(self._resources.get(request.name), "state")
            if not JOB.is_terminal(state):
                raise failed_precondition(
                    f"The CustomJob {request.name} is in the state {state}. It can be deleted once it has "
                    "ended; cancel it first."
                )
            self._resources.remove(request.name)
            return self._operations.done(request.name, "DeleteOperationMetadata")


def check_spec(spec: Any, field: str = "job_spec") -> None:
    """Raise a Refusal for a CustomJobSpec that Vertex AI, or the local cloud, does not run."""
    if not spec.worker_pool_specs:
        raise fault(f"{field}.worker_pool_specs", "Required field is not set.")
    if len(spec.worker_pool_specs) > 1 or spec.worker_pool_specs[0].replica_count > 1:
        raise unimplemented("custom jobs of more than one replica")
    pool, place = spec.worker_pool_specs[0], f"{field}.worker_pool_specs[0]"
    if pool.replica_count < 1:
        raise fault(f"{place}.replica_count", "The first worker pool must have one replica.")
    reason = machine_fault(pool.machine_spec)
    if reason is not None:
        raise fault(f"{place}.machine_spec", reason)
    if spec.HasField("base_output_directory"):
        folder_of(spec.base_output_directory.output_uri_prefix, f"{field}.base_output_directory")
    if pool.HasField("python_package_spec"):
        _check_package(pool.python_package_spec, f"{place}.python_package_spec")
    elif pool.HasField("container_spec"):
        _check_container(pool.container_spec, f"{place}.container_spec")
    else:
        raise fault(place, "One of python_package_spec and container_spec is required.")


def _check_package(spec: Any, place: str) -> None:
    if not runnable(spec.executor_image_uri, "training"):
        raise fault(f"{place}.executor_image_uri", unrunnable(spec.executor_image_uri, "training"))
    if not spec.package_uris:
        raise fault(f"{place}.package_uris", "Required field is not set.")
    for uri in spec.package_uris:
        parse_uri(uri, f"{place}.package_uris")
    if not spec.python_module:
        raise fault(f"{place}.python_module", "Required field is not set.")


def _check_container(spec: Any, place: str) -> None:
    if not runnable(spec.image_uri, "training"):
        raise fault(f"{place}.image_uri", unrunnable(spec.image_uri, "training"))
    if not spec.command:
        raise fault(f"{place}.command", "The prebuilt images run nothing unless a command is given.")
