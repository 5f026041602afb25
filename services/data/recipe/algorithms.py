"""The algorithms of the trainer, from its registry."""

from services.containers.trainer.spec import ALGORITHMS, Algorithm, Estimator, Parameter, Task
from services.errors import InvalidInput

__all__ = ["ALGORITHMS", "Algorithm", "Estimator", "Parameter", "Task", "algorithm"]


def algorithm(key: str) -> Algorithm:
    """Return an algorithm by its key; raises InvalidInput if there is none."""
    if key not in ALGORITHMS:
        raise InvalidInput("unknown_algorithm", algorithm=key)
    return ALGORITHMS[key]
