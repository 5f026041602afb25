"""The changes that a page submits, each with what it is made to and what of it is there afterwards."""

import itertools
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from services import cache
from services.data.reading.read import read_csv
from services.errors import LaunchpadError, NotFound
from services.ingest import dataset_files
from services.pricing import catalogue
from services.settings import Target
from services.vertex import datasets, endpoints, models, operations, training
from services.vertex.connection import WRITE_TIMEOUT, connect, write_options
from services.vertex.datasets import Dataset
from services.vertex.endpoints import Deployment, Endpoint, traffic_split
from services.vertex.models import Model
from services.vertex.training import Run, TrainingRequest
from services.workflows import datasets as dataset_workflows
from tests.polling import wait_until

_numbers = itertools.count(1)
_MACHINE = "n1-standard-2"


@dataclass
class Change:
    """One change: `call` makes it, by the call of a `method`, to what `prepare` returns.

    `wrong` returns what isn't as it must be once the change is made, or has failed; `undo` takes away what is
    there. One that `creates` something gets a nonce, and one that `is_dear` starts processes.
    """

    method: str
    prepare: Callable[[], Any]
    call: Callable[[Any, str], partial[Any]]
    wrong: Callable[[Any, bool], list[str]]
    undo: Callable[[Any], None] = lambda _thing: None
    creates: bool = False
    is_dear: bool = field(default=False)


