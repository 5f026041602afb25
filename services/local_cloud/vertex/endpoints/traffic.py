"""Spread the requests of an endpoint over its deployed models by its traffic split."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from services.local_cloud.http.errors import failed_precondition, not_found
from services.local_cloud.vertex.kernel.resources import Resources


@dataclass(frozen=True)
class RoutedModel:
    """A deployed model that gets traffic, with the fields that a PredictResponse names it by."""

    deployed_id: str
    model: str
    version: str
    display_name: str


@dataclass(frozen=True)
class Split:
    """An endpoint's deployed models and their shares in percent."""

    models: tuple[RoutedModel, ...]
    shares: tuple[int, ...]


class Traffic:
    """Selects the deployed model for a request at random; caches each split until it changes."""

    def __init__(self, resources: Resources, draw: Callable[[], float] = random.random) -> None:
        self._resources = resources
        self._draw = draw
        self._splits: dict[str, Split] = {}
        self._changes = 0
        self._lock = Lock()

    def choose(self, endpoint: str) -> RoutedModel:
        """Return the deployed model for a request. Raises an ApiError if none has traffic."""
        split = self._splits.get(endpoint) or self._read(endpoint)
        if not split.models:
            raise failed_precondition(
                f"Endpoint {endpoint} has no deployed model that receives traffic. Deploy one, or set its "
                "traffic_split."
            )
        point = self._draw() * 100
        for model, share in zip(split.models, split.shares, strict=True):
            point -= share
            if point < 0:
                return model
        return split.models[-1]

    def forget(self, endpoint: str) -> None:
        """Remove an endpoint's split from the cache, because it has changed."""
        with self._lock:
            self._changes += 1
            self._splits.pop(endpoint, None)

    def _read(self, endpoint: str) -> Split:
        changes = self._changes
        message = self._resources.find(endpoint)
        if message is None:
            raise not_found(f"Endpoint {endpoint} not found.")
        split = _split(message)
        with self._lock:
            # A split that was read before a concurrent change must not be cached.
            if changes == self._changes:
                self._splits[endpoint] = split
        return split


def _split(endpoint: Any) -> Split:
    receiving = [model for model in endpoint.deployed_models if endpoint.traffic_split.get(model.id, 0)]
    return Split(
        tuple(RoutedModel(m.id, m.model, m.model_version_id, m.display_name) for m in receiving),
        tuple(endpoint.traffic_split[m.id] for m in receiving),
    )
