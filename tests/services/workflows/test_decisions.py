"""A decision is kept in the contract of a model, and nobody overwrites another one's without seeing it."""

import json

import pytest

from services.data.models.contract import Contract
from services.data.models.decision import Decision
from services.errors import Conflict, InvalidInput, NotFound
from services.settings import Target
from services.vertex import models, objects
from services.vertex.training import Run
from services.workflows.decisions import set_decision


def kept(target: Target, uri: str) -> Contract:
    return Contract.from_json(models.contract_at(target, uri))


def copied(target: Target, run: Run, name: str) -> str:
    """Copy the contract of a run to a folder of its own, and return that."""
    folder = target.uri(f"decisions/{name}")
    objects.copy(target, models.contract_address(run.model_uri), models.contract_address(folder))
    return folder


def test_a_decision_is_made_changed_and_taken_back(here: Target, text_run: Run) -> None:
    folder = copied(here, text_run, "made")
    before = json.loads(models.contract_at(here, folder))
    label = kept(here, folder).classes[0]
    first, second = Decision(label, 0.3), Decision(label, 0.8)
    assert set_decision(here, folder, first, None).decision == first
    assert kept(here, folder).read_prediction([0.4, 0.6]).label == label
    assert set_decision(here, folder, second, first) == kept(here, folder)
    assert kept(here, folder).read_prediction([0.6, 0.4]).label == kept(here, folder).classes[1]
    assert set_decision(here, folder, None, second).decision is None
    assert json.loads(models.contract_at(here, folder)) == before | {"decision": None}


def test_a_decision_that_another_one_made_meanwhile_is_not_overwritten(here: Target, text_run: Run) -> None:
    folder = copied(here, text_run, "meanwhile")
    label = kept(here, folder).classes[0]
    theirs = set_decision(here, folder, Decision(label, 0.3), None).decision
    with pytest.raises(Conflict, match="decision_changed_meanwhile"):
        set_decision(here, folder, Decision(label, 0.8), None)
    assert kept(here, folder).decision == theirs
    assert set_decision(here, folder, theirs, None).decision == theirs  # a press whose reply was lost


def test_an_impossible_decision_is_refused_before_anything_is_written(here: Target, text_run: Run) -> None:
    folder = copied(here, text_run, "impossible")
    before = models.contract_at(here, folder)
    with pytest.raises(InvalidInput, match="unreadable_contract"):
        set_decision(here, folder, Decision("no class of the model", 0.3), None)
    assert models.contract_at(here, folder) == before


def test_a_model_without_a_contract_has_no_decision(here: Target) -> None:
    with pytest.raises(NotFound):
        set_decision(here, here.uri("decisions/none"), None, None)
