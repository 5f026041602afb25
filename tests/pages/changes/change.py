"""One change that a page submits, and what is wrong once it is made or has failed."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from services.errors import NotFound
from services.settings import Target
from services.vertex.datasets import Dataset
from services.vertex.endpoints import Endpoint
from services.vertex.training import Run

numbers = itertools.count(1)  # of what the changes make


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
    is_dear: bool = False


class Things:
    """What is there before a change; `fixture` returns a thing of the tests by its name."""

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


def count(made: Any, done: bool) -> list[str]:
    """Return how many things there are, unless it is one, or none where nothing was done."""
    return [] if len(made) == 1 or not (made or done) else [f"there are {len(made)}"]


def unless(holds: bool, problem: str) -> list[str]:
    """Return a problem unless something holds."""
    return [] if holds else [problem]


def gone(get: Callable[[], object], done: bool) -> list[str]:
    """Return that a thing is still there where it was to be deleted."""
    if not done:
        return []
    try:
        get()
    except NotFound:
        return []
    return ["it is still there"]
