"""The changes of endpoints, and a prediction."""

from contextlib import suppress
from functools import partial

from services import cache
from services.errors import NotFound
from services.vertex import endpoints, operations
from services.vertex.endpoints import Deployment, Endpoint, traffic_split
from tests.pages.changes.change import Change, Things, count, gone, numbers, unless
from tests.polling import wait_until

_MACHINE = "n1-standard-2"


class EndpointChanges(Things):
    """Creates and deletes endpoints, deploys to them, undeploys and shares the traffic."""

    def changes(self) -> dict[str, Change]:
        """Return the changes by name."""
        here = self.here
        return {
            "create endpoint": Change(
                "EndpointService.CreateEndpoint",
                lambda: f"Made {next(numbers)}",
                lambda name, nonce: partial(cache.create_and_deploy, here, name, self._deployment(), nonce),
                lambda name, done: [
                    *count(self._endpoints(name), done),
                    *(
                        f"{len(one.deployed)} models"
                        for one in self._endpoints(name)
                        if len(one.deployed) > 1
                    ),
                ],
                lambda name: [self._remove(one) for one in self._endpoints(name)],
                creates=True,
                is_dear=True,
            ),
            "deploy": Change(
                "EndpointService.DeployModel",
                self._empty,
                lambda endpoint, nonce: partial(
                    cache.deploy, here, endpoint, self._deployment(), False, nonce
                ),
                lambda endpoint, done: count(self._settled(endpoint).deployed, done),
                self._remove,
                creates=True,
                is_dear=True,
            ),
            "undeploy": Change(
                "EndpointService.UndeployModel",
                self._serving,
                lambda endpoint, _nonce: partial(
                    cache.undeploy, here, endpoint, endpoint.deployed[0].id, "mina@example.com"
                ),
                lambda endpoint, done: unless(
                    not done or not self._settled(endpoint).deployed, "it is still deployed"
                ),
                self._remove,
                is_dear=True,
            ),
            "traffic": Change(
                "EndpointService.UpdateEndpoint",
                self._shared,
                lambda thing, _nonce: partial(cache.set_traffic, here, *thing),
                lambda thing, done: unless(
                    not done or traffic_split(endpoints.get(here, thing[0].id)) == thing[1], "another split"
                ),
            ),
            "predict": Change(
                "PredictionService.Predict",
                lambda: {"text": "Hello, world!"},
                lambda instance, _nonce: partial(cache.predict, here, self.live, instance),
                lambda _instance, _done: [],
            ),
            "delete endpoint": Change(
                "EndpointService.DeleteEndpoint",
                self._empty,
                lambda endpoint, _nonce: partial(cache.delete_endpoint, here, endpoint, "mina@example.com"),
                lambda endpoint, done: gone(lambda: endpoints.get(here, endpoint.id), done),
                lambda endpoint: endpoints.delete(here, endpoint),
            ),
        }

    def end(self) -> None:
        """Take away what several changes share."""
        for endpoint in self._endpoints("Shared by changes"):
            self._remove(endpoint)

    def _deployment(self, share: int = 100) -> Deployment:
        return Deployment(f"{self.run.model_id}@{self.run.model_version}", "Sorter", _MACHINE, share)

    def _empty(self) -> Endpoint:
        return endpoints.create(self.here, f"Empty {next(numbers)}")

    def _endpoints(self, name: str) -> list[Endpoint]:
        return [one for one in endpoints.list_endpoints(self.here) if one.display_name == name]

    def _settled(self, endpoint: Endpoint) -> Endpoint:
        wait_until(lambda: not operations.list_running(self.here, endpoint.name))
        return endpoints.get(self.here, endpoint.id)

    def _deployed_to(self, endpoint: Endpoint, *shares: int) -> Endpoint:
        for share in shares:
            endpoints.deploy(self.here, endpoint, self._deployment(share))
            endpoint = self._settled(endpoint)
        return endpoint

    def _serving(self) -> Endpoint:
        return self._deployed_to(self._empty(), 100)

    def _shared(self) -> tuple[Endpoint, dict[str, int]]:
        """Return an endpoint of two models with another split than it has."""
        there = self._endpoints("Shared by changes")
        if not there:
            there = [self._deployed_to(endpoints.create(self.here, "Shared by changes"), 100, 50)]
        first, second = traffic_split(there[0]).items()
        share = 30 if first[1] != 30 else 60
        return there[0], {first[0]: share, second[0]: 100 - share}

    def _remove(self, endpoint: Endpoint) -> None:
        with suppress(NotFound):
            for model in self._settled(endpoint).deployed:
                endpoints.undeploy(self.here, endpoints.get(self.here, endpoint.id), model.id)
                self._settled(endpoint)
            endpoints.delete(self.here, endpoint)
