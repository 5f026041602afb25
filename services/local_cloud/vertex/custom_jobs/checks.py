"""What Vertex AI, and the local cloud, ask of the spec of a custom job."""

from typing import Any

from services.local_cloud.http.errors import unimplemented
from services.local_cloud.vertex.compute.images import runnable, unrunnable
from services.local_cloud.vertex.compute.machines import training_machine_error
from services.local_cloud.vertex.kernel.checks import field_error, parse_uri
from services.local_cloud.vertex.kernel.gcs_paths import parse_folder


def check_job_spec(spec: Any, field: str = "job_spec") -> None:
    """Raise an ApiError for a CustomJobSpec that Vertex AI, or the local cloud, does not run."""
    if not spec.worker_pool_specs:
        raise field_error(f"{field}.worker_pool_specs", "Required field is not set.")
    if len(spec.worker_pool_specs) > 1 or spec.worker_pool_specs[0].replica_count > 1:
        raise unimplemented("custom jobs of more than one replica")
    pool, place = spec.worker_pool_specs[0], f"{field}.worker_pool_specs[0]"
    if pool.replica_count < 1:
        raise field_error(f"{place}.replica_count", "The first worker pool must have one replica.")
    reason = training_machine_error(pool.machine_spec)
    if reason is not None:
        raise field_error(f"{place}.machine_spec", reason)
    if spec.HasField("base_output_directory"):
        parse_folder(spec.base_output_directory.output_uri_prefix, f"{field}.base_output_directory")
    if pool.HasField("python_package_spec"):
        _check_package(pool.python_package_spec, f"{place}.python_package_spec")
    elif pool.HasField("container_spec"):
        _check_container(pool.container_spec, f"{place}.container_spec")
    else:
        raise field_error(place, "One of python_package_spec and container_spec is required.")


def _check_package(spec: Any, place: str) -> None:
    if not runnable(spec.executor_image_uri, "training"):
        raise field_error(f"{place}.executor_image_uri", unrunnable(spec.executor_image_uri, "training"))
    if not spec.package_uris:
        raise field_error(f"{place}.package_uris", "Required field is not set.")
    for uri in spec.package_uris:
        parse_uri(uri, f"{place}.package_uris")
    if not spec.python_module:
        raise field_error(f"{place}.python_module", "Required field is not set.")


def _check_container(spec: Any, place: str) -> None:
    if not runnable(spec.image_uri, "training"):
        raise field_error(f"{place}.image_uri", unrunnable(spec.image_uri, "training"))
    if not spec.command:
        raise field_error(f"{place}.command", "The prebuilt images run nothing unless a command is given.")
