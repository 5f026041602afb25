"""The list of training runs, one of which is looked at."""

from typing import Literal

from components.shared import choice
from services.data.recipe.algorithms import ALGORITHMS
from services.text import formats
from services.text.i18n import _
from services.vertex.training import Run, State

Colour = Literal["gray", "blue", "green", "red", "orange"]

STATES: dict[State, tuple[str, str, Colour]] = {
    "queued": (_("Queued"), ":material/schedule:", "gray"),
    "running": (_("Running"), ":material/progress_activity:", "blue"),
    "succeeded": (_("Succeeded"), ":material/check_circle:", "green"),
    "failed": (_("Failed"), ":material/error:", "red"),
    "cancelling": (_("Stopping"), ":material/hourglass_top:", "orange"),
    "cancelled": (_("Stopped"), ":material/cancel:", "gray"),
    "paused": (_("Paused"), ":material/pause_circle:", "orange"),
}


def choose(runs: tuple[Run, ...]) -> Run:
    """Return the run that the URL or the reader chooses, the newest first."""
    by_id = {run.id: run for run in runs}
    return by_id[choice.of(_("Run"), {id: _title(run) for id, run in by_id.items()}, "run")]


def algorithm_title(run: Run) -> str:
    """Return the name of a run's algorithm, or what the run says where it isn't one of ours."""
    return next((each.title for each in ALGORITHMS if each.key == run.algorithm), run.algorithm)


def _title(run: Run) -> str:
    return _(
        "{name} · {algorithm} · {state} · {age}",
        name=run.display_name,
        algorithm=algorithm_title(run),
        state=STATES[run.state][0].lower(),
        age=formats.ago(run.created),
    )
