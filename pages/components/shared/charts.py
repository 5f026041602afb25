"""Plotly charts in the theme's colours."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from services.data.profile import Histogram
from services.text import formats
from services.text.i18n import _
from services.text.shorten import shorten

HEIGHT = 260
# Widths in Latin letters.
LABEL_WIDTH = 60
BESIDE_WIDTH = 30  # a longer label leaves no room for bars on a phone
BELOW_WIDTH = 24
MATRIX_WIDTH = 18
FEW_ROWS = 6
NAMED = 12  # columns of a matrix; those of a larger one are numbered
# Transparent at zero, so that it suits a light and a dark ground.
DIVERGING = [
    [0, "rgba(217,45,58,0.95)"],
    [0.5, "rgba(128,128,128,0.06)"],
    [1, "rgba(37,99,235,0.95)"],
]
# By theme: the colours of no rows, of most rows, and of the numbers, which plotly would draw too pale.
MATRIX = {"light": ("#EEF4FF", "#93B7FA", "#111827"), "dark": ("#182338", "#346DEA", "#FFFFFF")}
PLAIN = {"displayModeBar": False}
# Plotly knows the months' English names only, so dates stand in numbers, more of them the closer one looks.
DATE_TICKS = [
    {"dtickrange": [None, 86_400_000], "value": "%H:%M\n%Y-%m-%d"},
    {"dtickrange": [86_400_000, "M1"], "value": "%Y-%m-%d"},
    {"dtickrange": ["M1", "M12"], "value": "%Y-%m"},
    {"dtickrange": ["M12", None], "value": "%Y"},
]


def bars(counts: Sequence[tuple[str, int]], key: str, title: str) -> None:
    """Show counts of values as horizontal bars, the first on top."""
    names = [value for value, _count in counts]
    rows = [count for _value, count in counts]
    trace = {
        "type": "bar",
        "y": list(range(len(counts))),
        "x": rows,
        "orientation": "h",
        "customdata": [label(name) for name in names],
        "hovertemplate": _hover("%{customdata}", _("Rows: %{x:,}")),
    }
    layout = {"yaxis": named_rows(names), "xaxis": _titled(_("Rows"), **_whole(rows))}
    alt = _("Most frequent values of {column}", column=title)
    show([trace], layout, key, alt, height=max(140, 30 * len(counts) + 70))


def date_histogram(bins: Histogram, key: str, title: str) -> None:
    """Show counts between edges that are ISO 8601 dates."""
    edges = [str(edge) for edge in bins.edges]
    days = [formats.cell_date(edge) for edge in edges]
    trace = {
        "type": "bar",
        "x": edges[:-1],
        "offset": 0,  # a bar begins at its edge
        "y": list(bins.counts),
        "customdata": [_("{first} to {last}", first=first, last=last) for first, last in pairwise(days)],
        "hovertemplate": _hover("%{customdata}", _("Rows: %{y:,}")),
    }
    layout = {
        "bargap": 0.02,
        "xaxis": {"tickformatstops": DATE_TICKS, "range": [edges[0], edges[-1]]},
        "yaxis": _titled(_("Rows"), **_whole(bins.counts)),
    }
    show([trace], layout, key, _("Distribution of {column}", column=title))


def probabilities(labels: Sequence[str], shares: Sequence[float], key: str) -> None:
    """Show the probabilities of classes on a scale from 0 to 1, the first on top."""
    trace = {
        "type": "bar",
        "y": list(range(len(labels))),
        "x": list(shares),
        "orientation": "h",
        "text": [label(formats.percent(share)) for share in shares],
        "textposition": "outside",
        "cliponaxis": False,
        "customdata": [label(name) for name in labels],
        "hovertemplate": _hover("%{customdata}", _("Probability: %{x:.2%}")),
    }
    # The range beyond 100 % is room for the number of the longest bar.
    scale = {"range": [0, 1.15], "tickvals": [0, 0.25, 0.5, 0.75, 1], "tickformat": ".0%"}
    layout = {"yaxis": named_rows(labels), "xaxis": scale}
    show([trace], layout, key, _("Probability of each class"), height=max(120, 36 * len(labels) + 60))


def histogram(bins: Histogram, key: str, title: str, axis: str, *, plain: bool = False) -> None:
    """Show counts between edges that are numbers, with the axis named; `plain` numbers are years or codes."""
    edges = [float(edge) for edge in bins.edges]
    widths = [right - left for left, right in pairwise(edges)]
    spans = [
        _("{low} to {high}", low=formats.number(low, plain=plain), high=formats.number(high, plain=plain))
        for low, high in pairwise(edges)
    ]
    trace = {
        "type": "bar",
        "x": [left + width / 2 for left, width in zip(edges, widths, strict=False)],
        "y": list(bins.counts),
        "width": widths,
        "customdata": spans,
        "hovertemplate": _hover("%{customdata}", _("Rows: %{y:,}")),
    }
    across = _titled(label(axis))
    if plain:  # whole numbers, where plotly would write 100k or halves of years
        across |= {"tickformat": "d", **_whole([round(edges[-1] - edges[0])])}
    layout = {"bargap": 0.02, "xaxis": across, "yaxis": _titled(_("Rows"), **_whole(bins.counts))}
    show([trace], layout, key, _("Distribution of {column}", column=title))


def confusion(labels: Sequence[str], counts: Sequence[Sequence[int]], key: str) -> None:
    """Show a confusion matrix, with true classes as rows and predicted classes as columns."""
    names = [label(name) for name in labels]
    fewest, most, numbers = MATRIX[st.context.theme.type or "light"]
    hover = _hover(_("Actual class: %{y}"), _("Predicted class: %{x}"), _("Rows: %{z:,}"))
    trace = {
        "type": "heatmap",
        "x": names,
        "y": names,
        "z": [list(row) for row in counts],
        "colorscale": [[0, fewest], [1, most]],
        "texttemplate": "%{z:,}",
        "textfont": {"color": numbers},
        "showscale": False,
        "hovertemplate": hover,
    }
    layout = {
        "yaxis": _titled(_("Actual class"), autorange="reversed", type="category"),
        "xaxis": _titled(_("Predicted class"), type="category"),
    }
    show([trace], layout, key, _("Confusion matrix"), height=min(520, 90 + 44 * len(labels) + 60))


def overlaid(
    before: Sequence[float], after: Sequence[float], names: Sequence[str], key: str, title: str
) -> None:
    """Show two distributions over the same named bars, as shares of all cells."""
    places = list(range(len(names)))
    traces = [
        {
            "type": "bar",
            "x": places,
            "y": list(shares),
            "name": version,
            "customdata": [label(name) for name in names],
            "hovertemplate": _hover("%{customdata}", version, _("Share of cells: %{y:.1%}")),
        }
        for version, shares in ((_("Before"), before), (_("After"), after))
    ]
    layout = {
        "bargap": 0.2,
        "barmode": "group",
        "xaxis": {"tickvals": places, "ticktext": [label(name, BELOW_WIDTH) for name in names]},
        "yaxis": _titled(_("Share of cells"), tickformat=".0%"),
        "legend": {"orientation": "h", "y": 1.12},
    }
    show(traces, layout, key, _("{column} before and after", column=title), height=300, legend=True)


def correlations(names: Sequence[str], values: Sequence[Sequence[float | None]], key: str) -> None:
    """Show coefficients between columns, from -1 to 1, the first column on top."""
    labels = [label(name) for name in names]
    places = list(range(1, len(names) + 1))
    trace = {
        "type": "heatmap",
        "x": places,
        "y": places,
        "z": [list(row) for row in values],
        "zmin": -1,
        "zmax": 1,
        "colorscale": DIVERGING,
        "colorbar": {"thickness": 12},
        "customdata": [[f"{first} · {second}" for second in labels] for first in labels],
        "hovertemplate": _hover("%{customdata}", _("Correlation: %{z:.2f}")),
        "xgap": 1,
        "ygap": 1,
    }
    beside = [label(name, MATRIX_WIDTH) for name in names]
    if len(names) > NAMED:  # names below the chart would overlap on a phone
        beside = [f"{name}  {place}" for name, place in zip(beside, places, strict=True)]
        across: dict[str, Any] = {"tick0": 1, "rangemode": "normal"}
    else:
        across = {"tickvals": places, "ticktext": beside, "tickangle": -45}
    down = {"autorange": "reversed", "tickvals": places, "ticktext": beside}
    # A grid would be visible through cells near zero.
    layout = {"xaxis": across | {"showgrid": False}, "yaxis": down | {"showgrid": False}}
    height = min(760, 180 + 22 * len(names))
    show([trace], layout, key, _("Correlations between numeric columns"), height=height)


def associations(strengths: Sequence[tuple[str, float]], key: str, title: str) -> None:
    """Show columns with the strength of their association with the target, 0 to 1, the first on top."""
    names = [name for name, _strength in strengths]
    trace = {
        "type": "bar",
        "y": list(range(len(strengths))),
        "x": [strength for _name, strength in strengths],
        "orientation": "h",
        "text": [formats.decimal(strength, 2) for _name, strength in strengths],
        "textposition": "outside",
        "cliponaxis": False,
        "customdata": [label(name) for name in names],
        "hovertemplate": _hover("%{customdata}", _("Association: %{x:.3f}")),
    }
    scale = {"range": [0, 1.08], "tickvals": [0, 0.25, 0.5, 0.75, 1], "tickangle": 0}
    layout = {"yaxis": named_rows(names), "xaxis": scale}
    alt = _("Associations with {column}", column=title)
    show([trace], layout, key, alt, height=max(140, 26 * len(strengths) + 60))


def scatter(actual: Sequence[float], predicted: Sequence[float], key: str) -> None:
    """Show actual and predicted values, with the line on which they are equal."""
    low, high = min([*actual, *predicted]), max([*actual, *predicted])
    line = {
        "type": "scatter",
        "x": [low, high],
        "y": [low, high],
        "mode": "lines",
        "line": {"dash": "dot"},
        "name": _("Perfect prediction"),
        "hoverinfo": "skip",
    }
    points = {
        "type": "scatter",
        "x": list(actual),
        "y": list(predicted),
        "mode": "markers",
        "name": _("Held-out rows"),
        "hovertemplate": _hover(_("Actual value: %{x}"), _("Predicted value: %{y}")),
    }
    layout = {"xaxis": _titled(_("Actual value")), "yaxis": _titled(_("Predicted value"))}
    show([line, points], layout, key, _("Actual vs. predicted values"), height=340)


def show(
    traces: Sequence[Mapping[str, Any]],
    layout: Mapping[str, Any],
    key: str,
    alt: str,
    height: int = HEIGHT,
    legend: bool = False,
) -> None:
    """Show traces without a toolbar, with margins that fit a card and numbers in the reader's locale."""
    around = {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "showlegend": legend,
        "separators": formats.separators(),
    }
    # Plotly would take ten times as long to check each value; the tests of the charts have it check them.
    figure = go.Figure(data=traces, layout={**layout, **around}, _validate=False)
    st.plotly_chart(figure, key=key, config=PLAIN, alt=alt)


def label(text: str, width: int = LABEL_WIDTH) -> str:
    """Return untrusted text shortened to a width and escaped for plotly."""
    return shorten(text, width).replace("&", "&amp;").replace("<", "&lt;")


def _hover(*lines: str) -> str:
    """Return the template of a tooltip with these lines and without the trace's name."""
    return "<br>".join(lines) + "<extra></extra>"


def _titled(title: str, **axis: Any) -> dict[str, Any]:
    return {"title": {"text": title}, **axis}


def _whole(counts: Sequence[int]) -> dict[str, int]:
    # Counts of rows are whole numbers; for small ones plotly would label halves.
    return {"dtick": 1} if max(counts, default=0) < FEW_ROWS else {}


def named_rows(names: Sequence[str]) -> dict[str, Any]:
    """Return the axis of rows that are placed by number, the first on top, with shortened names."""
    # Rows are placed by number and labelled, so that equal shortened names don't merge.
    return {
        "autorange": "reversed",
        "tickvals": list(range(len(names))),
        "ticktext": [label(name, BESIDE_WIDTH) for name in names],
        "ticksuffix": "  ",
    }
