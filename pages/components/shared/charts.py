"""Plotly figures in the theme's colours, each drawn from a record of the services."""

from collections.abc import Sequence
from itertools import pairwise
from unicodedata import east_asian_width

import plotly.graph_objects as go
import streamlit as st

from services.text import formats
from services.text.i18n import _

HEIGHT = 260
LABEL_CHARACTERS = 60
BESIDE = 30  # Latin letters beside a bar; more would leave a phone no bars
FEW_ROWS = 6
NAMED = 12  # columns of a matrix; those of a larger one are numbered
# Transparent at zero, so that it suits a light and a dark ground.
DIVERGING = [
    [0, "rgba(217,45,58,0.95)"],
    [0.5, "rgba(128,128,128,0.06)"],
    [1, "rgba(37,99,235,0.95)"],
]
PLAIN = {"displayModeBar": False}


def bars(counts: Sequence[tuple[str, int]], key: str, title: str) -> None:
    """Show values with how often each occurs, as horizontal bars with the first on top."""
    labels = [value for value, _count in counts]
    figure = go.Figure(
        go.Bar(
            y=list(range(len(counts))),
            x=[count for _value, count in counts],
            orientation="h",
            customdata=[plain(label) for label in labels],
            hovertemplate="%{customdata}: %{x}<extra></extra>",
        )
    )
    _name_rows(figure, labels)
    figure.update_xaxes(title=_("Rows"), dtick=_whole([count for _value, count in counts]))
    alt = _("Most frequent values of {column}", column=title)
    show(figure, key, alt, height=max(140, 30 * len(counts) + 70))


def columns(edges: Sequence[float | str], counts: Sequence[int], key: str, title: str) -> None:
    """Show counts between edges that are dates."""
    figure = go.Figure(go.Bar(x=list(edges[:-1]), y=list(counts), hovertemplate="%{x}: %{y}<extra></extra>"))
    figure.update_layout(bargap=0.02)
    figure.update_yaxes(title=_("Rows"), dtick=_whole(counts))
    show(figure, key, _("Distribution of {column}", column=title))


def probabilities(labels: Sequence[str], shares: Sequence[float], key: str) -> None:
    """Show each class's probability, the first on top, on a scale from 0 to 100 %."""
    figure = go.Figure(
        go.Bar(
            y=list(range(len(labels))),
            x=list(shares),
            orientation="h",
            text=[plain(formats.percent(share)) for share in shares],
            textposition="outside",
            cliponaxis=False,
            customdata=[plain(label) for label in labels],
            hovertemplate="%{customdata}: %{x:.2%}<extra></extra>",
        )
    )
    _name_rows(figure, labels)
    # Beyond 100 % there is room for the number of the longest bar.
    figure.update_xaxes(range=[0, 1.15], tickvals=[0, 0.25, 0.5, 0.75, 1], tickformat=".0%")
    show(figure, key, _("Probability of each class"), height=max(120, 36 * len(labels) + 60))


def histogram(edges: Sequence[float | str], counts: Sequence[int], key: str, title: str) -> None:
    """Show counts between edges; there is one edge more than counts."""
    numbers = [float(edge) for edge in edges]
    widths = [right - left for left, right in pairwise(numbers)]
    centres = [left + width / 2 for left, width in zip(numbers, widths, strict=False)]
    figure = go.Figure(
        go.Bar(x=centres, y=list(counts), width=widths, hovertemplate="%{x}: %{y}<extra></extra>")
    )
    figure.update_layout(bargap=0.02)
    figure.update_xaxes(title=plain(title))
    figure.update_yaxes(title=_("Rows"), dtick=_whole(counts))
    show(figure, key, _("Distribution of {column}", column=title))


def confusion(labels: Sequence[str], counts: Sequence[Sequence[int]], key: str) -> None:
    """Show how often each true class (a row) was taken for each class (a column)."""
    figure = go.Figure(
        go.Heatmap(
            x=[plain(label) for label in labels],
            y=[plain(label) for label in labels],
            z=[list(row) for row in counts],
            texttemplate="%{z}",
            showscale=False,
            colorscale="Blues",
            hovertemplate=_("true %{y}, predicted %{x}: %{z}") + "<extra></extra>",
        )
    )
    figure.update_yaxes(autorange="reversed", type="category", title=_("True class"))
    figure.update_xaxes(type="category", title=_("Predicted class"))
    show(figure, key, _("Confusion matrix"), height=min(520, 90 + 44 * len(labels) + 60))


def overlaid(
    before: Sequence[float], after: Sequence[float], names: Sequence[str], key: str, title: str
) -> None:
    """Show two distributions over the same named bars, as shares of all cells."""
    places = list(range(len(names)))
    custom = [plain(name) for name in names]
    figure = go.Figure(
        [
            go.Bar(
                x=places,
                y=list(shares),
                name=name,
                customdata=custom,
                hovertemplate=f"{name}, %{{customdata}}: %{{y:.1%}}<extra></extra>",
            )
            for name, shares in ((_("Before"), before), (_("After"), after))
        ]
    )
    figure.update_layout(bargap=0.2, barmode="group")
    figure.update_xaxes(tickvals=places, ticktext=[short(name, 24) for name in names])
    figure.update_yaxes(title=_("Share of cells"), tickformat=".0%")
    show(figure, key, _("{column} before and after", column=title), height=300, legend=True)


