"""Plotly charts in the theme's colours."""

from collections.abc import Sequence
from itertools import pairwise

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
    figure = go.Figure(
        go.Bar(
            y=list(range(len(counts))),
            x=rows,
            orientation="h",
            customdata=[label(name) for name in names],
            hovertemplate=_hover("%{customdata}", _("Rows: %{x:,}")),
        )
    )
    _name_rows(figure, names)
    figure.update_xaxes(title=_("Rows"), dtick=_whole(rows))
    alt = _("Most frequent values of {column}", column=title)
    show(figure, key, alt, height=max(140, 30 * len(counts) + 70))


def date_histogram(bins: Histogram, key: str, title: str) -> None:
    """Show counts between edges that are ISO 8601 dates."""
    edges = [str(edge) for edge in bins.edges]
    days = [formats.cell_date(edge) for edge in edges]
    figure = go.Figure(
        go.Bar(
            x=edges[:-1],
            offset=0,  # a bar begins at its edge
            y=list(bins.counts),
            customdata=[_("{first} to {last}", first=first, last=last) for first, last in pairwise(days)],
            hovertemplate=_hover("%{customdata}", _("Rows: %{y:,}")),
        )
    )
    figure.update_layout(bargap=0.02)
    figure.update_xaxes(tickformatstops=DATE_TICKS, range=[edges[0], edges[-1]])
    figure.update_yaxes(title=_("Rows"), dtick=_whole(bins.counts))
    show(figure, key, _("Distribution of {column}", column=title))


def probabilities(labels: Sequence[str], shares: Sequence[float], key: str) -> None:
    """Show the probabilities of classes on a scale from 0 to 1, the first on top."""
    figure = go.Figure(
        go.Bar(
            y=list(range(len(labels))),
            x=list(shares),
            orientation="h",
            text=[label(formats.percent(share)) for share in shares],
            textposition="outside",
            cliponaxis=False,
            customdata=[label(name) for name in labels],
            hovertemplate=_hover("%{customdata}", _("Probability: %{x:.2%}")),
        )
    )
    _name_rows(figure, labels)
    # The range beyond 100 % is room for the number of the longest bar.
    figure.update_xaxes(range=[0, 1.15], tickvals=[0, 0.25, 0.5, 0.75, 1], tickformat=".0%")
    show(figure, key, _("Probability of each class"), height=max(120, 36 * len(labels) + 60))


def histogram(bins: Histogram, key: str, title: str, axis: str, *, plain: bool = False) -> None:
    """Show counts between edges that are numbers, with the axis named; `plain` numbers are years or codes."""
    edges = [float(edge) for edge in bins.edges]
    widths = [right - left for left, right in pairwise(edges)]
    centres = [left + width / 2 for left, width in zip(edges, widths, strict=False)]
    spans = [
        _("{low} to {high}", low=formats.number(low, plain=plain), high=formats.number(high, plain=plain))
        for low, high in pairwise(edges)
    ]
    figure = go.Figure(
        go.Bar(
            x=centres,
            y=list(bins.counts),
            width=widths,
            customdata=spans,
            hovertemplate=_hover("%{customdata}", _("Rows: %{y:,}")),
        )
    )
    figure.update_layout(bargap=0.02)
    figure.update_xaxes(title=label(axis))
    if plain:  # whole numbers, where plotly would write 100k or halves of years
        figure.update_xaxes(tickformat="d", dtick=_whole([round(edges[-1] - edges[0])]))
    figure.update_yaxes(title=_("Rows"), dtick=_whole(bins.counts))
    show(figure, key, _("Distribution of {column}", column=title))


def confusion(labels: Sequence[str], counts: Sequence[Sequence[int]], key: str) -> None:
    """Show a confusion matrix, with true classes as rows and predicted classes as columns."""
    names = [label(name) for name in labels]
    fewest, most, numbers = MATRIX[st.context.theme.type or "light"]
    figure = go.Figure(
        go.Heatmap(
            x=names,
            y=names,
            z=[list(row) for row in counts],
            colorscale=[[0, fewest], [1, most]],
            texttemplate="%{z:,}",
            textfont={"color": numbers},
            showscale=False,
            hovertemplate=_hover(_("Actual class: %{y}"), _("Predicted class: %{x}"), _("Rows: %{z:,}")),
        )
    )
    figure.update_yaxes(autorange="reversed", type="category", title=_("Actual class"))
    figure.update_xaxes(type="category", title=_("Predicted class"))
    show(figure, key, _("Confusion matrix"), height=min(520, 90 + 44 * len(labels) + 60))


