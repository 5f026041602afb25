"""Checks of the spec of a custom job."""

from typing import Any

from services.local_cloud.http.errors import unimplemented
from services.local_cloud.vertex.compute.images import Images, unrunnable_message
from services.local_cloud.vertex.compute.machines import training_machine_error
from services.local_cloud.vertex.kernel import messages
from services.local_cloud.vertex.kernel.checks import field_error, parse_uri
from services.local_cloud.vertex.kernel.gcs_paths import parse_folder

_BOOT_DISK_TYPES = ("pd-ssd", "pd-standard")
_BOOT_DISK_GB = (100, 64_000)


def check_job_spec(spec: Any, images: Images, field: str = "job_spec") -> None:
    """Raise an ApiError for a CustomJobSpec that is invalid or that the local cloud does not support."""
    if not spec.worker_pool_specs:
        raise field_error(f"{field}.worker_pool_specs", "Required field is not set.")
    if len(spec.worker_pool_specs) > 1 or spec.worker_pool_specs[0].replica_count > 1:
        raise unimplemented("custom jobs of more than one replica")
    pool = spec.worker_pool_specs[0]
    pool_field = f"{field}.worker_pool_specs[0]"
    if pool.replica_count < 1:
        raise field_error(f"{pool_field}.replica_count", "The first worker pool must have one replica.")
    reason = training_machine_error(pool.machine_spec)
    if reason is not None:
        raise field_error(f"{pool_field}.machine_spec", reason)
    if pool.machine_spec.accelerator_count:
        accelerator = messages.enum_name(pool.machine_spec, "accelerator_type")
        raise unimplemented(f"accelerators such as {accelerator}: a job runs on this machine's CPU")
    _check_disk(pool.disk_spec, f"{pool_field}.disk_spec")
    if spec.HasField("base_output_directory"):
        parse_folder(spec.base_output_directory.output_uri_prefix, f"{field}.base_output_directory")
    if pool.HasField("python_package_spec"):
        _check_package(pool.python_package_spec, images, f"{pool_field}.python_package_spec")
    elif pool.HasField("container_spec"):
        _check_container(pool.container_spec, images, f"{pool_field}.container_spec")
    else:
        raise field_error(pool_field, "One of python_package_spec and container_spec is required.")


def image_of(spec: Any) -> str:
    """Return the image that a CustomJobSpec runs."""
    pool = spec.worker_pool_specs[0]
    return str(pool.python_package_spec.executor_image_uri or pool.container_spec.image_uri)


def _check_disk(spec: Any, field: str) -> None:
    if spec.boot_disk_type and spec.boot_disk_type not in _BOOT_DISK_TYPES:
        raise field_error(
            f"{field}.boot_disk_type", f'Boot disk type "{spec.boot_disk_type}" is not supported.'
        )
    low, high = _BOOT_DISK_GB
    if spec.boot_disk_size_gb and not low <= spec.boot_disk_size_gb <= high:
        raise field_error(f"{field}.boot_disk_size_gb", f"The size must be within {low} and {high} GB.")


def _check_package(spec: Any, images: Images, field: str) -> None:
    image = spec.executor_image_uri
    if not images.runs(image, "training"):
        raise field_error(f"{field}.executor_image_uri", unrunnable_message(image, "training"))
    if not spec.package_uris:
        raise field_error(f"{field}.package_uris", "Required field is not set.")
    for uri in spec.package_uris:
        parse_uri(uri, f"{field}.package_uris")
    if not spec.python_module:
        raise field_error(f"{field}.python_module", "Required field is not set.")


def _check_container(spec: Any, images: Images, field: str) -> None:
    if not images.runs(spec.image_uri, "training"):
        raise field_error(f"{field}.image_uri", unrunnable_message(spec.image_uri, "training"))
    if not spec.command:
        raise field_error(f"{field}.command", "The prebuilt images run nothing unless a command is given.")
