"""The one place where jobs change state, and their pipelines and trials follow."""

from datetime import datetime
from typing import Any

from services.local_cloud.http.errors import Refusal
from services.local_cloud.vertex.kernel import messages
from services.local_cloud.vertex.kernel.names import location_of
from services.local_cloud.vertex.kernel.resources import Resources
from services.local_cloud.vertex.kernel.states import JOB, PIPELINE, Lifecycle
from services.local_cloud.vertex.models.registry import Registry
from services.local_cloud.vertex.tuning import trials

# Marks the job that a pipeline runs; labels with this prefix are Vertex AI's own.
PIPELINE_LABEL = "aiplatform.googleapis.com/training_pipeline"

QUEUED = "JOB_STATE_QUEUED"
PENDING = "JOB_STATE_PENDING"
RUNNING = "JOB_STATE_RUNNING"
SUCCEEDED = "JOB_STATE_SUCCEEDED"
FAILED = "JOB_STATE_FAILED"
CANCELLING = "JOB_STATE_CANCELLING"
CANCELLED = "JOB_STATE_CANCELLED"


class Progress:
    """Moves jobs along their lifecycle, each step one transaction with that of its pipeline."""

    def __init__(self, resources: Resources, registry: Registry) -> None:
        self._resources = resources
        self._registry = registry

    def enter(self, name: str, state: str) -> bool:
        """Move a job to a state and say whether it could: not where it was cancelled meanwhile."""
        with self._resources.database.transaction():
            job = self._resources.find(name)
            if job is None or not JOB.allows(messages.enum_name(job, "state"), state):
                return False
            self._advance(job, state, None)
            return True

    def conclude(self, name: str, refusal: Refusal | None) -> None:
        """End a job: well, or with the reason of its failure, or cancelled where that was asked for."""
        with self._resources.database.transaction():
            job = self._resources.get(name)
            if messages.enum_name(job, "state") == CANCELLING:
                self._advance(job, CANCELLED, Refusal("CANCELLED", "CANCELED"))
            elif refusal is not None:
                self._advance(job, FAILED, refusal)
            else:
                self._advance(job, SUCCEEDED, None)

    def cancel(self, name: str) -> bool:
        """Note that a job shall end and say whether something runs that must be told."""
        with self._resources.database.transaction():
            job = self._resources.get(name)
            state = messages.enum_name(job, "state")
            if state == QUEUED:
                self._advance(job, CANCELLED, Refusal("CANCELLED", "CANCELED"))
            elif JOB.allows(state, CANCELLING):
                self._advance(job, CANCELLING, None)
                return True
            return False

    def pipeline_of(self, job: Any) -> Any | None:
        """Return the training pipeline that a job belongs to, if any."""
        pipeline_id = job.labels.get(PIPELINE_LABEL)
        if pipeline_id is None:
            return None
        return self._resources.find(f"{location_of(job.name)}/trainingPipelines/{pipeline_id}")

    def _advance(self, job: Any, state: str, refusal: Refusal | None) -> None:
        now = self._resources.clock()
        _step(job, JOB, state, refusal, now)
        if JOB.is_terminal(state) and isinstance(job, messages.HyperparameterTuningJob):
            trials.give_up_open(job, "The hyperparameter tuning job ended before the trial.", now)
        self._resources.save(job.name, job)
        pipeline = self.pipeline_of(job)
        if pipeline is not None:
            self._follow(pipeline, state.replace("JOB_", "PIPELINE_"), refusal, now)

    def _follow(self, pipeline: Any, state: str, refusal: Refusal | None, now: datetime) -> None:
        if state == "PIPELINE_STATE_SUCCEEDED" and pipeline.HasField("model_to_upload"):
            try:
                self._upload(pipeline)
            except Refusal as reason:
                state, refusal = "PIPELINE_STATE_FAILED", reason
        if refusal is not None and state == "PIPELINE_STATE_FAILED":
            refusal = Refusal(
                refusal.status, f"Training pipeline failed with error message: {refusal.message}"
            )
        _step(pipeline, PIPELINE, state, refusal, now)
        self._resources.save(pipeline.name, pipeline)

    def _upload(self, pipeline: Any) -> None:
        location = location_of(pipeline.name)
        target = self._registry.target(location, pipeline.parent_model, pipeline.model_id)
        wanted = messages.Model()
        wanted.CopyFrom(pipeline.model_to_upload)
        wanted.training_pipeline = pipeline.name
        registered = self._registry.register(wanted, target)
        pipeline.model_to_upload.name = registered.name
        pipeline.model_to_upload.version_id = registered.version_id


def _step(message: Any, lifecycle: Lifecycle, state: str, refusal: Refusal | None, now: datetime) -> None:
    lifecycle.advance(messages.enum_name(message, "state"), state)
    messages.set_enum(message, "state", state)
    if state.endswith("_RUNNING"):
        messages.set_time(message, "start_time", now)
    if lifecycle.is_terminal(state):
        messages.set_time(message, "end_time", now)
    if refusal is not None:
        message.error.CopyFrom(messages.status_of(refusal))
