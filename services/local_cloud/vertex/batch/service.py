"""JobService: batch prediction jobs, which predict the instances in files of the bucket."""

from typing import Any

from services.local_cloud.http.errors import failed_precondition
from services.local_cloud.vertex.batch.checks import check_job, check_supported
from services.local_cloud.vertex.compute.images import unrunnable_message
from services.local_cloud.vertex.jobs.service import JobParts, JobService
from services.local_cloud.vertex.kernel.checks import check_display_name, check_labels, field_error
from services.local_cloud.vertex.kernel.names import location_of
from services.local_cloud.vertex.models.registry import Registry

_SET_BY_THE_SERVICE = ("output_info", "partial_failures", "resources_consumed", "completion_stats")


class BatchPredictionService(JobService):
    """Serves the batch prediction jobs of JobService."""

    kind = "BatchPredictionJob"
    collection = "batchPredictionJobs"
    listed = "batch_prediction_jobs"

    def __init__(self, parts: JobParts, registry: Registry) -> None:
        super().__init__(parts)
        self._registry = registry

    def create(self, request: Any) -> Any:
        """Answer CreateBatchPredictionJob."""
        job, field = request.batch_prediction_job, "batch_prediction_job"
        check_display_name(job.display_name, f"{field}.display_name")
        check_labels(job.labels, f"{field}.labels")
        check_supported(job)
        model = self._model(request.parent, job, f"{field}.model")
        check_job(job, model, field)
        for output in _SET_BY_THE_SERVICE:
            job.ClearField(output)
        job.model_version_id = model.version_id
        self.images.label(job.labels, model.container_spec.image_uri, "prediction")
        return self.enqueue(request.parent, job)

    def _model(self, parent: str, job: Any, field: str) -> Any:
        if not job.model:
            raise field_error(field, "Required field is not set.")
        if location_of(job.model) != parent:
            raise field_error(field, f"The model {job.model} is not in {parent}.")
        model = self._registry.find(job.model)
        image = model.container_spec.image_uri
        if not self.images.runs(image, "prediction"):
            raise failed_precondition(unrunnable_message(image, "prediction"))
        return model
