"""One column in detail: its distribution, its statistics, and what is unusual about its cells."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

import streamlit as st

from components.shared import charts
from services.data.profile import ColumnProfile
from services.text import formats
from services.text.i18n import _
from services.text.markdown import escape
from services.text.messages.columns import distinct_label, number_text, remarks, summary

BARS = 12


@dataclass(frozen=True)
class Statistic:
    """A number about a column, with its label and what the label means."""

    label: str
    value: str
    help: str | None = None


def section(column: ColumnProfile, rows: int, key: str) -> None:
    """Show a column of a table of so many rows."""
    with st.container(border=True, key=f"column_{key}"):
        st.subheader(escape(column.name), anchor=False)
        _chart(column, f"detail_{key}")
        st.caption(escape(summary(column)))
        with st.grid(4, min_column_width=130, key=f"statistics_{key}"):
            for statistic in statistics(column, rows):
                st.metric(statistic.label, statistic.value, help=statistic.help)
        with st.container(key=f"remarks_{key}"):
            for remark in remarks(column):
                st.caption(escape(remark))


def statistics(column: ColumnProfile, rows: int) -> list[Statistic]:
    """Return the statistics of a column of a table of so many rows; those of a text are of its length."""
    shown = [
        Statistic(_("Missing values"), formats.percent(column.missing / rows) if rows else formats.NONE),
        Statistic(distinct_label(estimated=column.hashed), formats.count(column.distinct)),
    ]
    return [*shown, *(_of_lengths(column) if column.kind == "text" else _of_values(column))]


def _of_values(column: ColumnProfile) -> Iterator[Statistic]:
    if column.quartiles is not None:
        yield Statistic(_("Median"), number_text(column, column.quartiles[1]))
    if column.deviation is not None:
        yield Statistic(
            _("Standard deviation"),
            formats.number(column.deviation),
            _("How far the values typically lie from the mean."),
        )
    if column.skewness is not None:
        yield Statistic(_("Skewness"), formats.number(column.skewness), _skewness_help())
    if column.zeros is not None:
        yield Statistic(_("Zeros"), formats.count(column.zeros))
    if column.outliers is not None:
        yield Statistic(
            _("Outliers"),
            formats.count(column.outliers),
            _("Values more than 1.5 interquartile ranges (IQR) beyond the quartiles."),
        )


def _of_lengths(column: ColumnProfile) -> Iterator[Statistic]:
    if column.quartiles is not None:
        yield Statistic(
            _("Median length"), formats.number(column.quartiles[1]), _("Lengths are in characters.")
        )
    if column.deviation is not None:
        yield Statistic(
            _("Standard deviation of lengths"),
            formats.number(column.deviation),
            _("How far the lengths typically lie from their mean, in characters."),
        )
    if column.skewness is not None:
        yield Statistic(_("Skewness of lengths"), formats.number(column.skewness), _skewness_help())
    if column.outliers is not None:
        yield Statistic(
            _("Length outliers"),
            formats.count(column.outliers),
            _("Cells whose length is more than 1.5 interquartile ranges (IQR) beyond the quartiles."),
        )


def _skewness_help() -> str:
    return _(
        "0 for a symmetric distribution, above 0 with a long tail of large values, below 0 with one of small "
        "values."
    )


def _chart(column: ColumnProfile, key: str) -> None:
    bars = column.histogram
    match column.kind:
        case "number" if bars:
            charts.histogram(bars, key, column.name, axis=column.name, plain=column.has_plain_numbers)
        case "text" if bars:
            charts.histogram(bars, key, column.name, axis=_("Characters"))
        case "date" if bars:
            charts.date_histogram(bars, key, column.name)
        case "category" | "text" | "number" | "date":
            if column.top:
                charts.bars(column.top[:BARS], key, column.name)
        case "empty":
            pass
        case _:
            assert_never(column.kind)
