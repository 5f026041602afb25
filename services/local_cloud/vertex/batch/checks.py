"""Checks of a batch prediction job."""

from typing import Any

from services.local_cloud.http.errors import unimplemented
from services.local_cloud.vertex.compute.machines import machine_error
from services.local_cloud.vertex.kernel.checks import field_error, parse_uri
from services.local_cloud.vertex.kernel.gcs_paths import parse_folder


def check_job(job: Any, model: Any, field: str) -> None:
    """Raise an ApiError if a job's input, output or machines are invalid for its model."""
    _check_input(job.input_config, model, f"{field}.input_config")
    _check_output(job.output_config, model, f"{field}.output_config")
    _check_resources(job, f"{field}.dedicated_resources")


def check_supported(job: Any) -> None:
    """Raise a 501 ApiError for a field that the local cloud does not support."""
    for field in ("unmanaged_container_model", "instance_config", "explanation_spec"):
        if job.HasField(field):
            raise unimplemented(f"the {field} of a batch prediction job")
    if job.generate_explanation:
        raise unimplemented("explanations of a batch prediction job")


def _check_input(config: Any, model: Any, field: str) -> None:
    if config.WhichOneof("source") not in {None, "gcs_source"}:
        raise unimplemented(f"batch prediction from a {config.WhichOneof('source')}")
    _check_format(config.instances_format, model.supported_input_storage_formats, f"{field}.instances_format")
    if not config.gcs_source.uris:
        raise field_error(f"{field}.gcs_source.uris", "Required field is not set.")
    for uri in config.gcs_source.uris:
        parse_uri(uri, f"{field}.gcs_source.uris")


def _check_output(config: Any, model: Any, field: str) -> None:
    if config.WhichOneof("destination") not in {None, "gcs_destination"}:
        raise unimplemented(f"batch prediction to a {config.WhichOneof('destination')}")
    formats = model.supported_output_storage_formats
    _check_format(config.predictions_format, formats, f"{field}.predictions_format")
    parse_folder(config.gcs_destination.output_uri_prefix, f"{field}.gcs_destination.output_uri_prefix")


def _check_format(name: str, supported: Any, field: str) -> None:
    if name not in supported:
        raise field_error(
            field, f'The format "{name}" is not supported by the model. It supports: {", ".join(supported)}.'
        )


def _check_resources(job: Any, field: str) -> None:
    if not job.HasField("dedicated_resources"):
        raise field_error(field, "Required field is not set: the model supports only DEDICATED_RESOURCES.")
    resources = job.dedicated_resources
    reason = machine_error(resources.machine_spec)
    if reason is not None:
        raise field_error(f"{field}.machine_spec", reason)
    if min(resources.starting_replica_count, resources.max_replica_count) < 0:
        raise field_error(field, "A replica count must not be negative.")
    if resources.max_replica_count and resources.starting_replica_count > resources.max_replica_count:
        raise field_error(f"{field}.starting_replica_count", "It must not be greater than max_replica_count.")
    if job.manual_batch_tuning_parameters.batch_size < 0:
        raise field_error(
            "batch_prediction_job.manual_batch_tuning_parameters.batch_size", "It must be positive."
        )
