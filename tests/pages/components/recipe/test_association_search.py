"""Target leakage is found in the background, while the page is already there."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from services import cache
from services.data.findings import Finding
from services.data.reading.read import read_csv
from services.ingest import dataset_files
from services.settings import Target
from services.text.markdown import escape
from services.text.messages.findings import finding_text
from services.vertex import datasets
from services.vertex.datasets import Dataset


@pytest.fixture
def dataset(here: Target) -> Iterator[Dataset]:
    """A table in which a column is the target in other words, and numbers have decimal commas."""
    rows = "".join(
        f"{n * 7 % 13},5;{('JA', 'NEIN', 'NEIN')[n % 3]};{('yes', 'no', 'no')[n % 3]}\r\n" for n in range(90)
    )
    stored = datasets.create(
        here, "In other words", dataset_files.files(read_csv(f"x;copy;label\r\n{rows}".encode()), "label")
    )
    yield stored
    datasets.delete(here, stored)


@pytest.mark.parametrize("page", ["data.py", "train.py"])
def test_a_renamed_copy_of_the_target_is_reported_once_it_is_found(
    dataset: Dataset, open_page: Callable[..., AppTest], run_until: Callable[..., AppTest], page: str
) -> None:
    app = open_page(page, dataset=dataset.id)
    leak = Finding("leak", "question", "copy", {"target": "label", "is_copy": False})
    run_until(app, lambda app: escape(finding_text(leak).message) in " ".join(_texts(app)))


def test_the_associations_are_those_of_the_stored_table(here: Target, dataset: Dataset) -> None:
    associations = cache.associations(here, dataset.folder, "label")
    strengths = {association.column: association.strength for association in associations}
    assert strengths["copy"] > 0.95 > 0.3 > strengths["x"]


def _texts(app: Any) -> list[str]:
    return [each.value for each in (*app.warning, *app.markdown)]
