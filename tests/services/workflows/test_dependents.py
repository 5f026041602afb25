"""Runs, models and later versions are listed before a dataset is deleted."""

from collections.abc import Callable

from services.data.reading.read import read_csv
from services.ingest import dataset_files
from services.settings import Target
from services.vertex import datasets, training
from services.vertex.connection import connect
from services.vertex.datasets import Dataset
from services.vertex.training import Run
from services.workflows import dependents

ROWS = b"n,label\r\n" + b"".join(b"%d,%s\r\n" % (n * n % 7, b"ab"[n % 2 : n % 2 + 1]) for n in range(40))


def test_a_model_that_was_trained_from_a_dataset_is_named(
    here: Target, text_dataset: Dataset, text_run: Run
) -> None:
    dependent = dependents.list_dependents(here, text_dataset)
    assert f"{text_run.display_name} · v{text_run.model_version}" in dependent.models


def test_a_run_under_way_and_the_versions_after_are_named(
    here: Target, launch: Callable[..., Run], ended: Callable[..., Run]
) -> None:
    first, second = (
        datasets.create(here, "Watched", dataset_files.files(read_csv(ROWS + tail), "label"))
        for tail in (b"", b"9,a\r\n")
    )
    run = launch(here, first, "Watched run")
    dependent = dependents.list_dependents(here, first)
    assert [run.id for run in dependent.running] in ([run.id], [])  # it may have ended by now
    assert [(version.dataset.id, version.number) for version in dependent.later] == [(second.id, 2)]
    assert dependents.list_dependents(here, second).count == 0
    run = ended(here, run)
    dependent = dependents.list_dependents(here, first)
    assert dependent.running == ()
    assert dependent.models == ("Watched run · v1",)
    connect(here).models.delete_model({"name": f"{here.parent}/models/{run.model_id}"}).result()
    assert dependents.list_dependents(here, first).models == ()
    training.delete(here, run)
    for dataset in (first, second):
        datasets.delete(here, dataset)
