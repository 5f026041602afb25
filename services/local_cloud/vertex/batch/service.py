"""JobService: batch prediction jobs, which ask a model about every row of files in the bucket."""

from collections.abc import Callable
from typing import Any

from services.local_cloud.http.errors import failed_precondition, unimplemented
from services.local_cloud.vertex.compute.images import runnable, unrunnable
from services.local_cloud.vertex.compute.machines import machine_fault
from services.local_cloud.vertex.jobs.lifecycle import Progress
from services.local_cloud.vertex.jobs.service import Jobs
from services.local_cloud.vertex.kernel.checks import check_display_name, check_labels, fault, parse_uri
from services.local_cloud.vertex.kernel.gcs_paths import folder_of
from services.local_cloud.vertex.kernel.names import location_of
from services.local_cloud.vertex.kernel.operations import Operations
from services.local_cloud.vertex.kernel.resources import Resources
from services.local_cloud.vertex.models.registry import Registry

_SET_BY_THE_SERVICE = ("output_info", "partial_failures", "resources_consumed", "completion_stats")


class BatchJobs(Jobs):
    """Serves the batch prediction jobs of JobService."""

    kind = "BatchPredictionJob"
    collection = "batchPredictionJobs"
    listed = "batch_prediction_jobs"

    def __init__(
        self,
        resources: Resources,
        operations: Operations,
        progress: Progress,
        registry: Registry,
        start: Callable[[str], None],
        stop: Callable[[str], None],
    ) -> None:
        super().__init__(resources, operations, progress, start, stop)
        self._registry = registry

    def create(self, request: Any) -> Any:
        """Answer CreateBatchPredictionJob."""
        job, field = request.batch_prediction_job, "batch_prediction_job"
        check_display_name(job.display_name, f"{field}.display_name")
        check_labels(job.labels, f"{field}.labels")
        _check_unserved(job)
        model = self._model(request.parent, job, f"{field}.model")
        _check_input(job.input_config, model, f"{field}.input_config")
        _check_output(job.output_config, model, f"{field}.output_config")
        _check_resources(job, f"{field}.dedicated_resources")
        for output in _SET_BY_THE_SERVICE:
            job.ClearField(output)
        job.model_version_id = model.version_id
        return self.enqueue(request.parent, job)

    def _model(self, parent: str, job: Any, field: str) -> Any:
        if not job.model:
            raise fault(field, "Required field is not set.")
        if location_of(job.model) != parent:
            raise fault(field, f"The model {job.model} is not in {parent}.")
        model = self._registry.find(job.model)
        image = model.container_spec.image_uri
        if not runnable(image, "prediction"):
            raise failed_precondition(unrunnable(image, "prediction"))
        return model


def _check_unserved(job: Any) -> None:
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
        raise fault(f"{field}.gcs_source.uris", "Required field is not set.")
    for uri in config.gcs_source.uris:
        parse_uri(uri, f"{field}.gcs_source.uris")


def _check_output(config: Any, model: Any, field: str) -> None:
    if config.WhichOneof("destination") not in {None, "gcs_destination"}:
        raise unimplemented(f"batch prediction to a {config.WhichOneof('destination')}")
    formats = model.supported_output_storage_formats
    _check_format(config.predictions_format, formats, f"{field}.predictions_format")
    folder_of(config.gcs_destination.output_uri_prefix, f"{field}.gcs_destination.output_uri_prefix")


def _check_format(name: str, supported: Any, field: str) -> None:
    if name not in supported:
        raise fault(
            field, f'The format "{name}" is not supported by the model. It supports: {", ".join(supported)}.'
        )


def _check_resources(job: Any, field: str) -> None:
    if not job.HasField("dedicated_resources"):
        raise fault(field, "Required field is not set: the model supports only DEDICATED_RESOURCES.")
    resources = job.dedicated_resources
    reason = machine_fault(resources.machine_spec)
    if reason is not None:
        raise fault(f"{field}.machine_spec", reason)
    if min(resources.starting_replica_count, resources.max_replica_count) < 0:
        raise fault(field, "A replica count must not be negative.")
    if resources.max_replica_count and resources.starting_replica_count > resources.max_replica_count:
        raise fault(f"{field}.starting_replica_count", "It must not be greater than max_replica_count.")
    if job.manual_batch_tuning_parameters.batch_size < 0:
        raise fault("batch_prediction_job.manual_batch_tuning_parameters.batch_size", "It must be positive.")
