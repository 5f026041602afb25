"""Partial dependence and the learning curve, as the trainer measured them
(services/containers/trainer/measures/dependence.py and learning.py)."""

from dataclasses import dataclass
from typing import Any, get_args

from services.containers.trainer.spec import Role

Cell = float | str


@dataclass(frozen=True)
class Dependence:
    """What a model predicts on average where all rows have one cell of the `grid` in a column.

    `means` has a line for each cell: the predicted number, or the probability of each of some classes.
    """

    column: str
    role: Role
    grid: tuple[Cell, ...]
    means: tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Dependences:
    """The most important columns; `classes` are those of the means, none of a regression."""

    classes: tuple[str, ...] = ()
    columns: tuple[Dependence, ...] = ()


@dataclass(frozen=True)
class LearningPoint:
    """The headline metric of a model that learned from so many rows, on them and on the held-out rows."""

    rows: int
    train: float
    test: float


NOT_MEASURED = Dependences()


def read_dependences(content: Any) -> Dependences:
    """Read the entry of evaluation.json. Raises ValueError, KeyError or TypeError if it is invalid."""
    if content is None:
        return NOT_MEASURED
    return Dependences(
        tuple(str(label) for label in content["classes"]), tuple(map(_dependence, content["columns"]))
    )


def read_learning_curve(content: Any) -> tuple[LearningPoint, ...]:
    """Read the entry of evaluation.json. Raises ValueError or TypeError if it is invalid."""
    return tuple(LearningPoint(int(rows), float(train), float(test)) for rows, train, test in content or ())


def _dependence(content: Any) -> Dependence:
    if content["role"] not in get_args(Role):
        raise ValueError(f"unknown role {content['role']!r}")
    grid = tuple(cell if isinstance(cell, str) else float(cell) for cell in content["grid"])
    means = tuple(tuple(float(mean) for mean in line) for line in content["means"])
    if len(grid) != len(means):
        raise ValueError("each cell of the grid has its means")
    return Dependence(str(content["column"]), content["role"], grid, means)
