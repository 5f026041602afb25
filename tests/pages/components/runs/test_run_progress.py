"""A run that has not ended shows its stage, its iterations and its time."""

import random
import re
from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from services.data.reading.read import read_csv
from services.ingest import dataset_files
from services.settings import Target
from services.vertex import datasets, training
from services.vertex.training import Run

ROWS = 8000
PARAMETERS = {"iterations": 5000, "learning_rate": 0.001}  # longer than any test waits


@pytest.fixture(scope="module")
def slow_run(here: Target, launch: Callable[..., Run]) -> Iterator[Run]:
    """A run that is fitting for as long as a test looks at it."""
    numbers = random.Random(0)  # noqa: S311 - a table, no secret
    rows = [[numbers.gauss(0, 1) for _column in range(8)] for _row in range(ROWS)]
    lines = [
        ",".join([*(f"{cell:.4f}" for cell in row), f"{row[0] + numbers.gauss(0, 1):.4f}"]) for row in rows
    ]
    content = "\n".join(["a,b,c,d,e,f,g,h,goal", *lines]).encode()
    dataset = datasets.create(here, "Slow", dataset_files.files(read_csv(content), "goal"))
    run = launch(here, dataset, "Slow", algorithm="boosting", parameters=PARAMETERS)
    yield run
    training.cancel(here, run)


def test_the_iterations_of_the_fit_are_counted_beside_the_time(
    slow_run: Run, open_page: Callable[..., AppTest], run_until: Callable[..., AppTest]
) -> None:
    app = open_page("train.py", run=slow_run.id)
    counted = re.compile(r"Searching for the best number of iterations: [\d,]+ of 5,000 in trial \d of 3…")
    run_until(app, lambda app: any(counted.fullmatch(text) for text in bars(app)))
    (caption,) = app.get_by_key("run_stage").caption
    assert re.search(r"\d+ s so far", caption.value)


def bars(app: AppTest) -> list[str]:
    """Return the texts of the progress bars."""
    return [bar.proto.text for bar in app.get_by_key("run_stage").get("progress")]
