"""The choice of a training run."""

from typing import Literal

from components.shared import choice
from services.text.i18n import _
from services.text.messages.titles import run_titles
from services.vertex.training import Run, State

Colour = Literal["gray", "blue", "green", "red", "orange"]

BADGES: dict[State, tuple[str, Colour]] = {
    "queued": (":material/schedule:", "gray"),
    "running": (":material/progress_activity:", "blue"),
    "succeeded": (":material/check_circle:", "green"),
    "failed": (":material/error:", "red"),
    "cancelling": (":material/hourglass_top:", "orange"),
    "cancelled": (":material/cancel:", "gray"),
    "paused": (":material/pause_circle:", "orange"),
}


def choose(runs: tuple[Run, ...]) -> Run:
    """Return the run that the URL names or the user chooses, by default the newest."""
    by_id = {run.id: run for run in runs}
    return by_id[choice.selectbox(_("Run"), run_titles(runs), "run")]
