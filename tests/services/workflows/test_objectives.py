"""What a model predicts is known by its description, else by its contract."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from services.data.models.objective import Objective
from services.settings import Target
from services.vertex import models
from services.vertex.models import Model
from services.vertex.training import Run
from services.workflows import objectives

CHURN, PRICE = Objective("churn", "classification"), Objective("price", "regression")


def test_a_description_tells_without_a_call(
    here: Target, registered: Callable[..., Model], calls: list[str]
) -> None:
    model = registered("Described", PRICE.to_json())
    calls.clear()
    assert objectives.of_model(here, model) == PRICE
    assert calls == []


def test_a_model_without_a_description_has_a_contract(here: Target, registered: Callable[..., Model]) -> None:
    model = registered("Trained by an earlier version")
    assert model.objective is None
    assert objectives.of_model(here, model) == Objective("label", "classification")


def test_nobody_knows_what_a_model_from_elsewhere_predicts(here: Target, text_run: Run) -> None:
    model = models.get(here, f"{text_run.model_id}@{text_run.model_version}")
    assert objectives.of_model(here, replace(model, objective=None, artifact_uri="")) is None
    assert objectives.of_model(here, replace(model, objective=None, artifact_uri=here.uri("none"))) is None


@pytest.mark.parametrize(
    ("new", "existing", "expected"),
    [
        (CHURN, [], None),
        (CHURN, [replace(CHURN, dataset="customers")], None),
        (CHURN, [None, CHURN, PRICE], PRICE),
        (CHURN, [replace(CHURN, task="regression")], replace(CHURN, task="regression")),
        (None, [CHURN], None),
        (CHURN, [None], None),
    ],
)
def test_the_first_other_objective_is_found(
    new: Objective | None, existing: list[Objective | None], expected: Objective | None
) -> None:
    assert objectives.other(new, existing) == expected
