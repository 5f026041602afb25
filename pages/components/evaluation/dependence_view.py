"""How the prediction depends on a column: its mean where all rows have one value there."""

from typing import Any

import streamlit as st

from components.shared import charts
from services.data.models.dependence import Dependence
from services.data.models.evaluation import Evaluation
from services.text import formats
from services.text.i18n import _

_HEIGHT = 320


def show(evaluation: Evaluation) -> None:
    """Show the dependence on a chosen column as a chart."""
    dependences = evaluation.dependence
    by_name = {entry.column: entry for entry in dependences.columns}
    st.caption(
        _(
            "What the model predicts on average where all rows have one value in a column and stay as they "
            "are in the others. It says what the model has learned, not what causes what."
        )
    )
    chosen = st.selectbox(_("Dependence on the column"), list(by_name), key="dependence_column")
    with st.container(key="dependence_of_column"):
        _chart(by_name[chosen], dependences.classes)


def _chart(entry: Dependence, classes: tuple[str, ...]) -> None:
    title = _("Mean probability") if classes else _("Mean prediction")
    names = [_cell(entry, cell) for cell in entry.grid]
    traces = [_line(entry, place, label, names, title) for place, label in enumerate(classes or ("",))]
    across: dict[str, Any] = {"title": {"text": charts.label(entry.column)}}
    if entry.role == "category":
        places = list(range(len(names)))
        labels = [charts.label(name, charts.BELOW_WIDTH) for name in names]
        across |= {"tickvals": places, "ticktext": labels}
    elif entry.role == "date":
        across |= {"type": "date", "tickformatstops": charts.DATE_TICKS}
    layout = {
        "xaxis": across,
        "yaxis": {"title": {"text": title}, **({"tickformat": ".0%"} if classes else {})},
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom"},
    }
    alt = _("Prediction by {column}", column=entry.column)
    charts.show(traces, layout, "dependence_chart", alt, height=_HEIGHT, legend=bool(classes))


def _line(entry: Dependence, place: int, label: str, names: list[str], title: str) -> dict[str, Any]:
    means = [line[place] for line in entry.means]
    is_category = entry.role == "category"
    shown = [formats.percent(mean) if label else formats.number(mean) for mean in means]
    return {
        "type": "scatter",
        "mode": "markers" if is_category else "lines+markers",
        "x": list(range(len(means))) if is_category else list(entry.grid),
        "y": means,
        "name": charts.label(label, charts.BELOW_WIDTH),
        "customdata": [
            [charts.label(name), charts.label(text)] for name, text in zip(names, shown, strict=True)
        ],
        "hovertemplate": f"%{{customdata[0]}}<br>{title}: %{{customdata[1]}}<extra></extra>",
    }


def _cell(entry: Dependence, cell: float | str) -> str:
    if not isinstance(cell, str):
        return formats.number(cell)
    return formats.cell_date(cell) if entry.role == "date" else cell
