"""The changes that a page submits, each with what it is made to and what of it is there afterwards."""

from collections.abc import Callable
from typing import Any

from services.settings import Target
from tests.pages.changes.change import Change
from tests.pages.changes.datasets import DatasetChanges
from tests.pages.changes.endpoints import EndpointChanges
from tests.pages.changes.models import ModelChanges


class World:
    """Where the changes are made; `fixture` returns a dataset, a run or an endpoint of the tests by name."""

    def __init__(self, here: Target, fixture: Callable[[str], Any]) -> None:
        self._datasets = DatasetChanges(here, fixture)
        self._models = ModelChanges(here, fixture)
        self._endpoints = EndpointChanges(here, fixture)

    def changes(self) -> dict[str, Change]:
        """Return every change that a page submits, by its name."""
        return self._datasets.changes() | self._models.changes() | self._endpoints.changes()

    def end(self) -> None:
        """Take away what several changes share."""
        self._endpoints.end()
