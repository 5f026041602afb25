"""The changes of runs and models."""

from contextlib import suppress
from functools import partial

from services import cache
from services.errors import LaunchpadError
from services.pricing import catalogue
from services.settings import Target
from services.vertex import models, training
from services.vertex.connection import WRITE_TIMEOUT, connect, write_options
from services.vertex.models import Model
from services.vertex.training import Run, TrainingRequest
from services.workflows import datasets as dataset_workflows
from tests.pages.changes.change import Change, Things, count, gone, numbers, unless
from tests.polling import wait_until


class ModelChanges(Things):
    """Launches, cancels and deletes runs, and deletes models."""

    def changes(self) -> dict[str, Change]:
        """Return the changes by name."""
        here = self.here
        return {
            "launch": Change(
                "PipelineService.CreateTrainingPipeline",
                self._request,
                lambda request, nonce: partial(cache.launch, here, request, frozenset(), False, nonce),
                lambda request, done: count(self._runs(request.display_name), done),
                self._end_runs,
                creates=True,
                is_dear=True,
            ),
            "cancel": Change(
                "PipelineService.CancelTrainingPipeline",
                self._launched,
                lambda run, _nonce: partial(_cancel, here, run),
                lambda run, done: unless(not done or self._is_cancelled(run), "the run goes on"),
                lambda run: self._end_run(run),
                is_dear=True,
            ),
            "delete run": Change(
                "PipelineService.DeleteTrainingPipeline",
                self._cancelled,
                lambda run, _nonce: partial(cache.delete_run, here, run, "mina@example.com"),
                lambda run, done: gone(lambda: training.get(here, run.id), done),
                lambda run: training.delete(here, run),
                is_dear=True,
            ),
            "delete model": Change(
                "ModelService.DeleteModel",
                self._registered,
                lambda model, _nonce: partial(cache.delete_model, here, model, "mina@example.com"),
                lambda model, done: gone(lambda: models.get(here, model.id), done),
                lambda model: models.delete(here, model),
            ),
            "delete version": Change(
                "ModelService.DeleteModelVersion",
                self._version,
                lambda model, _nonce: partial(cache.delete_version, here, model, "mina@example.com"),
                lambda model, done: gone(lambda: models.get(here, f"{model.id}@{model.version}"), done),
                lambda model: models.delete(here, model),
            ),
        }

    def _request(self) -> TrainingRequest:
        recipe = dataset_workflows.read_recipe(self.here, self.dataset.folder)
        assert recipe is not None
        prices, name = catalogue(), f"Launched {next(numbers)}"
        return TrainingRequest(
            display_name=name,
            model_name=name,
            dataset_id=self.dataset.id,
            table_uri=self.dataset.uri,
            recipe=recipe,
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
            "display_name": f"Registered {next(numbers)}",
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


def _cancel(target: Target, run: Run) -> Run:
    cache.cancel_run(target, run)
    return run  # so that the form has a result
