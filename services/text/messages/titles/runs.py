"""Titles of training runs."""

from collections.abc import Iterable

from services.text import formats
from services.text.messages.algorithms import algorithm_title
from services.text.messages.metrics import score_text
from services.text.messages.runs import state_title
from services.text.messages.titles.parts import dataset_part, different, joined, moment_part, target_part
from services.vertex.training import Run


def run_name(run: Run) -> str:
    """Return what a run is called in a sentence: its name, its target and its algorithm."""
    return joined(
        run.display_name, target_part(run.display_name, run.objective), algorithm_title(run.algorithm)
    )


def run_title(run: Run) -> str:
    """Return the title of a run in a list."""
    score = score_text(run.score) if run.score else ""
    return joined(run_name(run), state_title(run.state), score, formats.ago(run.created))


def run_titles(runs: Iterable[Run]) -> dict[str, str]:
    """Return the titles of runs by id; equal ones differ by the dataset or by the moment of the launch."""
    by_id = {run.id: run for run in runs}
    return different(
        {id: run_title(run) for id, run in by_id.items()},
        lambda id: dataset_part(by_id[id].objective),
        lambda id: moment_part(by_id[id].created),
    )
