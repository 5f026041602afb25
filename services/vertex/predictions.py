"""Online predictions: one request for one or many instances."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from services.errors import InvalidInput, Unavailable
from services.settings import Target
from services.vertex.connection import connect
from services.vertex.failures import translated

PREDICT_TIMEOUT = 60.0  # seconds
REQUEST_BYTES = 1_500_000  # Vertex AI's limit


@dataclass(frozen=True)
class Answer:
    """An endpoint's predictions, the model that made them, and the duration of the round trip."""

    predictions: tuple[Any, ...]
    deployed_model_id: str
    model_id: str
    model_version: str
    milliseconds: float


def predict(target: Target, endpoint_id: str, instances: Sequence[Any], name: str = "") -> Answer:
    """Send instances to an endpoint in one request, without a retry (endpoints.predict).

    An error calls the endpoint by its `name`, where that is known.
    Raises InvalidInput before it sends anything where the instances aren't JSON or the request is
    over Vertex AI's limit of 1.5 MB.
    """
    from google.protobuf import json_format
    from google.protobuf.struct_pb2 import Value

    _check(instances)
    try:
        values = [json_format.ParseDict(instance, Value()) for instance in instances]
    except (json_format.ParseError, RecursionError) as error:
        raise InvalidInput("instance_not_json") from error
    endpoint = f"{target.parent}/endpoints/{endpoint_id}"
    with translated("prediction_failed", endpoint=name or endpoint_id):
        client = connect(target).predictions
        start = perf_counter()
        response = client.predict(endpoint=endpoint, instances=values, timeout=PREDICT_TIMEOUT, retry=None)
        milliseconds = (perf_counter() - start) * 1000
        fields = json_format.MessageToDict(type(response).pb(response))
    if not fields.get("predictions"):
        raise Unavailable("no_predictions")
    return Answer(
        predictions=tuple(fields["predictions"]),
        deployed_model_id=response.deployed_model_id,
        model_id=response.model.rsplit("/", 1)[-1],
        model_version=response.model_version_id,
        milliseconds=milliseconds,
    )


def _check(instances: Sequence[Any]) -> None:
    if not instances:
        raise InvalidInput("no_instances")
    try:
        size = len(json.dumps({"instances": list(instances)}, allow_nan=False).encode())
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidInput("instance_not_json") from error
    if size > REQUEST_BYTES:
        raise InvalidInput("request_too_large", size=size, limit=REQUEST_BYTES)