def overlaid(
    before: Sequence[float], after: Sequence[float], names: Sequence[str], key: str, title: str
) -> None:
    """Show two distributions over the same named bars, as shares of all cells."""
    places = list(range(len(names)))
    custom = [label(name) for name in names]
    figure = go.Figure(
        [
            go.Bar(
                x=places,
                y=list(shares),
                name=version,
                customdata=custom,
                hovertemplate=_hover("%{customdata}", version, _("Share of cells: %{y:.1%}")),
            )
            for version, shares in ((_("Before"), before), (_("After"), after))
        ]
    )
    figure.update_layout(bargap=0.2, barmode="group")
    figure.update_xaxes(tickvals=places, ticktext=[label(name, BELOW_WIDTH) for name in names])
    figure.update_yaxes(title=_("Share of cells"), tickformat=".0%")
    show(figure, key, _("{column} before and after", column=title), height=300, legend=True)


def correlations(names: Sequence[str], values: Sequence[Sequence[float | None]], key: str) -> None:
    """Show coefficients between columns, from -1 to 1, the first column on top."""
    labels = [label(name) for name in names]
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
            hovertemplate=_hover("%{customdata}", _("Correlation: %{z:.2f}")),
            xgap=1,
            ygap=1,
        )
    )
    beside = [label(name, MATRIX_WIDTH) for name in names]
    if len(names) > NAMED:  # names below the chart would overlap on a phone
        beside = [f"{name}  {place}" for name, place in zip(beside, places, strict=True)]
        figure.update_xaxes(tick0=1, rangemode="normal", showgrid=False)
    else:
        figure.update_xaxes(tickvals=places, ticktext=beside, tickangle=-45, showgrid=False)
    # A grid would be visible through cells near zero.
    figure.update_yaxes(autorange="reversed", tickvals=places, ticktext=beside, showgrid=False)
    show(figure, key, _("Correlations between numeric columns"), height=min(760, 180 + 22 * len(names)))


def associations(strengths: Sequence[tuple[str, float]], key: str, title: str) -> None:
    """Show columns with the strength of their association with the target, 0 to 1, the first on top."""
    names = [name for name, _strength in strengths]
    figure = go.Figure(
        go.Bar(
            y=list(range(len(strengths))),
            x=[strength for _name, strength in strengths],
            orientation="h",
            text=[formats.decimal(strength, 2) for _name, strength in strengths],
            textposition="outside",
            cliponaxis=False,
            customdata=[label(name) for name in names],
            hovertemplate=_hover("%{customdata}", _("Association: %{x:.3f}")),
        )
    )
    _name_rows(figure, names)
    figure.update_xaxes(range=[0, 1.08], tickvals=[0, 0.25, 0.5, 0.75, 1], tickangle=0)
    alt = _("Associations with {column}", column=title)
    show(figure, key, alt, height=max(140, 26 * len(strengths) + 60))


def scatter(actual: Sequence[float], predicted: Sequence[float], key: str) -> None:
    """Show actual and predicted values, with the line on which they are equal."""
    low, high = min([*actual, *predicted]), max([*actual, *predicted])
    figure = go.Figure(
        [
            go.Scatter(
                x=[low, high],
                y=[low, high],
                mode="lines",
                line={"dash": "dot"},
                name=_("Perfect prediction"),
                hoverinfo="skip",
            ),
            go.Scatter(
                x=list(actual),
                y=list(predicted),
                mode="markers",
                name=_("Held-out rows"),
                hovertemplate=_hover(_("Actual value: %{x}"), _("Predicted value: %{y}")),
            ),
        ]
    )
    figure.update_xaxes(title=_("Actual value"))
    figure.update_yaxes(title=_("Predicted value"))
    show(figure, key, _("Actual vs. predicted values"), height=340)


def show(figure: go.Figure, key: str, alt: str, height: int = HEIGHT, legend: bool = False) -> None:
    """Show a figure without a toolbar, with margins that fit a card and numbers in the reader's locale."""
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        showlegend=legend,
        separators=formats.separators(),
    )
    if legend:
        figure.update_layout(legend={"orientation": "h", "y": 1.12})
    st.plotly_chart(figure, key=key, config=PLAIN, alt=alt)


def label(text: str, width: int = LABEL_WIDTH) -> str:
    """Return untrusted text shortened to a width and escaped for plotly."""
    return shorten(text, width).replace("&", "&amp;").replace("<", "&lt;")


def _hover(*lines: str) -> str:
    """Return the template of a tooltip with these lines and without the trace's name."""
    return "<br>".join(lines) + "<extra></extra>"


def _whole(counts: Sequence[int]) -> int | None:
    # Counts of rows are whole numbers; for small ones plotly would label halves.
    return 1 if max(counts, default=0) < FEW_ROWS else None


def _name_rows(figure: go.Figure, names: Sequence[str]) -> None:
    # Rows are placed by number and labelled, so that equal shortened names don't merge.
    figure.update_yaxes(
        autorange="reversed",
        tickvals=list(range(len(names))),
        ticktext=[label(name, BESIDE_WIDTH) for name in names],
        ticksuffix="  ",
    )
