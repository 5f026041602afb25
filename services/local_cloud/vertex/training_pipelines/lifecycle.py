"""Training pipelines follow the states of their custom jobs and register their models."""

from datetime import datetime
from typing import Any

from services.local_cloud.http.errors import ApiError
from services.local_cloud.vertex.jobs import owners
from services.local_cloud.vertex.jobs.lifecycle import set_state
from services.local_cloud.vertex.kernel import messages
from services.local_cloud.vertex.kernel.names import location_of
from services.local_cloud.vertex.kernel.resources import Resources
from services.local_cloud.vertex.kernel.states import PIPELINE
from services.local_cloud.vertex.models.registry import Registry


class PipelineLifecycle:
    """Moves a training pipeline to the state of its job; `follow` is a follower of JobLifecycle."""

    def __init__(self, resources: Resources, registry: Registry) -> None:
        self._resources = resources
        self._registry = registry

    def follow(self, job: Any, state: str, error: ApiError | None, now: datetime) -> None:
        """Move a job's pipeline, if it has one, to the job's state; register its model if that succeeded."""
        pipeline = pipeline_of(self._resources, job)
        if pipeline is None:
            return
        state = state.replace("JOB_", "PIPELINE_")
        if state == "PIPELINE_STATE_SUCCEEDED" and pipeline.HasField("model_to_upload"):
            try:
                self._register_model(pipeline)
            except ApiError as reason:
                state, error = "PIPELINE_STATE_FAILED", reason
        if error is not None and state == "PIPELINE_STATE_FAILED":
            error = ApiError(error.status, f"Training pipeline failed with error message: {error.message}")
        set_state(pipeline, PIPELINE, state, error, now)
        self._resources.save(pipeline.name, pipeline)

    def _register_model(self, pipeline: Any) -> None:
        location = location_of(pipeline.name)
        target = self._registry.target(location, pipeline.parent_model, pipeline.model_id)
        model = messages.Model()
        model.CopyFrom(pipeline.model_to_upload)
        model.training_pipeline = pipeline.name
        registered = self._registry.register(model, target)
        pipeline.model_to_upload.name = registered.name
        pipeline.model_to_upload.version_id = registered.version_id


def pipeline_of(resources: Resources, job: Any) -> Any | None:
    """Return the training pipeline that a job runs for, None if it runs for none."""
    pipeline_id = owners.pipeline_id(job)
    if pipeline_id is None:
        return None
    return resources.find(f"{location_of(job.name)}/trainingPipelines/{pipeline_id}")
