"""The two routes of a serving container: health, and predictions by `model.predict`."""

import asyncio
import hmac
import json
import sys
import traceback
from collections.abc import Callable
from typing import Any

import numpy as np
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services.local_cloud.serving.contract import TOKEN_HEADER


def build(model: Any, health_route: str, predict_route: str, token: str) -> Starlette:
    """Return the application that serves a model to whoever shows the token.

    A request is {"instances": [...]} and an answer {"predictions": [...]}, which is what
    `model.predict(np.asarray(instances))` returns and nothing else. What it raises is a 400.
    """

    async def health(request: Request) -> Response:
        return Response(status_code=200 if _is_trusted(request, token) else 401)

    async def predict(request: Request) -> Response:
        if not _is_trusted(request, token):
            return Response(status_code=401)
        body = await request.body()
        return await asyncio.to_thread(answer, model.predict, body)

    return Starlette(
        routes=[
            Route(health_route, health, methods=["GET"]),
            Route(predict_route, predict, methods=["POST"]),
        ]
    )


def answer(predict: Callable[[Any], Any], body: bytes) -> Response:
    """Answer the body of a predict request with a model's predict method."""
    try:
        instances = json.loads(body)["instances"]
    except (ValueError, KeyError, TypeError) as error:
        return _refusal(f"The request is not a JSON object with instances: {error}")
    try:
        predicted = predict(np.asarray(instances))
    except Exception as error:  # the model is a stranger's code, and all it raises is the answer
        traceback.print_exc(file=sys.stderr)
        return _refusal(f"Prediction failed: Exception during sklearn prediction: {error}")
    predictions = predicted.tolist() if hasattr(predicted, "tolist") else list(predicted)
    try:
        return JSONResponse({"predictions": predictions})
    except (ValueError, TypeError) as error:
        # NaN and infinity are no JSON, and neither is an object of the model's own.
        return JSONResponse({"error": f"The predictions can't be written as JSON: {error}"}, 500)


def _refusal(message: str) -> Response:
    return JSONResponse({"error": message}, 400)


def _is_trusted(request: Request, token: str) -> bool:
    return hmac.compare_digest(request.headers.get(TOKEN_HEADER, "").encode(), token.encode())
