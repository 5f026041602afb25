"""What a run that has not ended is doing, beside the time that such runs usually take."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from statistics import median

import streamlit as st

from services import cache
from services.data.models.progress import run_stage
from services.settings import Target
from services.text import formats
from services.text.i18n import _
from services.text.messages.runs import stage_title
from services.vertex.training import Run

MOST = 0.95  # of the usual time: a bar that is full would say that the run has ended


def show(target: Target, run: Run) -> None:
    """Show what an unended run is doing, and how long such runs usually take."""
    lines = cache.job_log(target, run) if run.job_id else ()
    stage = stage_title(run_stage(line.text for line in lines))
    seconds = _usual_seconds(cache.runs(target), run)
    with st.container(key="run_stage"):
        st.progress(_share(run, seconds), stage)
        if seconds is not None:
            usual = formats.duration(timedelta(seconds=seconds))
            st.caption(_("Such runs usually take {time}.", time=usual))


def _share(run: Run, usual: float | None) -> float:
    """Return how much of the usual time has passed, never all of it."""
    passed = (datetime.now(UTC) - (run.started or run.created)).total_seconds()
    return min(MOST, passed / usual) if usual else 0.0


def _usual_seconds(runs: Iterable[Run], like: Run) -> float | None:
    """Return the median time of the succeeded runs on the same dataset with the same algorithm."""
    times = [
        (run.ended - (run.started or run.created)).total_seconds()
        for run in runs
        if run.state == "succeeded"
        and run.ended
        and (run.dataset_id, run.algorithm) == (like.dataset_id, like.algorithm)
    ]
    return median(times) if times else None
