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
    "require_balancing",
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
    return tuple(
        key for key, known in ALGORITHMS.items() if recipe.task in known.tasks and _has_role(recipe, known)
    )


def require_suitable(key: str, recipe: Recipe) -> None:
    """Raise InvalidInput, with the keys of those that can, if an algorithm can't learn what a recipe says."""
    known = algorithm(key)
    if recipe.task not in known.tasks:
        raise InvalidInput("algorithm_predicts_classes", algorithm=key, possible=suitable(recipe))
    if not _has_role(recipe, known):
        raise InvalidInput("algorithm_learns_from_texts", algorithm=key, possible=suitable(recipe))


def require_balancing(key: str, recipe: Recipe) -> None:
    """Raise InvalidInput if an algorithm can't weight classes equally, or the recipe has none."""
    if recipe.task == "regression":
        raise InvalidInput("classes_missing", target=recipe.target)
    if not algorithm(key).classifier.balancing:
        raise InvalidInput("algorithm_without_class_weights", algorithm=key)


def _has_role(recipe: Recipe, known: Algorithm) -> bool:
    return known.role is None or known.role in map(recipe.role, recipe.used)
