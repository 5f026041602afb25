"""Online predictions: one request for one or many instances."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from services.errors import InvalidInput, Unavailable
from services.settings import Target
from services.text.i18n import _
from services.vertex.connection import connect
from services.vertex.failures import translated

PREDICT_SECONDS = 60.0
REQUEST_BYTES = 1_500_000


@dataclass(frozen=True)
class Answer:
    """What an endpoint answers, which model it was and how long the round trip took."""

    predictions: tuple[Any, ...]
    deployed_model_id: str
    model_id: str
    model_version: str
    milliseconds: float


def predict(target: Target, endpoint_id: str, instances: Sequence[Any]) -> Answer:
    """Send instances to an endpoint and return its answer; one request, never repeated.

    Raises InvalidInput before anything is sent where JSON can't hold the instances or the request
    is over Vertex AI's 1.5 MB (endpoints.predict).
    """
    from google.protobuf import json_format
    from google.protobuf.struct_pb2 import Value

    _check(instances)
    try:
        values = [json_format.ParseDict(instance, Value()) for instance in instances]
    except (json_format.ParseError, RecursionError) as error:
        raise _unfit(error) from error
    endpoint = f"{target.parent}/endpoints/{endpoint_id}"
    with translated(_("The prediction")):
        client = connect(target).predictions
        started = perf_counter()
        reply = client.predict(endpoint=endpoint, instances=values, timeout=PREDICT_SECONDS, retry=None)
        milliseconds = (perf_counter() - started) * 1000
        plain = json_format.MessageToDict(type(reply).pb(reply))
    if not plain.get("predictions"):
        raise Unavailable(
            _("The endpoint answered without a prediction."),
            _("Look at the endpoint's log; its model may need other input."),
        )
    return Answer(
        predictions=tuple(plain["predictions"]),
        deployed_model_id=reply.deployed_model_id,
        model_id=reply.model.rsplit("/", 1)[-1],
        model_version=reply.model_version_id,
        milliseconds=milliseconds,
    )


def _check(instances: Sequence[Any]) -> None:
    if not instances:
        raise InvalidInput(_("There is nothing to predict."), _("Give at least one instance."))
    try:
        size = len(json.dumps({"instances": list(instances)}, allow_nan=False).encode())
    except (TypeError, ValueError, RecursionError) as error:
        raise _unfit(error) from error
    if size > REQUEST_BYTES:
        raise InvalidInput(
            _("The request is {size:.1f} MB; Vertex AI takes 1.5 MB.", size=size / 1e6),
            _("Send fewer rows at a time."),
        )


def _unfit(error: Exception) -> InvalidInput:
    return InvalidInput(
        _("An instance can't be written as JSON: {reason}", reason=str(error)[:200]),
        _("Use text, numbers, true, false and null only, not deeply nested; leave a missing value empty."),
    )
