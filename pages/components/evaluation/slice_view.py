"""Where a model is worse: its worst slices, and those of a column beside the score of all rows."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components.shared import charts, table_frame
from services.data.models.evaluation import Evaluation
from services.data.models.slices import Slice, Slices
from services.text import formats
from services.text.i18n import _
from services.text.markdown import escape
from services.text.messages.evaluation.slices import condition_text, slice_text, slices_text
from services.text.messages.metrics import metric_title

_ROW_HEIGHT = 34
_INTERVAL_WIDTH = 140  # pixels of two numbers
_ERROR = {"type": "data", "symmetric": False, "thickness": 1}


def show(evaluation: Evaluation) -> None:
    """Show the worst slices as a table, and those of a chosen column as a chart and a table."""
    slices = evaluation.slices
    if slices is None:
        return
    st.caption(escape(slices_text(slices)))
    with st.container(key="worst_slices"):
        if slices.worst:
            st.markdown(_("**The worst slices**, which a decision tree found in other held-out rows"))
            _table(slices, slices.worst, [slice_text(part) for part in slices.worst], "worst")
        else:
            st.caption(_("No slice stands out as worse than the others."))
    if slices.columns:
        _by_column(slices)


def _by_column(slices: Slices) -> None:
    by_name = dict(slices.columns)
    chosen = st.selectbox(_("Slices of the column"), list(by_name), key="slice_column")
    parts = by_name[chosen]
    names = [condition_text(part.where[0]) for part in parts]
    with st.container(key="column_slices"):
        _chart(slices, parts, names, chosen)
        _table(slices, parts, names, "column")


def _table(slices: Slices, parts: Sequence[Slice], names: Sequence[str], key: str) -> None:
    config = st.column_config
    title = metric_title(slices.metric)
    st.dataframe(
        pd.DataFrame([_row(slices, part, name) for part, name in zip(parts, names, strict=True)]),
        hide_index=True,
        height=table_frame.height(len(parts)),
        key=f"slices_{key}",
        alt=_("Slices of the held-out rows"),
        column_config={
            "slice": config.TextColumn(_("Slice"), width="medium"),
            "verdict": config.TextColumn(_("Vs. all rows"), width="small"),
            "score": config.TextColumn(title, width="small"),
            "interval": config.TextColumn(_("Interval"), width=_INTERVAL_WIDTH),
            "rows": config.NumberColumn(_("Rows"), format="localized", width="small"),
        },
    )


def _row(slices: Slices, part: Slice, name: str) -> dict[str, Any]:
    low, high = (formats.score(bound) for bound in part.interval)
    return {
        "slice": name,
        "verdict": _("worse") if slices.is_worse(part) else "",
        "score": formats.score(part.score),
        "interval": _("{low} to {high}", low=low, high=high),
        "rows": part.rows,
    }


def _chart(slices: Slices, parts: Sequence[Slice], names: Sequence[str], column: str) -> None:
    places = list(range(len(parts)))
    title = metric_title(slices.metric)
    overall = {
        "type": "scatter",
        "mode": "lines",
        "x": [slices.score, slices.score],
        "y": [-0.5, len(parts) - 0.5],
        "line": {"dash": "dot", "color": "gray"},
        "name": _("All rows"),
        "hoverinfo": "skip",
    }
    points = {
        "type": "scatter",
        "mode": "markers",
        "marker": {"size": 9},
        "y": places,
        "x": [part.score for part in parts],
        "error_x": {
            **_ERROR,
            "array": [part.interval[1] - part.score for part in parts],
            "arrayminus": [part.score - part.interval[0] for part in parts],
        },
        "name": _("Slice"),
        "customdata": [
            [charts.label(name), formats.score(part.score), formats.count(part.rows)]
            for part, name in zip(parts, names, strict=True)
        ],
        "hovertemplate": "<br>".join(
            (
                "%{customdata[0]}",
                f"{title}: %{{customdata[1]}}",
                _("Rows: {count}", count="%{customdata[2]}"),
            )
        )
        + "<extra></extra>",
    }
    layout = {
        "yaxis": charts.named_rows(names),
        "xaxis": {"title": {"text": title}},
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom"},
    }
    alt = _("{metric} by {column}", metric=title, column=column)
    height = max(200, _ROW_HEIGHT * len(parts) + 110)
    charts.show([overall, points], layout, "slice_chart", alt, height=height, legend=True)
