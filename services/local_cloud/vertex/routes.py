"""Vertex AI's REST API: each request matched to an RPC, read as its message, answered in JSON."""

import asyncio
import inspect
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services.local_cloud.context import Cloud
from services.local_cloud.http import proto_json
from services.local_cloud.http.errors import unimplemented
from services.local_cloud.methods import told
from services.local_cloud.vertex.batch.service import BatchJobs
from services.local_cloud.vertex.custom_jobs.service import CustomJobs
from services.local_cloud.vertex.datasets.service import Datasets
from services.local_cloud.vertex.endpoints.predictions import Predictions
from services.local_cloud.vertex.endpoints.service import Endpoints
from services.local_cloud.vertex.metadata.service import metadata_handlers
from services.local_cloud.vertex.models.evaluations import Evaluations
from services.local_cloud.vertex.models.service import Models
from services.local_cloud.vertex.rpcs import RPCS, Rpc
from services.local_cloud.vertex.supervisor import Supervisor
from services.local_cloud.vertex.tensorboards.service import tensorboard_handlers
from services.local_cloud.vertex.training_pipelines.service import TrainingPipelines
from services.local_cloud.vertex.transcoding import read_request
from services.local_cloud.vertex.tuning.service import TuningJobs

VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE")
# Vertex AI takes up to 10 MB in a request that is no prediction.
_LARGEST = 10 * 1024 * 1024

Handler = Callable[[Any], Any]


def routes(cloud: Cloud, supervisor: Supervisor) -> list[Route]:
    """Return the routes of everything under /v1/ and /ui/."""
    dispatch = _Dispatch(handlers(cloud, supervisor), Predictions(supervisor.traffic, supervisor.servers))
    return [Route(f"/{root}/{{path:path}}", dispatch.answer, methods=list(VERBS)) for root in ("v1", "ui")]


def handlers(cloud: Cloud, supervisor: Supervisor) -> Mapping[str, Handler]:
    """Return what answers each RPC but Predict and RawPredict, by the RPC's name."""
    resources, operations, registry = supervisor.resources, supervisor.operations, supervisor.registry
    runs, servers, call = supervisor.jobs, supervisor.servers, supervisor.call
    datasets = Datasets(resources, operations, cloud.objects)
    models = Models(resources, operations, registry)
    evaluations = Evaluations(resources, registry)
    jobs = CustomJobs(
        *(resources, operations, supervisor.progress),
        start=lambda name: call(runs.begin, name),
        stop=lambda name: call(runs.cancel, name),
    )
    tuning = TuningJobs(
        *(resources, operations, supervisor.progress),
        start=lambda name: call(runs.begin, name),
        stop=lambda name: call(runs.cancel, name),
    )
    batch = BatchJobs(
        *(resources, operations, supervisor.progress, registry),
        start=lambda name: call(runs.begin, name),
        stop=lambda name: call(runs.cancel, name),
    )
    pipelines = TrainingPipelines(resources, operations, registry, jobs)
    endpoints = Endpoints(
        *(resources, operations, registry, supervisor.online, supervisor.traffic),
        start=lambda rollout: call(servers.deploy, rollout),
        stop=lambda deployed_id: call(servers.undeploy, deployed_id),
    )
    return {
        "DatasetService.CreateDataset": datasets.create,
        "DatasetService.GetDataset": datasets.get,
        "DatasetService.ListDatasets": datasets.list,
        "DatasetService.UpdateDataset": datasets.update,
        "DatasetService.DeleteDataset": datasets.delete,
        **_job_handlers(jobs),
        **_job_handlers(tuning),
        **_job_handlers(batch),
        "PipelineService.CreateTrainingPipeline": pipelines.create,
        "PipelineService.GetTrainingPipeline": pipelines.get,
        "PipelineService.ListTrainingPipelines": pipelines.list,
        "PipelineService.DeleteTrainingPipeline": pipelines.delete,
        "PipelineService.CancelTrainingPipeline": pipelines.cancel,
        "ModelService.UploadModel": models.upload,
        "ModelService.CopyModel": models.copy,
        "ModelService.ImportModelEvaluation": evaluations.add,
        "ModelService.GetModelEvaluation": evaluations.get,
        "ModelService.ListModelEvaluations": evaluations.list,
        "ModelService.GetModel": models.get,
        "ModelService.ListModels": models.list,
        "ModelService.ListModelVersions": models.list_versions,
        "ModelService.UpdateModel": models.update,
        "ModelService.DeleteModel": models.delete,
        "ModelService.DeleteModelVersion": models.delete_version,
        "ModelService.MergeVersionAliases": models.merge_aliases,
        "EndpointService.CreateEndpoint": endpoints.create,
        "EndpointService.GetEndpoint": endpoints.get,
        "EndpointService.ListEndpoints": endpoints.list,
        "EndpointService.UpdateEndpoint": endpoints.update,
        "EndpointService.DeleteEndpoint": endpoints.delete,
        "EndpointService.DeployModel": endpoints.deploy,
        "EndpointService.UndeployModel": endpoints.undeploy,
        "EndpointService.MutateDeployedModel": endpoints.mutate,
        **metadata_handlers(resources, operations),
        **tensorboard_handlers(resources, operations),
        "Operations.GetOperation": operations.get,
        "Operations.ListOperations": operations.list,
        "Operations.WaitOperation": operations.wait,
        "Operations.CancelOperation": operations.cancel,
        "Operations.DeleteOperation": operations.delete,
    }


def _job_handlers(jobs: CustomJobs | TuningJobs | BatchJobs) -> Mapping[str, Handler]:
    return {
        f"JobService.Create{jobs.kind}": jobs.create,
        f"JobService.Get{jobs.kind}": jobs.get,
        f"JobService.List{jobs.kind}s": jobs.list,
        f"JobService.Delete{jobs.kind}": jobs.delete,
        f"JobService.Cancel{jobs.kind}": jobs.cancel,
    }


class _Dispatch:
    def __init__(self, handlers: Mapping[str, Handler], predictions: Predictions) -> None:
        self._handlers = handlers
        self._predictions = predictions

    async def answer(self, request: Request) -> Response:
        path = request.scope["path"]
        for rpc in RPCS:
            if rpc.verb == request.method and (match := rpc.pattern.match(path)):
                if rpc.method == "Predict":
                    return await self._predictions.predict(match[1], request)
                if rpc.method == "RawPredict":
                    return await self._predictions.predict_raw(match[1], request)
                variables = dict(zip(rpc.variables, match.groups(), strict=True))
                return await self._call(rpc, variables, request)
        raise unimplemented(await asyncio.to_thread(told, request.method, path))

    async def _call(self, rpc: Rpc, variables: Mapping[str, str], request: Request) -> Response:
        body = await proto_json.read_body(
            request, _LARGEST, f"Request payload size exceeds the limit: {_LARGEST} bytes."
        )
        query = request.query_params.multi_items()
        message = read_request(rpc, variables, query, proto_json.read_document(body))
        handler = self._handlers[rpc.name]
        if inspect.iscoroutinefunction(handler):
            reply = await handler(message)
        else:
            reply = await asyncio.to_thread(handler, message)
        as_numbers = "enum-encoding=int" in request.query_params.get("$alt", "")
        return JSONResponse(proto_json.to_json(reply, enums_as_numbers=as_numbers))
