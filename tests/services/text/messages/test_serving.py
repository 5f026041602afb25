"""Every state and operation of an endpoint has its text."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args

import pytest

from services.text.messages.serving import (
    endpoint_deleted,
    model_deleted,
    operation_failure,
    operation_text,
    state_title,
    undeploy_effect,
)
from services.vertex.endpoints import DeployedModel, Endpoint, EndpointState
from services.vertex.models import Model
from services.vertex.operations import Kind


def endpoint(*split: int) -> Endpoint:
    deployed = [
        DeployedModel(str(index), "m", "1", f"model {index}", "n1-standard-2", traffic, None)
        for index, traffic in enumerate(split)
    ]
    return Endpoint("projects/p/locations/l/endpoints/e", "e", datetime.now(UTC), tuple(deployed))


def test_every_state_has_a_title_of_its_own() -> None:
    titles = {state_title(state) for state in get_args(EndpointState)}
    assert len(titles) == len(get_args(EndpointState))


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_operation_has_a_text_and_names_its_failure(kind: Kind) -> None:
    assert operation_text(kind, is_local=True)
    assert operation_text(kind, is_local=False)
    assert "no quota {left}" in operation_failure(kind, "no quota {left}")


def test_a_deployment_takes_minutes_on_google_cloud_only() -> None:
    assert operation_text("deploy", is_local=True) != operation_text("deploy", is_local=False)


def test_undeploying_names_the_new_split_or_that_nothing_is_left() -> None:
    assert "model 1 75%, model 2 25%" in undeploy_effect(endpoint(20, 60, 20), "0")
    assert "%" not in undeploy_effect(endpoint(100), "0")


def test_a_deletion_names_what_was_deleted() -> None:
    assert "“Shared”" in endpoint_deleted(replace(endpoint(), display_name="Shared"))
    assert "“Trees”" in model_deleted(Model("models/m", "1", "Trees", datetime.now(UTC), "", "", "", ""))
