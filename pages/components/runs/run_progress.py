"""What a run that has not ended is doing, beside the time that such runs usually take."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from statistics import median

import streamlit as st

from services import cache
from services.data.models.progress import RunProgress, run_progress
from services.settings import Target
from services.text import formats
from services.text.i18n import _
from services.text.messages.runs import progress_title
from services.vertex.training import Run

MOST = 0.95  # of the usual time: a bar that is full would say that the run has ended


def show(target: Target, run: Run) -> None:
    """Show what an unended run is doing, for how long it has run, and how long such runs usually take."""
    lines = cache.job_log(target, run) if run.job_id else ()
    progress = run_progress(line.text for line in lines)
    elapsed = datetime.now(UTC) - (run.started or run.created)
    usual = _usual_time(cache.runs(target), run)
    share = elapsed / usual if usual else progress.share
    with st.container(key="run_stage"):
        st.progress(min(MOST, share), _title(target, run, progress))
        st.caption(_times(elapsed, usual))


def _title(target: Target, run: Run, progress: RunProgress) -> str:
    if run.is_own_code and run.state == "running":
        return _("Your code is running…")
    return progress_title(progress, is_local=target.kind == "local")


def _times(elapsed: timedelta, usual: timedelta | None) -> str:
    passed = formats.duration(elapsed)
    if usual is None:
        return _("{elapsed} so far.", elapsed=passed)
    return _("{elapsed} so far. Such runs usually take {time}.", elapsed=passed, time=formats.duration(usual))


def _usual_time(runs: Iterable[Run], like: Run) -> timedelta | None:
    """Return the median time of the succeeded runs on the same dataset with the same algorithm."""
    times = [
        (run.ended - (run.started or run.created)).total_seconds()
        for run in runs
        if run.state == "succeeded"
        and run.ended
        and (run.dataset_id, run.algorithm) == (like.dataset_id, like.algorithm)
    ]
    return timedelta(seconds=median(times)) if times else None
