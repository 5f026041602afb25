"""The cached lists of things by kind, to be read again where one lacks what a link names."""

from typing import Any, Literal

from services.cache.datasets import datasets
from services.cache.models import models
from services.cache.serving import endpoints
from services.cache.training import runs
from services.settings import Target

ListKind = Literal["dataset", "run", "model", "endpoint"]

_LISTS: dict[ListKind, Any] = {"dataset": datasets, "run": runs, "model": models, "endpoint": endpoints}


def forget_list(target: Target, kind: ListKind) -> None:
    """Forget the list of a kind; it may be older than a thing that was made by another program."""
    _LISTS[kind].clear(target)
