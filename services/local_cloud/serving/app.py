"""The two routes of a serving container: health, and predictions by `model.predict`."""

import hmac
import json
import sys
import traceback
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from services.local_cloud.serving.batches import Batches, Full
from services.local_cloud.serving.contract import TOKEN_HEADER


def build(model: Any, health_route: str, predict_route: str, token: str) -> ASGIApp:
    """Return the application that serves a model to requests with the token.

    A request is {"instances": [...]}, a response {"predictions": [...]} with the result of
    `model.predict(np.asarray(instances))`. An exception of the model is a 400.
    """
    # `predict` is looked up at each call: a model without it fails its predictions, not the start.
    batches = Batches(lambda rows: model.predict(rows))

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        if not hmac.compare_digest(request.headers.get(TOKEN_HEADER, "").encode(), token.encode()):
            response = Response(status_code=401)
        elif (request.method, scope["path"]) == ("POST", predict_route):
            response = await answer(batches, await request.body())
        elif (request.method, scope["path"]) == ("GET", health_route):
            response = Response()
        else:
            response = Response(status_code=404)
        await response(scope, receive, send)

    return app


async def answer(batches: Batches, body: bytes) -> Response:
    """Answer the body of a predict request, possibly in one call of predict with others."""
    try:
        instances = json.loads(body)["instances"]
    except (ValueError, KeyError, TypeError) as error:
        return _error(f"The request is not a JSON object with instances: {error}")
    try:
        predicted = await batches.predict(instances, len(body))
    except Full:
        return _error("Too many requests wait for the model.", 429)
    except Exception as error:  # the model is the user's code: whatever it raises is the response
        traceback.print_exc(file=sys.stderr)
        return _error(f"Prediction failed: Exception during sklearn prediction: {error}")
    predictions = predicted.tolist() if hasattr(predicted, "tolist") else list(predicted)
    try:
        return JSONResponse({"predictions": predictions})
    except (ValueError, TypeError) as error:
        # JSON has no NaN, no infinity, and no objects of the model's own classes.
        return _error(f"The predictions can't be written as JSON: {error}", 500)


def _error(message: str, status: int = 400) -> Response:
    return JSONResponse({"error": message}, status)
