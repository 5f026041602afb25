"""Predictions: send instances to an endpoint, and interpret the answers by the model's contract."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from services.data.models.contract import Contract, Prediction
from services.errors import InvalidInput, LaunchpadError, NotFound, Refused, Unavailable
from services.settings import Target
from services.vertex import models, predictions
from services.vertex.endpoints import Endpoint
from services.vertex.predictions import REQUEST_BYTES, Answer

Instance = Mapping[str, Any]
Outcome = Prediction | LaunchpadError

_MOST_ROWS = 1_000  # of a request, so that it is answered in time
_ENVELOPE_BYTES = 100  # of a request besides its instances


@dataclass(frozen=True)
class HistoryEntry:
    """An instance that was sent to an endpoint, with its answer and prediction.

    `column` is the predicted column; it and `prediction` are None for a model without a contract.
    """

    endpoint_id: str
    time: datetime
    instance: Any
    answer: Answer
    column: str | None = None
    prediction: Prediction | None = None


def read_contract(target: Target, model_id: str) -> Contract | None:
    """Return the contract of a model by `id@version`, None for one that this app didn't train."""
    try:
        return Contract.from_json(models.contract(target, models.get(target, model_id)))
    except NotFound:
        return None


def predict(
    target: Target,
    endpoint: Endpoint,
    instance: Any,
    *,
    contract: Callable[[Target, str], Contract | None] = read_contract,
) -> HistoryEntry:
    """Send one instance to an endpoint; `contract` returns a model's contract by `id@version`."""
    answer = predictions.predict(target, endpoint.id, [instance], endpoint.display_name)
    entry = HistoryEntry(endpoint.id, datetime.now(UTC), instance, answer)
    # Several models can share an endpoint, so the contract of the model that answered is used.
    deployed = [model for model in endpoint.deployed if model.id == answer.deployed_model_id]
    described = contract(target, deployed[0].model) if deployed else None
    if described is None:
        return entry
    prediction = described.read_prediction(answer.predictions[0])
    return replace(entry, column=described.target, prediction=prediction)


def predict_rows(
    target: Target, endpoint: Endpoint, contract: Contract, rows: Sequence[Instance | LaunchpadError]
) -> tuple[Outcome, ...]:
    """Return the prediction of each row, or why there is none, in order.

    A row that is an error already isn't sent. The others share requests of at most 1.5 MB; one that is
    refused is sent again in halves, so that a bad row costs no other row its prediction.
    """
    instances = [row for row in rows if not isinstance(row, LaunchpadError)]
    outcomes = (
        outcome for batch in _batches(instances) for outcome in _outcomes(target, endpoint, contract, batch)
    )
    return tuple(row if isinstance(row, LaunchpadError) else next(outcomes) for row in rows)


def _batches(instances: Sequence[Instance]) -> Iterator[Sequence[Instance]]:
    start, size = 0, _ENVELOPE_BYTES
    for place, instance in enumerate(instances):
        length = len(json.dumps(instance)) + 2
        if place > start and (size + length > REQUEST_BYTES or place - start == _MOST_ROWS):
            yield instances[start:place]
            start, size = place, _ENVELOPE_BYTES
        size += length
    if instances:
        yield instances[start:]


def _outcomes(
    target: Target, endpoint: Endpoint, contract: Contract, instances: Sequence[Instance]
) -> list[Outcome]:
    try:
        answers = predictions.predict(target, endpoint.id, instances, endpoint.display_name).predictions
        if len(answers) != len(instances):
            raise Unavailable("no_predictions")
        return [contract.read_prediction(answer) for answer in answers]
    except (InvalidInput, Refused) as error:
        if len(instances) == 1:
            return [error]
        middle = len(instances) // 2
        halves = (instances[:middle], instances[middle:])
        return [outcome for half in halves for outcome in _outcomes(target, endpoint, contract, half)]
    except LaunchpadError as error:
        return [error] * len(instances)
