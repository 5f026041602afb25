"""Dependents: what was made from a dataset, asked before it is deleted."""

from dataclasses import dataclass

from services.settings import Target
from services.vertex import datasets, models, training, versions
from services.vertex.datasets import Dataset
from services.vertex.training import Run
from services.vertex.versions import Version


@dataclass(frozen=True)
class Dependents:
    """What depends on a dataset: runs that still read it, what was trained from it, and later versions.

    `models` are titles with versions, as far as the models are still registered.
    """

    running: tuple[Run, ...]
    models: tuple[str, ...]
    later: tuple[Version, ...]

    @property
    def count(self) -> int:
        """How many there are altogether."""
        return len(self.running) + len(self.models) + len(self.later)


def of(target: Target, dataset: Dataset) -> Dependents:
    """Return what depends on a dataset now (trainingPipelines.list, models.list, datasets.list)."""
    runs = training.using(target, dataset.name)
    registered = {model.id: model for model in models.listing(target)}
    trained = {(run.model_id, run.model_version or "1") for run in runs if run.model_id in registered}
    trained |= {(model.id, model.version) for model in registered.values() if model.dataset_id == dataset.id}
    family = versions.family(datasets.listing(target), dataset.display_name)
    own = next((each.number for each in family if each.dataset.name == dataset.name), 0)
    return Dependents(
        running=tuple(run for run in runs if not run.has_ended),
        models=tuple(
            f"{registered[id].display_name} · v{version}"
            for id, version in sorted(trained, key=lambda each: (registered[each[0]].display_name, each[1]))
        ),
        later=tuple(each for each in family if each.number > own),
    )
