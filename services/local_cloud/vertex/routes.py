"""Vertex AI's REST API: match each request to an RPC, parse its message and answer in JSON."""

import asyncio
import inspect
from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services.local_cloud.context import Cloud
from services.local_cloud.http import proto_json
from services.local_cloud.http.errors import unimplemented
from services.local_cloud.vertex.batch.service import BatchPredictionService
from services.local_cloud.vertex.custom_jobs.service import CustomJobService
from services.local_cloud.vertex.datasets.service import DatasetService
from services.local_cloud.vertex.endpoints.predictions import PredictionService
from services.local_cloud.vertex.endpoints.service import EndpointService
from services.local_cloud.vertex.jobs.service import JobParts
from services.local_cloud.vertex.kernel.messages import Handler
from services.local_cloud.vertex.locations.service import LocationService, check_location
from services.local_cloud.vertex.metadata.service import MetadataService
from services.local_cloud.vertex.models.evaluations import EvaluationService
from services.local_cloud.vertex.models.service import ModelService
from services.local_cloud.vertex.rpcs import RPCS, Rpc
from services.local_cloud.vertex.selection import check_selection, read_selection, selected_json
from services.local_cloud.vertex.supervisor import Supervisor
from services.local_cloud.vertex.tensorboards.service import TensorboardService
from services.local_cloud.vertex.training_pipelines.service import PipelineService
from services.local_cloud.vertex.transcoding import read_request
from services.local_cloud.vertex.tuning.service import TuningJobService
from services.local_cloud.vertex.versions import as_beta, is_beta, stable_path

VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE")
ROOTS = ("v1", "v1beta1", "ui")
# Vertex AI takes up to 10 MB in a request other than a prediction.
_MAX_BODY = 10 * 1024 * 1024


def routes(cloud: Cloud, supervisor: Supervisor, describe: Callable[[str, str], str]) -> list[Route]:
    """Return the routes of everything under /v1/, /v1beta1/ and /ui/.

    `describe` names the method of a request, by its verb and path, that no RPC here serves.
    """
    predictions = PredictionService(supervisor.traffic, supervisor.deployment_runner)
    dispatcher = _Dispatcher(handlers(cloud, supervisor), predictions, describe)
    return [Route(f"/{root}/{{path:path}}", dispatcher.answer, methods=list(VERBS)) for root in ROOTS]


def handlers(cloud: Cloud, supervisor: Supervisor) -> Mapping[str, Handler]:
    """Return the handlers of all RPCs but Predict and RawPredict by name."""
    resources, operations, registry = supervisor.resources, supervisor.operations, supervisor.registry
    runner, call = supervisor.deployment_runner, supervisor.call
    jobs = JobParts(
        resources,
        operations,
        supervisor.lifecycle,
        supervisor.images,
        start=lambda name: call(supervisor.scheduler.begin, name),
        stop=lambda name: call(supervisor.scheduler.cancel, name),
    )
    custom_jobs = CustomJobService(jobs)
    endpoints = EndpointService(
        *(resources, operations, registry, supervisor.deployments, supervisor.traffic),
        start=lambda rollout: call(runner.deploy, rollout),
        stop=lambda endpoint, deployed_id: call(runner.undeploy, endpoint, deployed_id),
    )
    return {
        **DatasetService(resources, operations, cloud.objects).handlers(),
        **custom_jobs.handlers(),
        **TuningJobService(jobs).handlers(),
        **BatchPredictionService(jobs, registry).handlers(),
        **PipelineService(resources, operations, registry, custom_jobs).handlers(),
        **ModelService(resources, operations, registry).handlers(),
        **EvaluationService(resources, registry).handlers(),
        **endpoints.handlers(),
        **MetadataService(resources, operations).handlers(),
        **TensorboardService(resources, operations).handlers(),
        **operations.handlers(),
        **LocationService().handlers(),
    }


class _Dispatcher:
    """Answers requests by the handlers of the RPCs that their verb and path call."""

    def __init__(
        self,
        handlers: Mapping[str, Handler],
        predictions: PredictionService,
        describe: Callable[[str, str], str],
    ) -> None:
        self._handlers = handlers
        self._predictions = predictions
        self._describe = describe

    async def answer(self, request: Request) -> Response:
        path = stable_path(request.scope["path"])
        for rpc in RPCS:
            if rpc.verb == request.method and (match := rpc.pattern.match(path)):
                check_location(path.removeprefix("/").partition("/")[2])
                if rpc.method == "Predict":
                    return await self._predictions.predict(match[1], request)
                if rpc.method == "RawPredict":
                    return await self._predictions.predict_raw(match[1], request)
                variables = dict(zip(rpc.variables, match.groups(), strict=True))
                return await self._call(rpc, variables, request)
        raise unimplemented(await asyncio.to_thread(self._describe, request.method, request.scope["path"]))

    async def _call(self, rpc: Rpc, variables: Mapping[str, str], request: Request) -> Response:
        body = await proto_json.read_body(
            request, _MAX_BODY, f"Request payload size exceeds the limit: {_MAX_BODY} bytes."
        )
        query = request.query_params.multi_items()
        selection = read_selection(request.query_params)
        message = read_request(rpc, variables, query, proto_json.read_document(body))
        handler = self._handlers[rpc.name]
        if inspect.iscoroutinefunction(handler):
            reply = await handler(message)
        else:
            reply = await asyncio.to_thread(handler, message)
        as_numbers = "enum-encoding=int" in request.query_params.get("$alt", "")
        document = proto_json.to_json(reply, enums_as_numbers=as_numbers)
        if is_beta(request.scope["path"]) and reply.DESCRIPTOR.file.package == "google.longrunning":
            document = as_beta(document)
        if request.method == "GET":  # what has changed something never answers as if it had not
            check_selection(selection, reply.DESCRIPTOR)
        return JSONResponse(selected_json(document, selection))
