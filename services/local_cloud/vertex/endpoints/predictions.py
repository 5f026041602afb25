"""PredictionService: predictions by the deployed model that the traffic split selects."""

import asyncio
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from services.local_cloud.http.errors import (
    ApiError,
    deadline_exceeded,
    invalid_argument,
    resource_exhausted,
    unavailable,
)
from services.local_cloud.http.proto_json import read_body, read_document
from services.local_cloud.vertex.endpoints.channel import Answer
from services.local_cloud.vertex.endpoints.runner import DeploymentRunner
from services.local_cloud.vertex.endpoints.traffic import RoutedModel, Traffic
from services.local_cloud.vertex.kernel.names import last_part

# docs/predictions/get-online-predictions: the most bytes and seconds of a request.
MAX_BODY = 1_500_000
TIMEOUT = 60.0
_TOO_LARGE = f"The request size exceeds {MAX_BODY / 1e6:.3f}MB limit."
_FIELDS = {"instances", "parameters", "labels"}


class PredictionService:
    """Serves PredictionService's Predict and RawPredict on the event loop. Raises ApiError."""

    def __init__(self, traffic: Traffic, deployment_runner: DeploymentRunner) -> None:
        self._traffic = traffic
        self._deployment_runner = deployment_runner

    async def predict(self, endpoint: str, request: Request) -> Response:
        """Answer Predict with the container's predictions and the model that made them."""
        body = await read_body(request, MAX_BODY, _TOO_LARGE)
        await asyncio.to_thread(_check, body) if len(body) > 100_000 else _check(body)
        routed = self._traffic.choose(endpoint)
        reply = await self._ask(endpoint, routed, body)
        return Response(_answer(reply, routed), media_type="application/json; charset=UTF-8")

    async def predict_raw(self, endpoint: str, request: Request) -> Response:
        """Answer RawPredict: pass the body to the container, and its response to the caller, unchanged."""
        body = await read_body(request, MAX_BODY, _TOO_LARGE)
        routed = self._traffic.choose(endpoint)
        content_type = request.headers.get("content-type", "application/json")
        reply = await self._ask(endpoint, routed, body, content_type)
        return Response(
            reply.body,
            media_type=reply.content_type,
            # aiplatform.v1, PredictionService.RawPredict, and google.cloud.aiplatform.Endpoint.predict:
            # the headers that name the model.
            headers={
                "x-vertex-ai-endpoint-id": last_part(endpoint),
                "x-vertex-ai-deployed-model-id": routed.deployed_id,
                "x-vertex-ai-model": routed.model,
                "x-vertex-ai-model-version-id": routed.version,
            },
        )

    async def _ask(
        self, endpoint: str, routed: RoutedModel, body: bytes, content_type: str = "application/json"
    ) -> Answer:
        process = self._deployment_runner.find(endpoint, routed.deployed_id)
        if process is None or process.state != "ready":
            raise unavailable(
                f"The deployed model {routed.deployed_id} of {endpoint} is not ready: its serving process is "
                "being started."
            )
        try:
            async with asyncio.timeout(TIMEOUT):
                answer = await process.ask(body, content_type)
        except TimeoutError:
            raise deadline_exceeded(f"The model did not answer within {TIMEOUT:g} seconds.") from None
        except OSError as error:
            raise unavailable(
                f"The process of {routed.deployed_id} ended before it answered: {type(error).__name__}."
            ) from None
        if answer.status == 200:
            return answer
        words = answer.body.decode("utf-8", "replace")
        if answer.status == 429:
            raise resource_exhausted(words)
        if 400 <= answer.status < 500:
            raise ApiError("INVALID_ARGUMENT", words, http=answer.status)
        raise ApiError("INTERNAL", words)


def _check(body: bytes) -> None:
    """Raise a 400 ApiError unless a body is a PredictRequest; the container gets it unchanged."""
    document = read_document(body)
    unknown = sorted(document.keys() - _FIELDS)
    if unknown:
        raise invalid_argument(
            f'Invalid JSON payload received. Unknown name "{unknown[0]}": Cannot find field.'
        )
    instances = document.get("instances")
    if not isinstance(instances, list) or not instances:
        raise invalid_argument('Invalid instances: a list "instances" with at least one entry is required.')


def _answer(reply: Answer, routed: RoutedModel) -> bytes:
    """Return the JSON of a PredictResponse with the container's predictions."""
    try:
        document = json.loads(reply.body)
    except ValueError:
        document = None
    if not isinstance(document, dict) or not isinstance(document.get("predictions"), list):
        raise ApiError("INTERNAL", "The container's answer is not a JSON object with a list of predictions.")
    answer: dict[str, Any] = {
        "predictions": document["predictions"],
        "deployedModelId": routed.deployed_id,
        "model": routed.model,
        "modelDisplayName": routed.display_name,
        "modelVersionId": routed.version,
    }
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
