"""Predictions: send an instance to an endpoint, and interpret the answer by the model's contract."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from services.data.models.contract import Contract, Prediction
from services.errors import NotFound
from services.settings import Target
from services.vertex import models, predictions
from services.vertex.endpoints import Endpoint
from services.vertex.predictions import Answer


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
    answer = predictions.predict(target, endpoint.id, [instance])
    entry = HistoryEntry(endpoint.id, datetime.now(UTC), instance, answer)
    # Several models can share an endpoint, so the contract of the model that answered is used.
    deployed = [model for model in endpoint.deployed if model.id == answer.deployed_model_id]
    described = contract(target, deployed[0].model) if deployed else None
    if described is None:
        return entry
    prediction = described.read_prediction(answer.predictions[0])
    return replace(entry, column=described.target, prediction=prediction)
