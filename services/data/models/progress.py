"""Progress of a training run, by the lines that the trainer logs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

RunStage = Literal["starting", "reading", "fitting", "scoring", "fitting_all", "registering"]
Unit = Literal["iterations", "trees"]

# The first words of a line, in the order of the run; each ends the stage before.
_LINES: tuple[tuple[str, RunStage], ...] = (
    ("Reading ", "reading"),
    ("Fitting again", "fitting_all"),
    ("Fitting", "fitting"),
    ("The model is in ", "registering"),
)
_AFTER_FIT: dict[RunStage, RunStage] = {"fitting": "scoring", "fitting_all": "registering"}
_COUNT = re.compile(
    r"Fitting(?: again)?: (?P<done>\d+) of (?P<total>\d+) (?P<unit>iterations|trees)"
    r"(?: in trial (?P<trial>\d+) of (?P<trials>\d+))?"
)
# The share of a run that is over when a stage begins: the fits take nearly all of it.
_BEGUN: dict[RunStage, float] = {
    "starting": 0.0,
    "reading": 0.02,
    "fitting": 0.05,
    "scoring": 0.6,
    "fitting_all": 0.65,
    "registering": 0.95,
}
_FIT_ENDS: dict[RunStage, float] = {"fitting": _BEGUN["scoring"], "fitting_all": _BEGUN["registering"]}


@dataclass(frozen=True)
class Count:
    """How many iterations or trees of a fit are done.

    Early stopping has `trials` before the fit, which find the number of iterations; `trial` is the one that
    runs, 0 after them.
    """

    done: int
    total: int
    unit: Unit
    trial: int = 0
    trials: int = 0

    @property
    def share(self) -> float:
        """How much of the fit and its trials is done."""
        fits = self.trials + 1
        earlier = (self.trial - 1) / fits if self.trial else 1 - 1 / fits
        return earlier + self.done / self.total / fits


@dataclass(frozen=True)
class RunProgress:
    """The stage that a run is in, with the count of its fit if that is counted."""

    stage: RunStage = "starting"
    count: Count | None = None

    @property
    def share(self) -> float:
        """Roughly how much of the run is over, from 0 to 1."""
        begun = _BEGUN[self.stage]
        ends = _FIT_ENDS.get(self.stage, begun)
        return begun + (ends - begun) * (self.count.share if self.count else 0.0)


def run_progress(lines: Iterable[str]) -> RunProgress:
    """Return how far a run is after these lines of its log, oldest first; the first ones may be missing."""
    progress = RunProgress()
    for line in lines:
        if line.startswith("Fitted "):
            progress = RunProgress(_AFTER_FIT.get(progress.stage, progress.stage))
            continue
        stage = next((begun for start, begun in _LINES if line.startswith(start)), None)
        if stage:
            earlier = progress.count if progress.stage == stage else None
            progress = RunProgress(stage, _count(line, earlier))
    return progress


def _count(line: str, earlier: Count | None) -> Count | None:
    match = _COUNT.match(line)
    if match is None:
        return None
    done, total, trial, trials = (int(match[name] or 0) for name in ("done", "total", "trial", "trials"))
    unit: Unit = "trees" if match["unit"] == "trees" else "iterations"
    return Count(done, total, unit, trial, trials or (earlier.trials if earlier else 0))
