"""Objectives: what models predict, so that nobody mixes those of different targets by mistake."""

from collections.abc import Callable, Iterable

from services.data.models.contract import Contract
from services.data.models.objective import Objective
from services.errors import InvalidInput, NotFound
from services.settings import Target
from services.vertex import models
from services.vertex.models import Model

ReadObjective = Callable[[Target, Model], Objective | None]


def of_model(target: Target, model: Model) -> Objective | None:
    """Return the objective of a model version, by its contract where its description has none.

    None for a model from elsewhere, of which nobody knows what it predicts.
    """
    if model.objective is not None:
        return model.objective
    try:
        contract = Contract.from_json(models.contract(target, model))
    except (NotFound, InvalidInput):
        return None
    return Objective(contract.target, contract.task)


def other(objective: Objective | None, models: Iterable[Objective | None]) -> Objective | None:
    """Return the first of some models' objectives that is another target or task, None if there is none."""
    if objective is None:
        return None
    return next((known for known in models if known and not known.predicts_same(objective)), None)
