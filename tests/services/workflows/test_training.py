"""No run starts from a table or a recipe that forbids it, whoever asks for it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from services.data.models.objective import Objective
from services.data.reading.read import read_csv
from services.data.recipe.recipe import Recipe
from services.errors import InvalidInput, NotFound, Refused
from services.ingest import dataset_files
from services.pricing import catalogue
from services.settings import Target
from services.vertex import datasets, training
from services.vertex.datasets import Dataset
from services.vertex.models import Model
from services.vertex.training import TrainingRequest
from services.workflows.datasets import read_recipe
from services.workflows.training import launch

NO_MACHINE = "no-such-machine"  # the cloud refuses it, so what passes the gate costs no training


@pytest.fixture
def stored(here: Target) -> Iterator[Callable[..., Dataset]]:
    """Store a table with the recipe that is proposed for it."""
    made: list[Dataset] = []

    def stored(content: bytes, target: str) -> Dataset:
        files = dataset_files.files(read_csv(content), target)
        made.append(datasets.create(here, "At the gate", files))
        return made[-1]

    yield stored
    for dataset in made:
        datasets.delete(here, dataset)


@pytest.fixture
def asked(here: Target) -> Callable[..., TrainingRequest]:
    """Return what a script would ask for: a run on a dataset with its stored recipe."""

    def asked(dataset: Dataset, recipe: Recipe | None = None) -> TrainingRequest:
        prices = catalogue()
        return TrainingRequest(
            display_name="At the gate",
            model_name="At the gate",
            dataset_id=dataset.id,
            table_uri=dataset.uri,
            recipe=recipe or read_recipe(here, dataset.folder),
            algorithm="linear",
            machine_type=NO_MACHINE,
            training_image=prices.training_image,
            serving_image=prices.serving_image,
        )

    return asked


def test_each_table_that_no_run_should_start_from_is_kept_from_it_or_let_through_warned(
    here: Target, bad_table: Any, stored: Callable[..., Dataset], asked: Callable[..., TrainingRequest]
) -> None:
    before = training.list_runs(here)
    request = asked(stored(bad_table.content, bad_table.target))
    if bad_table.severity in ("error", "question"):
        with pytest.raises(InvalidInput) as refusal:
            launch(here, request)
        assert refusal.value.parameters["finding"].severity == bad_table.severity
    else:
        with pytest.raises(Refused, match=NO_MACHINE):
            launch(here, request)
    assert training.list_runs(here) == before


def test_a_leak_that_only_the_rows_tell_of_is_found_before_the_launch_and_confirmed_or_left_out(
    here: Target, stored: Callable[..., Dataset], asked: Callable[..., TrainingRequest]
) -> None:
    rows = "".join(
        f"{n * 7 % 13}.5,{('JA', 'NEIN', 'NEIN')[n % 3]},{('a', 'b', 'b')[n % 3]}\n" for n in range(90)
    )
    dataset = stored(f"x,answer,label\n{rows}".encode(), "label")
    with pytest.raises(InvalidInput, match="unconfirmed_finding") as refusal:
        launch(here, asked(dataset))
    finding = refusal.value.parameters["finding"]
    assert (finding.kind, finding.column, finding.parameters["target"]) == ("leak", "answer", "label")
    with pytest.raises(Refused, match=NO_MACHINE):
        launch(here, asked(dataset), {"answer"})
    left_out = Recipe("label", "classification", (("x", "numeric"), ("answer", "ignore")))
    with pytest.raises(Refused, match=NO_MACHINE):
        launch(here, asked(dataset, left_out))


@pytest.mark.parametrize(
    ("description", "existing"),
    [
        (Objective("length", "regression").to_json(), Objective("length", "regression")),
        (Objective("label", "regression").to_json(), Objective("label", "regression")),
        (Objective("label", "classification", "Another").to_json(), None),
        ("no description of ours, so the contract says it", None),
    ],
)
def test_no_version_of_another_target_or_task_is_registered_unless_it_is_confirmed(
    here: Target,
    text_dataset: Dataset,
    asked: Callable[..., TrainingRequest],
    registered: Callable[..., Model],
    description: str,
    existing: Objective | None,
) -> None:
    before = training.list_runs(here)
    model = registered("Older", description)
    request = replace(asked(text_dataset), parent_model=model.name)
    if existing:
        with pytest.raises(InvalidInput, match="version_of_other_target") as refusal:
            launch(here, request)
        assert refusal.value.parameters == {
            "model": "Older",
            "existing": existing,
            "new": request.objective,
        }
    else:
        with pytest.raises(Refused, match=NO_MACHINE):
            launch(here, request)
    with pytest.raises(Refused, match=NO_MACHINE):
        launch(here, request, allow_other_target=True)
    assert training.list_runs(here) == before


def test_an_algorithm_that_cannot_learn_the_recipe_is_refused(
    here: Target, stored: Callable[..., Dataset], asked: Callable[..., TrainingRequest]
) -> None:
    request = replace(asked(stored(b"x,label\n" + b"1,a\n2,b\n" * 30, "label")), algorithm="naive_bayes")
    with pytest.raises(InvalidInput, match="algorithm_learns_from_texts") as refusal:
        launch(here, request)
    assert "naive_bayes" not in refusal.value.parameters["possible"]


def test_classes_that_cannot_be_weighted_are_refused(
    here: Target, stored: Callable[..., Dataset], asked: Callable[..., TrainingRequest]
) -> None:
    classes = asked(stored(b"x,label\n" + b"1,a\n2,b\n" * 30, "label"))
    numbers = replace(classes, recipe=replace(classes.recipe, task="regression"))
    balanced = {"balanced": True}
    with pytest.raises(InvalidInput, match="algorithm_without_class_weights"):
        launch(here, replace(classes, algorithm="neighbors", parameters=balanced))
    with pytest.raises(InvalidInput, match="classes_missing"):
        launch(here, replace(numbers, parameters=balanced))
    with pytest.raises(Refused, match=NO_MACHINE):
        launch(here, replace(classes, parameters=balanced), {"x"})


def test_a_table_that_is_gone_is_refused(
    here: Target, stored: Callable[..., Dataset], asked: Callable[..., TrainingRequest]
) -> None:
    dataset = stored(b"x,label\n" + b"1,a\n2,b\n" * 30, "label")
    gone = replace(asked(dataset), table_uri=here.uri("datasets/gone/table.csv"))
    with pytest.raises(NotFound):
        launch(here, gone)
