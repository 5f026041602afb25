"""The RPCs of Vertex AI that the local cloud serves, with their google.api.http rules; others are 501."""

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from google.cloud.location import locations_pb2
from google.longrunning import operations_pb2

from services.local_cloud.vertex.kernel.messages import message_type

_VARIABLE = re.compile(r"\{([a-z_.]+)=([^}]+)\}")
_MIXINS = {"Operations": operations_pb2, "Locations": locations_pb2}


@dataclass(frozen=True)
class Rpc:
    """One RPC; `body` is the field that the HTTP body fills, * for the whole message."""

    name: str
    verb: str
    path: str
    body: str = ""

    @property
    def method(self) -> str:
        """The name without its service."""
        return self.name.partition(".")[2]

    @cached_property
    def request_type(self) -> Any:
        """The class of the request message."""
        mixin = _MIXINS.get(self.name.partition(".")[0])
        if mixin is not None:
            return getattr(mixin, f"{self.method}Request")
        return message_type(f"{self.method}Request")

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern of decoded paths, with a group for each of `variables`."""
        rule = re.escape(self.path.replace("{", "\x01").replace("}", "\x02"))
        rule = rule.replace(re.escape("\x01"), "{").replace(re.escape("\x02"), "}").replace("\\*\\*", ".+")
        rule = re.sub(r"\{[^=]+=", "(", rule.replace("\\*", "[^/:\\x00-\\x1f]+").replace("}", ")"))
        return re.compile(rule + r"\Z")

    @cached_property
    def variables(self) -> tuple[str, ...]:
        """The fields of the request that the path fills, such as name or model.name."""
        return tuple(field for field, _rule in _VARIABLE.findall(self.path))


_LOCATION = "projects/*/locations/*"
_IN = f"{{parent={_LOCATION}}}"


def _standard(
    service: str, kind: str, collection: str, field: str, methods: str, parent: str = _LOCATION
) -> tuple[Rpc, ...]:
    name = f"{{name={parent}/{collection}/*}}"
    named = f"{{{field}.name={parent}/{collection}/*}}"
    within = f"{{parent={parent}}}/{collection}"
    rules = {
        "Create": Rpc(f"{service}.Create{kind}", "POST", f"/v1/{within}", field),
        "Get": Rpc(f"{service}.Get{kind}", "GET", f"/v1/{name}"),
        "List": Rpc(f"{service}.List{kind}s", "GET", f"/v1/{within}"),
        "Update": Rpc(f"{service}.Update{kind}", "PATCH", f"/v1/{named}", field),
        "Delete": Rpc(f"{service}.Delete{kind}", "DELETE", f"/v1/{name}"),
        "Cancel": Rpc(f"{service}.Cancel{kind}", "POST", f"/v1/{name}:cancel", "*"),
        "Purge": Rpc(f"{service}.Purge{kind}s", "POST", f"/v1/{within}:purge", "*"),
    }
    return tuple(rules[method] for method in methods.split())


_MODEL = "{name=projects/*/locations/*/models/*}"
_MODELS = "{parent=projects/*/locations/*/models/*}"
_ENDPOINT = "{endpoint=projects/*/locations/*/endpoints/*}"


_STORE = f"{_LOCATION}/metadataStores/*"
_NODE_METHODS = "Create Get List Update Delete Purge"


def _metadata() -> tuple[Rpc, ...]:
    service = "MetadataService"
    context, execution, artifact = (
        f"/v1/{{{kind}={_STORE}/{kind}s/*}}" for kind in ("context", "execution", "artifact")
    )
    return (
        *_standard(service, "MetadataStore", "metadataStores", "metadata_store", "Create Get List Delete"),
        *_standard(
            service, "MetadataSchema", "metadataSchemas", "metadata_schema", "Create Get List", _STORE
        ),
        *_standard(service, "Artifact", "artifacts", "artifact", _NODE_METHODS, _STORE),
        *_standard(service, "Execution", "executions", "execution", _NODE_METHODS, _STORE),
        *_standard(service, "Context", "contexts", "context", _NODE_METHODS, _STORE),
        Rpc(
            f"{service}.AddContextArtifactsAndExecutions",
            *("POST", f"{context}:addContextArtifactsAndExecutions", "*"),
        ),
        Rpc(f"{service}.AddContextChildren", "POST", f"{context}:addContextChildren", "*"),
        Rpc(f"{service}.RemoveContextChildren", "POST", f"{context}:removeContextChildren", "*"),
        Rpc(f"{service}.QueryContextLineageSubgraph", "GET", f"{context}:queryContextLineageSubgraph"),
        Rpc(f"{service}.AddExecutionEvents", "POST", f"{execution}:addExecutionEvents", "*"),
        Rpc(
            f"{service}.QueryExecutionInputsAndOutputs", "GET", f"{execution}:queryExecutionInputsAndOutputs"
        ),
        Rpc(f"{service}.QueryArtifactLineageSubgraph", "GET", f"{artifact}:queryArtifactLineageSubgraph"),
    )


_BOARD = f"{_LOCATION}/tensorboards/*"
_BOARD_METHODS = "Create Get List Update Delete"


def _tensorboards() -> tuple[Rpc, ...]:
    service = "TensorboardService"
    experiment = f"{_BOARD}/experiments/*"
    run = f"{experiment}/runs/*"
    series = _standard(
        *(service, "TensorboardTimeSerie", "timeSeries", "tensorboard_time_series", _BOARD_METHODS, run)
    )
    return (
        *_standard(service, "Tensorboard", "tensorboards", "tensorboard", _BOARD_METHODS),
        *_standard(
            *(service, "TensorboardExperiment", "experiments", "tensorboard_experiment"),
            *(_BOARD_METHODS, _BOARD),
        ),
        *_standard(service, "TensorboardRun", "runs", "tensorboard_run", _BOARD_METHODS, experiment),
        # TimeSeries is its own plural.
        *(replace(rpc, name=f"{rpc.name.removesuffix('s')}s") for rpc in series),
        Rpc(
            f"{service}.WriteTensorboardExperimentData",
            *("POST", f"/v1/{{tensorboard_experiment={experiment}}}:write", "*"),
        ),
        Rpc(f"{service}.WriteTensorboardRunData", "POST", f"/v1/{{tensorboard_run={run}}}:write", "*"),
        Rpc(
            f"{service}.ReadTensorboardTimeSeriesData",
            *("GET", f"/v1/{{tensorboard_time_series={run}/timeSeries/*}}:read"),
        ),
        Rpc(
            f"{service}.BatchReadTensorboardTimeSeriesData", "GET", f"/v1/{{tensorboard={_BOARD}}}:batchRead"
        ),
    )


def _operations(root: str) -> tuple[Rpc, ...]:
    # An operation belongs to a location, or to a resource up to four levels inside it.
    owners = [f"{_LOCATION}{depth}" for depth in ("", *("/*/*" * number for number in range(1, 5)))]
    named = [f"/{root}/{{name={owner}/operations/*}}" for owner in owners]
    listed = [f"/{root}/{{name={owner}}}/operations" for owner in owners]
    return (
        *(Rpc("Operations.GetOperation", "GET", path) for path in named),
        *(Rpc("Operations.WaitOperation", "POST", f"{path}:wait", "*") for path in named),
        *(Rpc("Operations.CancelOperation", "POST", f"{path}:cancel", "*") for path in named),
        *(Rpc("Operations.DeleteOperation", "DELETE", path) for path in named),
        *(Rpc("Operations.ListOperations", "GET", path) for path in listed),
    )


def _locations(root: str) -> tuple[Rpc, ...]:
    return (
        Rpc("Locations.GetLocation", "GET", f"/{root}/{{name={_LOCATION}}}"),
        Rpc("Locations.ListLocations", "GET", f"/{root}/{{name=projects/*}}/locations"),
    )


RPCS: tuple[Rpc, ...] = (
    *_standard(
        *("DatasetService", "Dataset", "datasets", "dataset"),
        "Create Get List Update Delete",
    ),
    *_standard(
        *("JobService", "CustomJob", "customJobs", "custom_job"),
        "Create Get List Delete Cancel",
    ),
    *_standard(
        *("JobService", "HyperparameterTuningJob", "hyperparameterTuningJobs", "hyperparameter_tuning_job"),
        "Create Get List Delete Cancel",
    ),
    *_standard(
        *("JobService", "BatchPredictionJob", "batchPredictionJobs", "batch_prediction_job"),
        "Create Get List Delete Cancel",
    ),
    *_standard(
        *("PipelineService", "TrainingPipeline", "trainingPipelines", "training_pipeline"),
        "Create Get List Delete Cancel",
    ),
    *_standard("ModelService", "Model", "models", "model", "Get List Update Delete"),
    Rpc("ModelService.UploadModel", "POST", f"/v1/{_IN}/models:upload", "*"),
    Rpc("ModelService.CopyModel", "POST", f"/v1/{_IN}/models:copy", "*"),
    *_standard("ModelService", "ModelEvaluation", "evaluations", "", "Get List", f"{_LOCATION}/models/*"),
    Rpc("ModelService.ImportModelEvaluation", "POST", f"/v1/{_MODELS}/evaluations:import", "*"),
    Rpc("ModelService.ListModelVersions", "GET", f"/v1/{_MODEL}:listVersions"),
    Rpc("ModelService.DeleteModelVersion", "DELETE", f"/v1/{_MODEL}:deleteVersion"),
    Rpc("ModelService.MergeVersionAliases", "POST", f"/v1/{_MODEL}:mergeVersionAliases", "*"),
    *_standard(
        *("EndpointService", "Endpoint", "endpoints", "endpoint"),
        "Create Get List Update Delete",
    ),
    Rpc("EndpointService.DeployModel", "POST", f"/v1/{_ENDPOINT}:deployModel", "*"),
    Rpc("EndpointService.UndeployModel", "POST", f"/v1/{_ENDPOINT}:undeployModel", "*"),
    Rpc("EndpointService.MutateDeployedModel", "POST", f"/v1/{_ENDPOINT}:mutateDeployedModel", "*"),
    Rpc("PredictionService.Predict", "POST", f"/v1/{_ENDPOINT}:predict", "*"),
    Rpc("PredictionService.RawPredict", "POST", f"/v1/{_ENDPOINT}:rawPredict", "*"),
    *_metadata(),
    *_tensorboards(),
    *_operations("v1"),
    *_operations("ui"),
    *_locations("v1"),
    *_locations("ui"),
)