def correlations(names: Sequence[str], values: Sequence[Sequence[float | None]], key: str) -> None:
    """Show coefficients between columns, from -1 to 1, the first column on top."""
    labels = [plain(name) for name in names]
    places = list(range(1, len(names) + 1))
    figure = go.Figure(
        go.Heatmap(
            x=places,
            y=places,
            z=[list(row) for row in values],
            zmin=-1,
            zmax=1,
            colorscale=DIVERGING,
            colorbar={"thickness": 12},
            customdata=[[f"{first} · {second}" for second in labels] for first in labels],
            hovertemplate="%{customdata}: %{z:.2f}<extra></extra>",
            xgap=1,
            ygap=1,
        )
    )
    beside = [short(name, 18) for name in names]
    if len(names) > NAMED:  # where names stood below, they would lie upon one another on a phone
        beside = [f"{label}  {place}" for label, place in zip(beside, places, strict=True)]
        figure.update_xaxes(tick0=1, rangemode="normal", showgrid=False)
    else:
        figure.update_xaxes(tickvals=places, ticktext=beside, tickangle=-45, showgrid=False)
    # A grid would shine through the cells near zero.
    figure.update_yaxes(autorange="reversed", tickvals=places, ticktext=beside, showgrid=False)
    show(figure, key, _("Correlations between columns of numbers"), height=min(760, 180 + 22 * len(names)))


def strengths(values: Sequence[tuple[str, float]], key: str, title: str) -> None:
    """Show names with a strength between 0 and 1 each, the first on top."""
    labels = [name for name, _strength in values]
    figure = go.Figure(
        go.Bar(
            y=list(range(len(values))),
            x=[strength for _name, strength in values],
            orientation="h",
            text=[f"{strength:.2f}" for _name, strength in values],
            textposition="outside",
            cliponaxis=False,
            customdata=[plain(label) for label in labels],
            hovertemplate="%{customdata}: %{x:.3f}<extra></extra>",
        )
    )
    _name_rows(figure, labels)
    figure.update_xaxes(range=[0, 1.08], tickvals=[0, 0.25, 0.5, 0.75, 1], tickangle=0)
    show(figure, key, _("Links to {column}", column=title), height=max(140, 26 * len(values) + 60))


def scatter(true: Sequence[float], predicted: Sequence[float], key: str) -> None:
    """Show predicted against true values with the line on which they agree."""
    low, high = min([*true, *predicted]), max([*true, *predicted])
    figure = go.Figure(
        [
            go.Scatter(x=[low, high], y=[low, high], mode="lines", line={"dash": "dot"}, name=_("Exact")),
            go.Scatter(x=list(true), y=list(predicted), mode="markers", name=_("Held-out rows")),
        ]
    )
    figure.update_xaxes(title=_("True value"))
    figure.update_yaxes(title=_("Predicted value"))
    show(figure, key, _("Predicted against true values"), height=340)


def show(figure: go.Figure, key: str, alt: str, height: int = HEIGHT, legend: bool = False) -> None:
    """Show a figure without a toolbar, with margins that fit a card."""
    figure.update_layout(height=height, margin={"l": 8, "r": 8, "t": 8, "b": 8}, showlegend=legend)
    if legend:
        figure.update_layout(legend={"orientation": "h", "y": 1.12})
    st.plotly_chart(figure, key=key, config=PLAIN, alt=alt)


def plain(text: str) -> str:
    """Return a stranger's text as plotly shows it unchanged, and cut to what fits on an axis."""
    cut = text if len(text) <= LABEL_CHARACTERS else f"{text[:LABEL_CHARACTERS]}…"
    return cut.replace("&", "&amp;").replace("<", "&lt;")


def short(text: str, room: int) -> str:
    """Return a stranger's text cut to the room of so many Latin letters; Hangul and its like take two."""
    width = 0
    for place, letter in enumerate(text):
        width += 2 if east_asian_width(letter) in "WF" else 1
        if width > room:
            return f"{plain(text[:place].rstrip())}…"
    return plain(text)


def _whole(counts: Sequence[int]) -> int | None:
    # Rows come whole; plotly would mark halves where there are few.
    return 1 if max(counts, default=0) < FEW_ROWS else None


def _name_rows(figure: go.Figure, labels: Sequence[str]) -> None:
    # Rows stand at numbers and are named beside them, so that two alike once cut stay two.
    figure.update_yaxes(
        autorange="reversed",
        tickvals=list(range(len(labels))),
        ticktext=[short(label, BESIDE) for label in labels],
        ticksuffix="  ",
    )
