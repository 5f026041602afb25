"""Decisions: from which probability on a model predicts a class, kept in its contract."""

import json

from services.data.models.contract import Contract
from services.data.models.decision import Decision
from services.errors import Conflict
from services.settings import Target
from services.vertex import models, objects


def set_decision(
    target: Target, model_uri: str, decision: Decision | None, seen: Decision | None
) -> Contract:
    """Write a decision into the contract in a model's gs:// folder; None returns to the likeliest class.

    The artifact stays as it is: endpoints answer with probabilities, and whoever reads the contract decides.
    Raises Conflict where the present decision is neither this one nor the one that was `seen`.
    """
    address = models.contract_address(model_uri)
    stored = objects.get(target, address)
    content = objects.read(target, address)
    present = Contract.from_json(content)
    if present.decision == decision:
        return present
    if present.decision != seen:
        raise Conflict("decision_changed_meanwhile", present=present.decision)
    changed = json.dumps(json.loads(content) | {"decision": _entry(decision)}, ensure_ascii=False, indent=2)
    contract = Contract.from_json(changed)  # before anything is written
    objects.write(target, address, changed.encode(), "application/json", stored)
    return contract


def _entry(decision: Decision | None) -> dict[str, object] | None:
    return {"class": decision.label, "threshold": decision.threshold} if decision else None
