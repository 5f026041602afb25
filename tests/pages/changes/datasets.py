"""The changes of datasets and recipes."""

from dataclasses import replace
from functools import partial
from typing import Any

from services import cache
from services.data.reading.read import read_csv
from services.ingest import dataset_files
from services.vertex import datasets
from services.vertex.datasets import Dataset
from services.workflows import datasets as dataset_workflows
from tests.pages.changes.change import Change, Things, count, gone, numbers, unless


class DatasetChanges(Things):
    """Stores, renames and deletes datasets, and changes a recipe."""

    def changes(self) -> dict[str, Change]:
        """Return the changes by name."""
        here = self.here
        return {
            "store": Change(
                "DatasetService.CreateDataset",
                self._table,
                lambda thing, _nonce: partial(cache.store_dataset, here, thing[0], thing[1], "label"),
                lambda thing, done: count(self._named(thing[0]), done),
                lambda thing: [datasets.delete(here, one) for one in self._named(thing[0])],
            ),
            "save recipe": Change(
                "storage.objects.insert",
                self._recipe,
                lambda recipe, _nonce: partial(cache.save_recipe, here, self.dataset.folder, recipe),
                lambda recipe, done: unless(not done or self._stored_recipe() == recipe, "another recipe"),
            ),
            "rename": Change(
                "DatasetService.UpdateDataset",
                lambda: (self._stored(), f"renamed {next(numbers)}"),
                lambda thing, _nonce: partial(cache.rename_dataset, here, *thing),
                lambda thing, done: count(self._named(thing[1]), done),
                lambda thing: datasets.delete(here, thing[0]),
            ),
            "delete dataset": Change(
                "DatasetService.DeleteDataset",
                self._stored,
                lambda dataset, _nonce: partial(cache.delete_dataset, here, dataset, "mina@example.com"),
                lambda dataset, done: gone(lambda: datasets.get(here, dataset.id), done),
                lambda dataset: datasets.delete(here, dataset),
            ),
        }

    def _table(self) -> tuple[str, Any]:
        number = next(numbers)
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
