"""One column in detail: its distribution, its key figures, and what is odd about its cells."""

import streamlit as st

from components.shared import charts
from services.data.profile import ColumnProfile, odds
from services.text import formats
from services.text.i18n import _, _n
from services.text.markdown import escape

PERSONAL = {
    "mail": _("mail addresses"),
    "phone": _("phone numbers"),
    "resident number": _("resident numbers"),
    "card number": _("card numbers"),
}

DEVIATION = _("How far from the mean it usually is (standard deviation).")
SKEWNESS = _("0 where both sides of the mean are alike, above 0 with a long tail of large ones.")
OUTLIERS = _("Those further from the middle half than 1.5 times its width.")
HELP = {
    _("Deviation"): DEVIATION,
    _("Deviation, characters"): DEVIATION,
    _("Skewness"): SKEWNESS,
    _("Skewness of lengths"): SKEWNESS,
    _("Outliers"): OUTLIERS,
    _("Outlying lengths"): OUTLIERS,
}


def section(column: ColumnProfile, rows: int, key: str) -> None:
    """Show a column of a table of so many rows."""
    with st.container(border=True):
        st.subheader(escape(column.name), anchor=False)
        _chart(column, key)
        st.caption(escape(summary(column)))
        figures = _figures(column, rows)
        with st.grid(4, min_column_width=130):
            for label, value in figures:
                st.metric(label, value, help=HELP.get(label))
        for remark in remarks(column):
            st.caption(escape(remark))


def distinct(column: ColumnProfile) -> str:
    """Return how many different values a column has, with a word where their hashes were counted."""
    return _("{n:,} by hash", n=column.distinct) if column.hashed else f"{column.distinct:,}"


def summary(column: ColumnProfile) -> str:
    """Return a column's range or its most frequent values in a line."""
    if column.kind == "number":
        return _(
            "{low} to {high}, mean {mean}",
            low=formats.number(column.minimum),
            high=formats.number(column.maximum),
            mean=formats.number(column.mean),
        )
    if column.kind == "date":
        return _("{first} to {last}", first=column.earliest, last=column.latest)
    if column.examples and not column.top and column.once == column.distinct:
        return _("all differ, such as {examples}", examples=", ".join(column.examples[:3]))
    return ", ".join(f"{value} ({count:,})" for value, count in column.top[:4])


def remarks(column: ColumnProfile) -> list[str]:
    """Return a sentence for each thing that is odd about a column's cells."""
    found = []
    if column.marks:
        marks = ", ".join(f"“{mark}” ({count:,})" for mark, count in column.marks)
        found.append(_("Read as missing: {marks}.", marks=marks))
    if column.infinite:
        found.append(
            _n(
                "{n:,} cell is infinite; the figures leave it out.",
                "{n:,} cells are infinite; the figures leave them out.",
                column.infinite,
                n=column.infinite,
            )
        )
    if column.personal:
        kinds = ", ".join(f"{PERSONAL.get(kind, kind)} ({n:,})" for kind, n in column.personal)
        found.append(_("Seems to hold personal data: {kinds}.", kinds=kinds))
    if column.kind not in ("number", "empty") and column.numeric:
        found.append(
            _n(
                "{n:,} cell reads as a number.",
                "{n:,} cells read as numbers.",
                column.numeric,
                n=column.numeric,
            )
        )
    if column.kind not in ("date", "empty") and column.dated:
        found.append(
            _n("{n:,} cell reads as a date.", "{n:,} cells read as dates.", column.dated, n=column.dated)
        )
    if column.words_of > 1:
        found.append(_("The words are those of one cell in {n:,}, not of every cell.", n=column.words_of))
    if column.words_forgotten:
        found.append(
            _("The text has so many words that rare ones were forgotten meanwhile: a count may be too low.")
        )
    if column.hashed:
        found.append(hashes(column.distinct))
    return found


def hashes(different: int) -> str:
    """Return what a count by hashes means and how likely it is to be wrong."""
    return _(
        "By hash: 64-bit fingerprints of the values are counted, not the values themselves. The odds that "
        "two unlike ones share a fingerprint, so that the count is off, are below 1 in {odds:,}.",
        odds=odds(different),
    )


def _chart(column: ColumnProfile, key: str) -> None:
    if column.histogram and column.kind in ("number", "text"):
        heading = column.name if column.kind == "number" else _("Characters")
        charts.histogram(column.histogram.edges, column.histogram.counts, f"detail_{key}", heading)
    elif column.histogram:
        charts.columns(column.histogram.edges, column.histogram.counts, f"detail_{key}", column.name)
    elif column.top:
        charts.bars(column.top[:12], f"detail_{key}", column.name)


def _figures(column: ColumnProfile, rows: int) -> list[tuple[str, str]]:
    figures = [
        (_("Missing"), formats.percent(column.missing / rows) if rows else "–"),
        (_("Distinct, by hash") if column.hashed else _("Distinct"), f"{column.distinct:,}"),
    ]
    length = column.kind == "text"
    known = (
        (_("Median characters") if length else _("Median"), column.quartiles and column.quartiles[1]),
        (_("Deviation, characters") if length else _("Deviation"), column.deviation),
        (_("Skewness of lengths") if length else _("Skewness"), column.skewness),
        (_("Zeros"), None if length else column.zeros),
        (_("Outlying lengths") if length else _("Outliers"), column.outliers),
    )
    return figures + [(label, formats.number(value)) for label, value in known if value is not None]
