"""The objective of a model: the column that it predicts, how, and the dataset that it learns from.

A run writes it into the description of the version that it registers. Unlike a label, a description holds any
text, and lists of runs, models and versions return it.
"""

import json
from dataclasses import dataclass

from services.data.recipe.recipe import TASKS, Task


@dataclass(frozen=True)
class Objective:
    """The column to predict and the task; `dataset` is empty where only the contract is known."""

    column: str
    task: Task
    dataset: str = ""
    dataset_version: int | None = None

    def predicts_same(self, other: "Objective") -> bool:
        """Return whether two models predict the same column in the same way, from whatever table."""
        return (self.column, self.task) == (other.column, other.task)

    def to_json(self) -> str:
        """Return the objective as the description of a model version."""
        content: dict[str, str | int] = {"target": self.column, "task": self.task}
        if self.dataset:
            content["dataset"] = self.dataset
        if self.dataset_version is not None:
            content["dataset_version"] = self.dataset_version
        return json.dumps(content, ensure_ascii=False)


def read_objective(description: str) -> Objective | None:
    """Return the objective in the description of a model version, None where it has none."""
    try:
        content = json.loads(description)
        column, task = content["target"], content["task"]
        dataset, version = content.get("dataset", ""), content.get("dataset_version")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if task not in TASKS or not (isinstance(column, str) and isinstance(dataset, str)):
        return None
    # A bool is an int to Python, but no version.
    return Objective(column, task, dataset, version if type(version) is int else None)
