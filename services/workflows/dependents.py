"""Dependents: the runs, models and later versions that depend on a dataset."""

from dataclasses import dataclass

from services.settings import Target
from services.vertex import datasets, models, training, versions
from services.vertex.datasets import Dataset
from services.vertex.training import Run
from services.vertex.versions import Version


@dataclass(frozen=True)
class Dependents:
    """The unfinished runs on a dataset, the titles of registered models trained on it, and later versions."""

    running: tuple[Run, ...]
    models: tuple[str, ...]
    later: tuple[Version, ...]

    @property
    def count(self) -> int:
        """The number of dependents."""
        return len(self.running) + len(self.models) + len(self.later)


def list_dependents(target: Target, dataset: Dataset) -> Dependents:
    """Return the current dependents of a dataset (trainingPipelines.list, models.list, datasets.list)."""
    runs = training.list_runs_of_dataset(target, dataset.name)
    registered = {model.id: model for model in models.list_models(target)}
    trained = {(run.model_id, run.model_version or "1") for run in runs if run.model_id in registered}
    trained |= {(model.id, model.version) for model in registered.values() if model.dataset_id == dataset.id}
    family = versions.family(datasets.list_datasets(target), dataset.display_name)
    number = next((version.number for version in family if version.dataset.name == dataset.name), 0)
    return Dependents(
        running=tuple(run for run in runs if not run.has_ended),
        models=tuple(
            f"{registered[id].display_name} · v{version}"
            for id, version in sorted(trained, key=lambda pair: (registered[pair[0]].display_name, pair[1]))
        ),
        later=tuple(version for version in family if version.number > number),
    )
