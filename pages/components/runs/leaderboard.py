"""The leaderboard: the runs that learned the same target from the same dataset, the best first."""

import math
from collections.abc import Iterable
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from components.context import session
from components.shared import table_frame
from services.text import formats
from services.text.i18n import _
from services.text.messages.algorithms import algorithm_title
from services.text.messages.metrics import metric_title
from services.text.messages.runs import state_title
from services.vertex.training import Run

_OPENED = "leaderboard_opened"  # the row whose run was opened: it stays selected when another run is chosen


def section(runs: Iterable[Run], opened: Run) -> None:
    """Show the runs that can be compared with the open one; a click on a row opens its run."""
    ranked = _ranked(run for run in runs if _is_comparable(run, opened))
    if len(ranked) < 2:
        return
    best = next((run.id for run in ranked if run.score), None)
    with st.expander(_("Leaderboard"), icon=":material/leaderboard:", expanded=True, key="leaderboard"):
        st.caption(_("Runs of this dataset and target, the best (★) first. Click a row to open its run."))
        table_frame.room()
        ids = tuple(run.id for run in ranked)
        key = f"leaderboard_{hash(ids)}"  # since selections are by row number
        selected = st.dataframe(
            pd.DataFrame([_row(run, run.id == best, run.id == opened.id) for run in ranked]),
            hide_index=True,
            height=table_frame.height(len(ranked)),
            key=key,
            on_select="rerun",
            selection_mode="single-row",
            alt=_("The runs with their algorithms and scores"),
            column_config={
                "name": st.column_config.TextColumn(_("Run"), width="medium"),
                "algorithm": st.column_config.TextColumn(_("Algorithm")),
                "score": st.column_config.TextColumn(_score_title(ranked)),
                "state": st.column_config.TextColumn(_("State")),
                "duration": st.column_config.TextColumn(_("Duration")),
                "launched": st.column_config.TextColumn(_("Launched")),
            },
        ).selection.rows
    if selected and st.session_state.get(_OPENED) != (key, selected[0]):
        st.session_state[_OPENED] = (key, selected[0])
        session.visit("run", ids[selected[0]])
        st.rerun()


def _is_comparable(run: Run, opened: Run) -> bool:
    if run.dataset_id != opened.dataset_id or run.objective is None or opened.objective is None:
        return run.id == opened.id
    return run.objective.predicts_same(opened.objective)


def _ranked(runs: Iterable[Run]) -> list[Run]:
    """Return runs by their score, the best first; those without a score follow, the newest first."""
    newest = sorted(runs, key=lambda run: run.created, reverse=True)
    return sorted(newest, key=lambda run: run.score.rank if run.score else math.inf)


def _row(run: Run, is_best: bool, is_open: bool) -> dict[str, str]:
    end = run.ended or datetime.now(UTC)
    marks = "★ " * is_best + "▸ " * is_open
    return {
        "name": marks + run.display_name,
        "algorithm": algorithm_title(run.algorithm),
        "score": formats.score(run.score.value) if run.score else formats.NONE,
        "state": state_title(run.state),
        "duration": formats.duration(end - (run.started or run.created)),
        "launched": formats.ago(run.created),
    }


def _score_title(runs: Iterable[Run]) -> str:
    metrics = {run.score.metric for run in runs if run.score}
    return metric_title(metrics.pop()) if len(metrics) == 1 else _("Score")
