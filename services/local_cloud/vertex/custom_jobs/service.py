"""JobService: custom jobs, which run one replica of uploaded code."""

from typing import Any

from services.local_cloud.http.errors import unimplemented
from services.local_cloud.vertex.compute.images import runnable, unrunnable
from services.local_cloud.vertex.compute.machines import training_fault
from services.local_cloud.vertex.jobs.service import Jobs
from services.local_cloud.vertex.kernel.checks import check_display_name, check_labels, fault, parse_uri
from services.local_cloud.vertex.kernel.gcs_paths import folder_of


class CustomJobs(Jobs):
    """Serves the custom jobs of JobService."""

    kind = "CustomJob"
    collection = "customJobs"
    listed = "custom_jobs"

    def create(self, request: Any) -> Any:
        """Answer CreateCustomJob."""
        job = request.custom_job
        check_display_name(job.display_name, "custom_job.display_name")
        check_labels(job.labels, "custom_job.labels")
        check_spec(job.job_spec)
        return self.enqueue(request.parent, job)


def check_spec(spec: Any, field: str = "job_spec") -> None:
    """Raise a Refusal for a CustomJobSpec that Vertex AI, or the local cloud, does not run."""
    if not spec.worker_pool_specs:
        raise fault(f"{field}.worker_pool_specs", "Required field is not set.")
    if len(spec.worker_pool_specs) > 1 or spec.worker_pool_specs[0].replica_count > 1:
        raise unimplemented("custom jobs of more than one replica")
    pool, place = spec.worker_pool_specs[0], f"{field}.worker_pool_specs[0]"
    if pool.replica_count < 1:
        raise fault(f"{place}.replica_count", "The first worker pool must have one replica.")
    reason = training_fault(pool.machine_spec)
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
