"""The choice of a training run."""

from typing import Literal

from components.context import proposals, session
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
    """Return the run that is open or that the user chooses; its model is open, too, unless another is."""
    by_id = {run.id: run for run in runs}
    chosen = by_id[choice.selectbox(_("Run"), run_titles(runs), "run", proposals.run(runs))]
    if chosen.model_id and not session.current().model:
        session.fill_in("model", chosen.model_id, chosen.model_version)
    return chosen
