"""PipelineService: training pipelines, which run a custom job and register its model."""

from typing import Any

from google.protobuf import json_format
from google.protobuf.empty_pb2 import Empty

from services.local_cloud.http.errors import failed_precondition, unimplemented
from services.local_cloud.http.proto_json import from_json
from services.local_cloud.vertex.custom_jobs.checks import check_job_spec, image_of
from services.local_cloud.vertex.custom_jobs.service import CustomJobService
from services.local_cloud.vertex.jobs import owners
from services.local_cloud.vertex.kernel import listing, messages
from services.local_cloud.vertex.kernel.checks import check_display_name, check_labels, field_error
from services.local_cloud.vertex.kernel.gcs_paths import parse_folder
from services.local_cloud.vertex.kernel.messages import Handler
from services.local_cloud.vertex.kernel.names import fresh_id
from services.local_cloud.vertex.kernel.operations import Operations
from services.local_cloud.vertex.kernel.resources import Resources
from services.local_cloud.vertex.kernel.states import PIPELINE
from services.local_cloud.vertex.models.registry import Registry, check_aliases
from services.local_cloud.vertex.training_pipelines.splits import fractions_sum_to_1

CUSTOM_TASK = "gs://google-cloud-aiplatform/schema/trainingjob/definition/custom_task_1.0.0.yaml"
_ListTrainingPipelinesResponse = messages.message_type("ListTrainingPipelinesResponse")

_SPLITS = {"fraction_split", "predefined_split", "timestamp_split"}


