"""The score of a run: its headline metric, which the trainer writes into the metadata of an object."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from services.containers.trainer.spec import LOWER_IS_BETTER
from services.data.models.metrics import metric_code


@dataclass(frozen=True)
class Score:
    """The headline metric of an evaluation by its code, and its value."""

    metric: str
    value: float

    @property
    def rank(self) -> float:
        """A number by which scores of one metric are sorted, the best first."""
        return self.value if self.metric in LOWER_IS_BETTER else -self.value


def read_score(metadata: Mapping[str, str]) -> Score | None:
    """Return the score in an object's metadata, None where it has none."""
    try:
        value = float(metadata["value"])
        metric = metric_code(metadata["metric"])
    except (ValueError, KeyError, TypeError):
        return None
    return Score(metric, value) if metric and math.isfinite(value) else None
