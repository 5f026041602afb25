"""A project whose every name and value is Greek, so that a Latin letter on screen is the app's own word."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from services.data.reading.read import read_csv
from services.ingest import dataset_files
from services.settings import Target
from services.vertex import datasets, endpoints, models, operations
from services.vertex.datasets import Dataset
from services.vertex.endpoints import Deployment, Endpoint
from services.vertex.training import Run

NAME = "Πελάτες"
TARGET = "απόφαση"
LEAK = "γνωστό"  # what it holds follows from the target
ROWS = 160
_WORDS = ("καλό", "κακό", "γρήγορο", "αργό", "φθηνό", "ακριβό", "όμορφο", "απλό", "χρήσιμο", "βαρύ")
_CITIES = ("Αθήνα", "Πάτρα", "Βόλος", "Χανιά")


@dataclass(frozen=True)
class GreekProject:
    """A project of the local cloud with two versions of a table, a run, its model and an endpoint online."""

    target: Target
    earlier: Dataset
    dataset: Dataset
    run: Run
    endpoint: Endpoint

    @property
    def dataset_columns(self) -> tuple[str, ...]:
        """The names of the later table's columns."""
        return tuple(table().decode().splitlines()[0].split(","))


def table(seed: int = 1, rows: int = ROWS) -> bytes:
    """Return a CSV with a column of each type and with something to find fault with in most of them."""
    chance = random.Random(seed)  # noqa: S311 - a table, no secret
    age = "ηλικία" if seed == 1 else "έτη"
    lines = [f"κωδικός,{age},μισθός,πόλη,σχόλιο,ημέρα,σταθερά,{LEAK},κενό,{TARGET}"]
    for number in range(rows):
        decision = "όχι" if chance.random() < 0.8 else "ναι"
        salary = "" if chance.random() < 0.2 else round(chance.lognormvariate(2 + seed, 1.5), 1)
        words = " ".join(chance.choices(_WORDS, k=chance.randint(4, 9)))
        day = f"20{20 + seed}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}"
        mixed = "πολλά" if chance.random() < 0.1 else chance.randint(18, 80)
        city = chance.choice(_CITIES[seed % 2 :])
        lines.append(
            f"{10_000 + number},{mixed if seed == 3 else chance.randint(18, 80)},{salary},{city},{words},"
            f"{day},ένα,{decision}{decision},,{decision}"
        )
    return "\r\n".join([*lines, lines[5], lines[6], ""]).encode()


@pytest.fixture(scope="session")
def greek_project(
    local_cloud: Any,
    launch: Callable[..., Run],
    ended: Callable[[Target, Run], Run],
    eventually: Callable[..., None],
) -> GreekProject:
    """The project, in the run's local cloud."""
    here = Target("local", "ελλάδα", "us-central1", "launchpad-local", local_cloud.state_dir)
    # Nobody has chosen the target of the earlier version yet.
    earlier, dataset = (
        datasets.create(here, NAME, dataset_files.files(read_csv(table(seed)), target))
        for seed, target in ((2, None), (1, TARGET))
    )
    run = ended(here, launch(here, dataset, "Μοντέλο", confirmed=[LEAK]))
    assert run.model_id, run.error
    model = models.get(here, f"{run.model_id}@{run.model_version}")
    endpoint = endpoints.create(here, "Πύλη")
    deployment = Deployment(f"{model.id}@{model.version}", model.title, "n1-standard-2")
    operation = endpoints.deploy(here, endpoint, deployment)
    eventually(lambda: operations.get(here, operation.name).done)
    assert operations.get(here, operation.name).error is None
    restore_sdk()
    return GreekProject(here, earlier, dataset, run, endpoints.get(here, endpoint.id))


def restore_sdk() -> None:
    """Let the SDK's global settings name the project of the run again, which other tests count on."""
    from google.cloud import aiplatform

    aiplatform.init(project="launchpad-local", location="us-central1")


@pytest.fixture
def empty_greek_project(local_cloud: Any) -> Target:
    """A project of the local cloud in which there is nothing yet."""
    return Target("local", "κενό", "us-central1", "launchpad-local", local_cloud.state_dir)