class PipelineService:
    """Serves the training pipelines of PipelineService. Raises ApiError."""

    def __init__(
        self, resources: Resources, operations: Operations, registry: Registry, jobs: CustomJobService
    ) -> None:
        self._resources = resources
        self._operations = operations
        self._registry = registry
        self._jobs = jobs

    def handlers(self) -> dict[str, Handler]:
        """Return the handlers of the RPCs of PipelineService on training pipelines by name."""
        return {
            "PipelineService.CreateTrainingPipeline": self.create,
            "PipelineService.GetTrainingPipeline": self.get,
            "PipelineService.ListTrainingPipelines": self.list,
            "PipelineService.DeleteTrainingPipeline": self.delete,
            "PipelineService.CancelTrainingPipeline": self.cancel,
        }

    def create(self, request: Any) -> Any:
        """Answer CreateTrainingPipeline; one transaction adds the pipeline and its job."""
        pipeline = request.training_pipeline
        check_display_name(pipeline.display_name, "training_pipeline.display_name")
        check_labels(pipeline.labels, "training_pipeline.labels")
        if pipeline.training_task_definition != CUSTOM_TASK:
            raise unimplemented(f'training pipelines of the task "{pipeline.training_task_definition}"')
        spec = _job_spec(pipeline)
        check_job_spec(spec, self._jobs.images, "training_pipeline.training_task_inputs")
        pipeline.name = f"{request.parent}/trainingPipelines/{fresh_id()}"
        for field in ("state", "error", "start_time", "end_time"):
            pipeline.ClearField(field)
        messages.set_enum(pipeline, "state", "PIPELINE_STATE_QUEUED")
        with self._resources.database.transaction():
            self._prepare_data(request.parent, pipeline)
            self._prepare_model(request.parent, pipeline, spec)
            # Vertex AI writes the inputs as the task's schema does, however the caller spelled them.
            pipeline.training_task_inputs.CopyFrom(messages.struct_of(json_format.MessageToDict(spec)))
            job = messages.CustomJob(display_name=f"{pipeline.display_name[:117]}-custom-job", job_spec=spec)
            job.labels.update(pipeline.labels)
            self._jobs.images.label(job.labels, image_of(spec), "training")
            owners.set_pipeline(job, pipeline.name)
            self._jobs.enqueue(request.parent, job)
            pipeline.training_task_metadata.CopyFrom(messages.struct_of({"backingCustomJob": job.name}))
            return self._resources.add(pipeline.name, pipeline)

    def get(self, request: Any) -> Any:
        """Answer GetTrainingPipeline."""
        return self._resources.get(request.name)

    def list(self, request: Any) -> Any:
        """Answer ListTrainingPipelines."""

        def read(after: Any) -> Any:
            return self._resources.in_collection(f"{request.parent}/trainingPipelines", after)

        page = listing.page(request, "trainingPipelines", read)
        pipelines = [listing.masked(pipeline, request.read_mask) for pipeline in page.entries]
        return _ListTrainingPipelinesResponse(training_pipelines=pipelines, next_page_token=page.next_token)

    def cancel(self, request: Any) -> Any:
        """Answer CancelTrainingPipeline: cancel its job; does nothing for a pipeline that has ended."""
        pipeline = self._resources.get(request.name)
        if not PIPELINE.is_terminal(messages.enum_name(pipeline, "state")):
            self._jobs.cancel_named(backing_job(pipeline))
        return Empty()

    def delete(self, request: Any) -> Any:
        """Answer DeleteTrainingPipeline; 400 before it has ended. Its model stays."""
        with self._resources.database.transaction():
            state = messages.enum_name(self._resources.get(request.name), "state")
            if not PIPELINE.is_terminal(state):
                raise failed_precondition(
                    f"The TrainingPipeline {request.name} is in the state {state}. It can be deleted once "
                    "it has ended; cancel it first."
                )
            self._resources.remove(request.name)
            return self._operations.done(request.name, "DeleteOperationMetadata")

    def _prepare_model(self, parent: str, pipeline: Any, spec: Any) -> None:
        if not pipeline.HasField("model_to_upload"):
            return
        model = pipeline.model_to_upload
        if not model.container_spec.image_uri:
            raise field_error(
                "training_pipeline.model_to_upload.container_spec.image_uri", "Required field is not set."
            )
        self._registry.check_image(model, "training_pipeline.model_to_upload")
        if not pipeline.parent_model:
            check_display_name(model.display_name, "training_pipeline.model_to_upload.display_name")
        check_labels(model.labels, "training_pipeline.model_to_upload.labels")
        check_aliases(model.version_aliases)
        self._registry.target(parent, pipeline.parent_model, pipeline.model_id)
        base = spec.base_output_directory.output_uri_prefix
        parse_folder(base, "training_pipeline.training_task_inputs.base_output_directory")
        model.artifact_uri = f"{base.rstrip('/')}/model"

    def _prepare_data(self, parent: str, pipeline: Any) -> None:
        if not pipeline.HasField("input_data_config"):
            return
        config = pipeline.input_data_config
        self._resources.get(f"{parent}/datasets/{config.dataset_id}")
        if config.WhichOneof("split") not in {None, *_SPLITS}:
            raise unimplemented(f"the {config.WhichOneof('split')} of a training pipeline")
        if config.WhichOneof("destination") != "gcs_destination":
            raise unimplemented("training pipelines without a gcs_destination for their data")
        parse_folder(
            config.gcs_destination.output_uri_prefix, "training_pipeline.input_data_config.gcs_destination"
        )
        for kind in ("fraction_split", "timestamp_split"):
            if not fractions_sum_to_1(getattr(config, kind)):
                raise field_error(
                    f"training_pipeline.input_data_config.{kind}", "The fractions must sum to at most 1."
                )


def backing_job(pipeline: Any) -> str:
    """Return the name of the custom job that a pipeline runs."""
    return str(pipeline.training_task_metadata.struct_value.fields["backingCustomJob"].string_value)


def _job_spec(pipeline: Any) -> Any:
    inputs = json_format.MessageToDict(pipeline.training_task_inputs)
    if not isinstance(inputs, dict):
        raise field_error("training_pipeline.training_task_inputs", "Required field is not set.")
    return from_json(_with_integers(inputs), messages.CustomJobSpec())


def _with_integers(value: Any) -> Any:
    # A Struct stores all numbers as floats, but enums in JSON are integers.
    if isinstance(value, dict):
        return {key: _with_integers(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_integers(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
