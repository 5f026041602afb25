"""A refused deployment leaves no endpoint behind, and none mixes targets unasked."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from services import nonce
from services.data.models.objective import Objective
from services.errors import InvalidInput, LaunchpadError, Refused
from services.settings import Target
from services.vertex import endpoints, operations
from services.vertex.endpoints import Deployment, Endpoint
from services.vertex.models import Model
from services.vertex.operations import Operation
from services.vertex.training import Run
from services.workflows.deployment import deploy, deploy_to_new_endpoint, other_target

NO_MACHINE = "no-such-machine"  # the cloud refuses it, so what passes the gate deploys nothing


def test_an_endpoint_whose_deployment_is_refused_is_deleted(here: Target) -> None:
    before = endpoints.list_endpoints(here)
    with pytest.raises(LaunchpadError):
        deploy_to_new_endpoint(here, "Rolled back", Deployment("404404@1", "no model", "n1-standard-2"))
    assert endpoints.list_endpoints(here) == before


def test_a_nonce_makes_one_endpoint_with_one_deployment(
    here: Target, text_run: Run, eventually: Callable[..., None]
) -> None:
    drawn, deployment = nonce.fresh(), Deployment(f"{text_run.model_id}@1", "Once", "n1-standard-2")

    def press(name: str = "Once") -> tuple[Endpoint, Operation]:
        return deploy_to_new_endpoint(here, name, deployment, drawn=drawn)

    with ThreadPoolExecutor(3) as presses:
        made = [made.result() for made in [presses.submit(press) for _press in range(3)]]
    (id,) = {endpoint.id for endpoint, _operation in made}
    (name,) = {operation.name for _endpoint, operation in made}
    eventually(lambda: operations.get(here, name).done)
    assert press()[1].name == name
    (deployed,) = endpoints.get(here, id).deployed
    endpoints.undeploy(here, endpoints.get(here, id), deployed.id)
    endpoints.delete(here, endpoints.get(here, id))


@pytest.mark.parametrize(
    ("description", "existing"),
    [
        (Objective("length", "regression").to_json(), True),
        (Objective("label", "regression").to_json(), True),
        (Objective("label", "classification", "Another").to_json(), False),
        ("no description of ours, so the contract says it", False),
    ],
)
def test_no_endpoint_mixes_targets_or_tasks_unless_it_is_confirmed(
    here: Target,
    live_endpoint: Endpoint,
    registered: Callable[..., Model],
    description: str,
    existing: bool,
) -> None:
    model = registered("Newer", description)
    asked = Deployment(f"{model.id}@{model.version}", model.title, NO_MACHINE)
    if existing:
        with pytest.raises(InvalidInput, match="endpoint_of_other_target") as refusal:
            deploy(here, live_endpoint, asked)
        served = refusal.value.parameters["existing"]
        assert (served.column, served.task) == ("label", "classification")
        assert refusal.value.parameters["new"] == model.objective
    else:
        with pytest.raises(Refused, match=NO_MACHINE):
            deploy(here, live_endpoint, asked)
    with pytest.raises(Refused, match=NO_MACHINE):
        deploy(here, live_endpoint, asked, allow_other_target=True)
    assert endpoints.get(here, live_endpoint.id) == live_endpoint


def test_a_deployed_model_that_cannot_be_read_mixes_nothing(here: Target, live_endpoint: Endpoint) -> None:
    gone = replace(live_endpoint.deployed[0], model_id="404404404")
    endpoint = replace(live_endpoint, deployed=(gone,))
    assert other_target(here, endpoint, Objective("length", "regression")) is None
