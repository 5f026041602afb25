"""Trained models for the tests of the container's code."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from services.containers.trainer import task
from services.data.models.contract import Contract
from services.data.models.evaluation import Evaluation
from services.data.profile import profile
from services.data.reading.read import read_csv
from services.data.recipe.recipe import Recipe, propose
from services.data.samples import samples


@dataclass(frozen=True)
class Trained:
    """One finished training: where its model is, and what its files say."""

    folder: Path
    contract: Contract
    evaluation: Evaluation


@pytest.fixture(scope="session")
def train(tmp_path_factory) -> Callable[..., Trained]:
    """Return a function that trains a CSV through the container's entry, with local paths."""

    def run(
        table: bytes,
        algorithm: str = "linear",
        parameters: dict[str, float] | None = None,
        change: Callable[[Recipe], Recipe] = lambda recipe: recipe,
    ) -> Trained:
        folder = tmp_path_factory.mktemp("training")
        reading = read_csv(table)
        (folder / "table.csv").write_bytes(reading.table.path.read_bytes())
        (folder / "recipe.json").write_text(change(propose(profile(reading.table))).to_json())
        arguments = {
            "table": folder / "table.csv",
            "recipe": folder / "recipe.json",
            "algorithm": algorithm,
            "parameters": json.dumps(parameters or {}),
            "output": folder / "model",
        }
        assert task.main([f"--{name}={value}" for name, value in arguments.items()]) == 0
        return Trained(
            folder / "model",
            Contract.from_json((folder / "model" / "contract.json").read_bytes()),
            Evaluation.from_json((folder / "model" / "evaluation.json").read_bytes()),
        )

    return run


@pytest.fixture(scope="session")
def trained(train) -> Callable[[str, str], Trained]:
    """Return a function that trains a sample by an algorithm, once in a session."""
    done: dict[tuple[str, str], Trained] = {}
    small = {"boosting": {"iterations": 30}, "forest": {"trees": 20}}

    def run(sample: str, algorithm: str) -> Trained:
        key = (sample, algorithm)
        if key not in done:
            done[key] = train(samples.load(sample)[1], algorithm, small.get(algorithm))
        return done[key]

    return run
