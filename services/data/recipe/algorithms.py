"""The algorithms of the trainer, from its registry."""

from services.containers.trainer.spec import ALGORITHMS, BALANCED, Algorithm, Estimator, Parameter, Task
from services.data.recipe.recipe import Recipe
from services.errors import InvalidInput

__all__ = [
    "ALGORITHMS",
    "BALANCED",
    "Algorithm",
    "Estimator",
    "Parameter",
    "Task",
    "algorithm",
    "require_suitable",
    "suitable",
]


def algorithm(key: str) -> Algorithm:
    """Return an algorithm by its key; raises InvalidInput if there is none."""
    if key not in ALGORITHMS:
        raise InvalidInput("unknown_algorithm", algorithm=key)
    return ALGORITHMS[key]


def suitable(recipe: Recipe) -> tuple[str, ...]:
    """Return the keys of the algorithms that can learn what a recipe says."""
    return tuple(key for key, known in ALGORITHMS.items() if not _obstacle(known, recipe))


def require_suitable(key: str, recipe: Recipe) -> None:
    """Raise InvalidInput, with the keys of those that can, if an algorithm can't learn what a recipe says."""
    obstacle = _obstacle(algorithm(key), recipe)
    if obstacle:
        raise InvalidInput(obstacle, algorithm=key, possible=suitable(recipe))


def _obstacle(known: Algorithm, recipe: Recipe) -> str:
    """Return the code of the error that says why an algorithm doesn't suit a recipe, "" if it does."""
    if recipe.task not in known.tasks:
        return "algorithm_predicts_classes"
    if known.role and known.role not in map(recipe.role, recipe.used):
        return "algorithm_learns_from_texts"
    return ""
