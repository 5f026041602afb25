"""Progress of a training run, by the lines that the trainer logs."""

from collections.abc import Iterable
from typing import Literal

RunStage = Literal["starting", "reading", "fitting", "scoring", "fitting_all", "registering"]

# The first words of a line, in the order of the run; each ends the stage before.
_LINES: tuple[tuple[str, RunStage], ...] = (
    ("Reading ", "reading"),
    ("Fitting again ", "fitting_all"),
    ("Fitting ", "fitting"),
    ("The model is in ", "registering"),
)
_AFTER_FIT: dict[RunStage, RunStage] = {"fitting": "scoring", "fitting_all": "registering"}


def run_stage(lines: Iterable[str]) -> RunStage:
    """Return the stage that a run is in after these lines of its log, oldest first."""
    stage: RunStage = "starting"
    for line in lines:
        if line.startswith("Fitted "):
            stage = _AFTER_FIT.get(stage, stage)
        else:
            stage = next((begun for start, begun in _LINES if line.startswith(start)), stage)
    return stage
