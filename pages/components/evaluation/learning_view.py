"""The learning curve: whether more rows would make the model better."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from components.shared import charts
from services.data.models.evaluation import Evaluation
from services.text import formats
from services.text.i18n import _
from services.text.messages.metrics import metric_title

_HEIGHT = 320


def show(evaluation: Evaluation) -> None:
    """Show the score by the number of rows that the model learned from."""
    points, metric = evaluation.learning_curve, metric_title(evaluation.metric)
    st.caption(
        _(
            "The score of models that learned from fewer rows. If it still rises at the end, more rows will "
            "help; if both lines have met, only other columns or another algorithm will."
        )
    )
    rows = [point.rows for point in points]
    traces = [
        _line(rows, [point.train for point in points], _("Training rows"), metric),
        _line(rows, [point.test for point in points], _("Held-out rows"), metric),
    ]
    ticks = [formats.count(count) for count in rows]
    layout = {
        "xaxis": {
            "title": {"text": _("Rows to learn from")},
            "type": "log",
            "tickvals": rows,
            "ticktext": ticks,
        },
        "yaxis": {"title": {"text": metric}},
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom"},
    }
    charts.show(traces, layout, "learning_chart", _("Learning curve"), height=_HEIGHT, legend=True)


def _line(rows: Sequence[int], scores: Sequence[float], name: str, metric: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(rows),
        "y": list(scores),
        "name": name,
        "customdata": [
            [formats.count(count), formats.score(score)] for count, score in zip(rows, scores, strict=True)
        ],
        "hovertemplate": "<br>".join(
            (name, _("Rows: {count}", count="%{customdata[0]}"), f"{metric}: %{{customdata[1]}}")
        )
        + "<extra></extra>",
    }
