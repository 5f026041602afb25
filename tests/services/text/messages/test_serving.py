"""Every state and operation of an endpoint has its text."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args

import pytest

from services.data.models.contract import Field
from services.text.messages.serving import (
    deploy_again_effect,
    endpoint_deleted,
    field_help,
    model_deleted,
    operation_failure,
    operation_text,
    state_title,
    undeploy_effect,
    version_deleted,
    version_loss,
)
from services.vertex.deletions import Undeployed
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
    assert "“Trees”" in model_deleted(version("1"))
    assert "“Trees · v2”" in version_deleted(version("2"))


def version(number: str, *, is_default: bool = False) -> Model:
    return Model("models/m", number, "Trees", datetime.now(UTC), "", "", "", "", is_default=is_default)


def test_the_loss_of_the_default_version_names_the_next_default() -> None:
    versions = [version("3", is_default=True), version("2"), version("1")]
    assert "v2 becomes the default" in version_loss(versions[0], versions)
    assert "default" not in version_loss(versions[1], versions)


def test_deploying_again_names_the_machine_and_the_share() -> None:
    undeployed = Undeployed("m@1", "n1-standard-4", 1, 1, (("7", 75), ("8", 25)))
    text = deploy_again_effect(undeployed, "7")
    assert "n1-standard-4" in text
    assert "75%" in text


def test_a_number_shows_its_range_in_the_training_data() -> None:
    text = field_help(Field("age", "numeric", "integer", 0.0, minimum=18.0, maximum=80.5))
    assert text is not None
    assert "18 to 80.5" in text


def test_other_fields_show_none() -> None:
    assert field_help(Field("plan", "category", "category", 0.0)) is None
