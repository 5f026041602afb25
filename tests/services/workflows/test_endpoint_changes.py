"""Two people change one endpoint: no change is lost without a word, and the split always sums to 100."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from services.errors import Conflict, LaunchpadError
from services.settings import Target
from services.text.messages.errors import error_text
from services.vertex import endpoints, operations
from services.vertex.endpoints import Deployment, Endpoint, traffic_split
from services.vertex.operations import Operation
from services.vertex.traffic import with_new
from services.vertex.training import Run
from services.workflows import endpoint_changes

# Seconds, and minutes. A deployment starts a process.
RACES = [10, pytest.param(200, marks=pytest.mark.soak)]
DEPLOYMENTS = [2, pytest.param(40, marks=pytest.mark.soak)]


@pytest.fixture(scope="module")
def shared(here: Target, text_run: Run, eventually: Callable[..., None]) -> Iterator[Endpoint]:
    """An endpoint of two deployed models that two people look at."""
    endpoint = endpoints.create(here, "Shared")
    for share, name in ((100, "First"), (50, "Second")):
        deployment = Deployment(f"{text_run.model_id}@1", name, "n1-standard-2", share)
        operation = endpoints.deploy(here, endpoints.get(here, endpoint.id), deployment)
        eventually(lambda name=operation.name: operations.get(here, name).done)
    yield endpoints.get(here, endpoint.id)
    for model in endpoints.get(here, endpoint.id).deployed:
        endpoints.undeploy(here, endpoints.get(here, endpoint.id), model.id)
    endpoints.delete(here, endpoint)


@pytest.fixture
def seen(here: Target, shared: Endpoint) -> Endpoint:
    """The endpoint as both people see it, with half of the traffic for each model."""
    present = endpoints.get(here, shared.id)
    first, second = (model.id for model in shared.deployed)
    return endpoints.set_traffic(here, present, {first: 50, second: 50})


def split(seen: Endpoint, share: int) -> dict[str, int]:
    first, second = (model.id for model in seen.deployed)
    return {first: share, second: 100 - share}


def test_a_stale_change_is_refused_with_what_the_other_did_and_applies_to_what_is_there(
    here: Target, seen: Endpoint
) -> None:
    endpoint_changes.set_traffic(here, seen, split(seen, 80))
    with pytest.raises(Conflict, match="endpoint_changed_meanwhile") as refusal:
        endpoint_changes.set_traffic(here, seen, split(seen, 30))
    assert "80% instead of 50%" in error_text(refusal.value).message
    assert error_text(refusal.value).actions == ("apply_again",)
    present: Any = refusal.value.parameters["present"]
    changed = endpoint_changes.set_traffic(here, present, split(seen, 30))
    assert traffic_split(changed) == split(seen, 30)


def test_a_stale_etag_is_refused_by_the_cloud(here: Target, seen: Endpoint) -> None:
    endpoints.set_traffic(here, seen, split(seen, 80))
    with pytest.raises(Conflict, match="traffic_split_not_changed"):
        endpoints.set_traffic(here, seen, split(seen, 30))


def test_a_stale_deployment_and_a_stale_undeployment_change_nothing(
    here: Target, seen: Endpoint, text_run: Run
) -> None:
    changed = endpoint_changes.set_traffic(here, seen, split(seen, 80))
    deployment = Deployment(f"{text_run.model_id}@1", "Third", "n1-standard-2")
    with pytest.raises(Conflict, match="endpoint_changed_meanwhile"):
        endpoint_changes.deploy(here, seen, deployment, "1234567")
    with pytest.raises(Conflict, match="endpoint_changed_meanwhile"):
        endpoint_changes.undeploy(here, seen, seen.deployed[0].id)
    assert endpoints.get(here, seen.id) == changed
    assert operations.list_running(here, seen.name) == ()


def test_while_a_deployment_is_under_way_nothing_else_is_changed(
    here: Target, seen: Endpoint, text_run: Run, eventually: Callable[..., None]
) -> None:
    deployment = Deployment(f"{text_run.model_id}@1", "Third", "n1-standard-2")
    operation = endpoint_changes.deploy(here, seen, deployment, "7654321")
    with pytest.raises(Conflict, match="endpoint_changing"):
        endpoint_changes.set_traffic(here, seen, split(seen, 30))
    with pytest.raises(Conflict, match="endpoint_changing"):
        endpoint_changes.undeploy(here, seen, seen.deployed[0].id)
    eventually(lambda: operations.get(here, operation.name).done)
    assert endpoint_changes.deploy(here, seen, deployment, "7654321") == operations.get(here, operation.name)
    present = endpoints.get(here, seen.id)
    assert sorted(traffic_split(present).values()) == [10, 45, 45]
    endpoint_changes.undeploy(here, present, "7654321")
    with pytest.raises(Conflict, match="endpoint_changed_meanwhile"):  # by the deployment
        endpoint_changes.set_traffic(here, present, split(seen, 30))
    assert endpoint_changes.undeploy(here, present, "7654321").done  # as a second press finds it


def test_a_change_whose_reply_is_lost_is_found(
    here: Target, seen: Endpoint, text_run: Run, faults: Any, eventually: Callable[..., None]
) -> None:
    lost = "commit-then-return-503"
    faults.plan("EndpointService.UpdateEndpoint", lost)
    changed = endpoint_changes.set_traffic(here, seen, split(seen, 80))
    assert traffic_split(changed) == split(seen, 80)
    deployment = Deployment(f"{text_run.model_id}@1", "Third", "n1-standard-2")
    faults.plan("EndpointService.DeployModel", lost)
    operation = endpoint_changes.deploy(here, changed, deployment, "1357911")
    eventually(lambda: operations.get(here, operation.name).done)
    faults.plan("EndpointService.UndeployModel", lost)
    assert endpoint_changes.undeploy(here, endpoints.get(here, seen.id), "1357911").kind == "undeploy"
    assert traffic_split(endpoints.get(here, seen.id)) == split(seen, 80)


@pytest.mark.parametrize("races", RACES)
def test_of_two_who_change_the_split_at_once_the_loser_is_told(
    here: Target, seen: Endpoint, races: int
) -> None:
    start = Barrier(2)

    def change(seen: Endpoint, share: int) -> Endpoint | LaunchpadError:
        start.wait()
        try:
            return endpoint_changes.set_traffic(here, seen, split(seen, share))
        except LaunchpadError as error:
            return error

    present = seen
    with ThreadPoolExecutor(2) as people:
        for race in range(races):
            shares = (race % 49 + 1, race % 49 + 51)
            changes = [people.submit(change, present, share) for share in shares]
            outcomes = [made.result() for made in changes]
            present = endpoints.get(here, seen.id)
            made = [outcome for outcome in outcomes if isinstance(outcome, Endpoint)]
            assert sum(traffic_split(present).values()) == 100
            assert [traffic_split(outcome) for outcome in made] == [traffic_split(present)] * len(made)
            assert len(made) <= 1
            assert all(isinstance(outcome, Conflict) for outcome in outcomes if outcome not in made)


@pytest.mark.parametrize("races", DEPLOYMENTS)
def test_of_a_deployment_and_another_change_at_once_none_is_lost_in_silence(
    here: Target, seen: Endpoint, text_run: Run, eventually: Callable[..., None], races: int
) -> None:
    deployment = Deployment(f"{text_run.model_id}@1", "Third", "n1-standard-2")
    start = Barrier(2)

    def deploy(id: int) -> Operation | LaunchpadError:
        start.wait()
        try:
            return endpoint_changes.deploy(here, present, deployment, str(id))
        except LaunchpadError as error:
            return error

    def change(_id: int) -> Endpoint | LaunchpadError:
        start.wait()
        try:
            return endpoint_changes.set_traffic(here, present, split(seen, 80))
        except LaunchpadError as error:
            return error

    with ThreadPoolExecutor(2) as people:
        for race in range(races):
            present = endpoints.set_traffic(here, endpoints.get(here, seen.id), split(seen, 50))
            other = (deploy, change)[race % 2]
            pair = [people.submit(work, id) for work, id in ((deploy, 100), (other, 101))]
            first, second = (made.result() for made in pair)
            eventually(lambda: not operations.list_running(here, seen.name))
            ended = endpoints.get(here, seen.id)
            assert sum(traffic_split(ended).values()) == 100
            deployed = {model.id for model in ended.deployed} & {"100", "101"}
            assert ("100" in deployed) == isinstance(first, Operation)
            assert ("101" in deployed) == isinstance(second, Operation)
            assert len(deployed) <= 1
            if isinstance(second, Endpoint):
                after = with_new(split(seen, 80), 10) if deployed else split(seen, 80)
                assert sorted(traffic_split(ended).values()) == sorted(after.values())
            for id in deployed:
                endpoint_changes.undeploy(here, ended, id)