class World:
    """Where the changes are made; `fixture` returns a dataset, a run or an endpoint of the tests by name."""

    def __init__(self, here: Target, fixture: Callable[[str], Any]) -> None:
        self.here = here
        self._fixture = fixture

    @property
    def dataset(self) -> Dataset:
        """The stored sample of texts."""
        dataset: Dataset = self._fixture("text_dataset")
        return dataset

    @property
    def run(self) -> Run:
        """A run that has ended."""
        run: Run = self._fixture("text_run")
        return run

    @property
    def live(self) -> Endpoint:
        """An endpoint that answers."""
        live: Endpoint = self._fixture("live_endpoint")
        return live

    def changes(self) -> dict[str, Change]:
        """Return every change that a page submits, by its name."""
        here = self.here
        return {
            "store": Change(
                "DatasetService.CreateDataset",
                self._table,
                lambda thing, _nonce: partial(cache.store_dataset, here, thing[0], thing[1], "label"),
                lambda thing, done: _count(self._named(thing[0]), done),
                lambda thing: [datasets.delete(here, one) for one in self._named(thing[0])],
            ),
            "save recipe": Change(
                "storage.objects.insert",
                self._recipe,
                lambda recipe, _nonce: partial(cache.save_recipe, here, self.dataset.folder, recipe),
                lambda recipe, done: _unless(not done or self._stored_recipe() == recipe, "another recipe"),
            ),
            "rename": Change(
                "DatasetService.UpdateDataset",
                lambda: (self._stored(), f"renamed {next(_numbers)}"),
                lambda thing, _nonce: partial(cache.rename_dataset, here, *thing),
                lambda thing, done: _count(self._named(thing[1]), done),
                lambda thing: datasets.delete(here, thing[0]),
            ),
            "delete dataset": Change(
                "DatasetService.DeleteDataset",
                self._stored,
                lambda dataset, _nonce: partial(cache.delete_dataset, here, dataset, "mina@example.com"),
                lambda dataset, done: _gone(lambda: datasets.get(here, dataset.id), done),
                lambda dataset: datasets.delete(here, dataset),
            ),
            "launch": Change(
                "PipelineService.CreateTrainingPipeline",
                self._request,
                lambda request, nonce: partial(cache.launch, here, request, frozenset(), False, nonce),
                lambda request, done: _count(self._runs(request.display_name), done),
                self._end_runs,
                creates=True,
                is_dear=True,
            ),
            "cancel": Change(
                "PipelineService.CancelTrainingPipeline",
                self._launched,
                lambda run, _nonce: partial(_cancel, here, run),
                lambda run, done: _unless(not done or self._is_cancelled(run), "the run goes on"),
                lambda run: self._end_run(run),
                is_dear=True,
            ),
            "delete run": Change(
                "PipelineService.DeleteTrainingPipeline",
                self._cancelled,
                lambda run, _nonce: partial(cache.delete_run, here, run, "mina@example.com"),
                lambda run, done: _gone(lambda: training.get(here, run.id), done),
                lambda run: training.delete(here, run),
                is_dear=True,
            ),
            "delete model": Change(
                "ModelService.DeleteModel",
                self._registered,
                lambda model, _nonce: partial(cache.delete_model, here, model, "mina@example.com"),
                lambda model, done: _gone(lambda: models.get(here, model.id), done),
                lambda model: models.delete(here, model),
            ),
            "delete version": Change(
                "ModelService.DeleteModelVersion",
                self._version,
                lambda model, _nonce: partial(cache.delete_version, here, model, "mina@example.com"),
                lambda model, done: _gone(lambda: models.get(here, f"{model.id}@{model.version}"), done),
                lambda model: models.delete(here, model),
            ),
            "create endpoint": Change(
                "EndpointService.CreateEndpoint",
                lambda: f"Made {next(_numbers)}",
                lambda name, nonce: partial(cache.create_and_deploy, here, name, self._deployment(), nonce),
                lambda name, done: [
                    *_count(self._endpoints(name), done),
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
                lambda endpoint, done: _count(self._settled(endpoint).deployed, done),
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
                lambda endpoint, done: _unless(
                    not done or not self._settled(endpoint).deployed, "it is still deployed"
                ),
                self._remove,
                is_dear=True,
            ),
            "traffic": Change(
                "EndpointService.UpdateEndpoint",
                self._shared,
                lambda thing, _nonce: partial(cache.set_traffic, here, *thing),
                lambda thing, done: _unless(
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
                lambda endpoint, done: _gone(lambda: endpoints.get(here, endpoint.id), done),
                lambda endpoint: endpoints.delete(here, endpoint),
            ),
        }

    def end(self) -> None:
        """Take away what several changes share."""
        for endpoint in self._endpoints("Shared by changes"):
            self._remove(endpoint)

    def _table(self) -> tuple[str, Any]:
        number = next(_numbers)
        rows = b"".join(b"%d,%d,%s\r\n" % (number, n, b"yes" if n % 2 else b"no") for n in range(40))
        return f"Stored {number}", read_csv(b"table,row,label\r\n" + rows)

    def _stored(self) -> Dataset:
        name, reading = self._table()
        return datasets.create(self.here, name, dataset_files.files(reading, "label"))

    def _named(self, name: str) -> list[Dataset]:
        return [one for one in datasets.list_datasets(self.here) if one.display_name == name]

    def _stored_recipe(self) -> Any:
        return dataset_workflows.read_recipe(self.here, self.dataset.folder)

    def _recipe(self) -> Any:
        recipe = self._stored_recipe()
        return replace(recipe, test_fraction=0.2 if recipe.test_fraction != 0.2 else 0.3)

    def _request(self) -> TrainingRequest:
        prices, name = catalogue(), f"Launched {next(_numbers)}"
        return TrainingRequest(
            display_name=name,
            model_name=name,
            dataset_id=self.dataset.id,
            table_uri=self.dataset.uri,
            recipe=self._stored_recipe(),
            algorithm="linear",
            machine_type="n1-standard-4",
            training_image=prices.training_image,
            serving_image=prices.serving_image,
            dataset_name=self.dataset.display_name,
            dataset_version=self.dataset.version,
        )

    def _runs(self, name: str) -> list[Run]:
        return [run for run in training.list_runs(self.here) if run.display_name == name]

    def _end_runs(self, request: TrainingRequest) -> None:
        for run in self._runs(request.display_name):
            self._end_run(run)

    def _end_run(self, run: Run) -> None:
        with suppress(LaunchpadError):
            training.cancel(self.here, run)
        wait_until(lambda: training.get(self.here, run.id).has_ended)
        training.delete(self.here, run)

    def _launched(self) -> Run:
        return training.launch(self.here, self._request())

    def _cancelled(self) -> Run:
        run = self._launched()
        with suppress(LaunchpadError):
            training.cancel(self.here, run)
        wait_until(lambda: training.get(self.here, run.id).has_ended)
        return training.get(self.here, run.id)

    def _is_cancelled(self, run: Run) -> bool:
        present = training.get(self.here, run.id)
        return present.state in ("cancelling", "cancelled") or present.has_ended

    def _registered(self, parent: str = "") -> Model:
        model = {
            "display_name": f"Registered {next(_numbers)}",
            "artifact_uri": self.run.model_uri,
            "container_spec": {"image_uri": catalogue().serving_image},
        }
        upload = {"parent": self.here.parent, "model": model, "parent_model": parent}
        result = (
            connect(self.here).models.upload_model(upload, **write_options()).result(timeout=WRITE_TIMEOUT)
        )
        return models.get(self.here, f"{result.model.rsplit('/', 1)[-1]}@{result.model_version_id}")

    def _version(self) -> Model:
        """Return the default version of two, in whose stead the other one becomes it."""
        first = self._registered()
        self._registered(first.name)
        return models.get(self.here, f"{first.id}@{first.version}")

    def _deployment(self, share: int = 100) -> Deployment:
        return Deployment(f"{self.run.model_id}@{self.run.model_version}", "Sorter", _MACHINE, share)

    def _empty(self) -> Endpoint:
        return endpoints.create(self.here, f"Empty {next(_numbers)}")

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


def _cancel(target: Target, run: Run) -> Run:
    cache.cancel_run(target, run)
    return run  # so that the form has a result


def _count(made: Any, done: bool) -> list[str]:
    return [] if len(made) == 1 or not (made or done) else [f"there are {len(made)}"]


def _unless(holds: bool, problem: str) -> list[str]:
    return [] if holds else [problem]


def _gone(get: Callable[[], object], done: bool) -> list[str]:
    if not done:
        return []
    try:
        get()
    except NotFound:
        return []
    return ["it is still there"]
