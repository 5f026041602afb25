"""A stored table at a glance: its facts, its columns with their distributions, its first rows."""

import io

import pandas as pd
import streamlit as st

from components import charts, formats
from services.data.profile import ColumnProfile, Profile
from services.markdown import escape
from services.vertex.datasets import Dataset
from services.words import _

KINDS = {
    "number": _("number"),
    "category": _("category"),
    "text": _("text"),
    "date": _("date"),
    "empty": _("empty"),
}


def title(dataset: Dataset) -> str:
    """Return a dataset's name with its size and age, as it stands in a list."""
    age = formats.ago(dataset.created)
    if dataset.rows is None:
        return f"{dataset.display_name} · {age}"
    return _("{name} · {rows:,} rows · {age}").format(name=dataset.display_name, rows=dataset.rows, age=age)


def facts(profile: Profile) -> None:
    """Show the table's size and completeness as a row of numbers."""
    cells = profile.rows * len(profile.columns)
    missing = sum(column.missing for column in profile.columns)
    numbers = sum(column.kind == "number" for column in profile.columns)
    with st.grid(4):
        st.metric(_("Rows"), f"{profile.rows:,}", border=True)
        st.metric(_("Columns"), f"{len(profile.columns):,}", border=True)
        st.metric(_("Number columns"), f"{numbers:,}", border=True)
        st.metric(_("Missing cells"), formats.percent(missing / cells) if cells else "–", border=True)


def columns(profile: Profile, target: str, key: str) -> None:
    """Show one row a column with a small distribution, and a large one of the row that is selected.

    Until a row is selected it is the target's.
    """
    chosen = st.dataframe(
        pd.DataFrame([_row(column, profile.rows) for column in profile.columns]),
        hide_index=True,
        key=f"columns_{key}",
        on_select="rerun",
        selection_mode="single-row",
        alt=_("The columns with their types, missing cells and distributions"),
        column_config={
            "name": st.column_config.TextColumn(_("Column"), pinned=True),
            "kind": st.column_config.TextColumn(_("Type")),
            "missing": st.column_config.ProgressColumn(_("Missing"), format="percent", max_value=1.0),
            "distinct": st.column_config.NumberColumn(_("Distinct"), format="localized"),
            "distribution": st.column_config.BarChartColumn(_("Distribution"), y_min=0),
            "summary": st.column_config.TextColumn(_("Range or most frequent"), width="large"),
        },
    )
    selected = chosen.selection.rows
    detail(profile.columns[selected[0]] if selected else profile.column(target), key)


def detail(column: ColumnProfile, key: str) -> None:
    """Show one column's distribution and its key figures."""
    with st.container(border=True):
        st.subheader(escape(column.name), anchor=False)
        if column.histogram and column.kind in ("number", "text"):
            heading = column.name if column.kind == "number" else _("Characters")
            charts.histogram(column.histogram.edges, column.histogram.counts, f"detail_{key}", heading)
        elif column.histogram:
            charts.columns(column.histogram.edges, column.histogram.counts, f"detail_{key}", column.name)
        elif column.top:
            charts.bars(column.top[:12], f"detail_{key}", column.name)
        st.caption(escape(_summary(column)))


def rows(preview: bytes) -> None:
    """Show the first rows with their cell texts as they were uploaded."""
    st.dataframe(
        pd.read_csv(io.BytesIO(preview), dtype=str, keep_default_na=False),
        hide_index=True,
        alt=_("The first rows of the table"),
    )


def _row(column: ColumnProfile, rows: int) -> dict[str, object]:
    counts = column.histogram.counts if column.histogram else [count for _value, count in column.top]
    return {
        "name": column.name,
        "kind": KINDS[column.kind],
        "missing": column.missing / rows if rows else 0.0,
        "distinct": column.distinct,
        "distribution": list(counts),
        "summary": _summary(column),
    }


def _summary(column: ColumnProfile) -> str:
    if column.kind == "number":
        return _("{low} to {high}, mean {mean}").format(
            low=formats.number(column.minimum),
            high=formats.number(column.maximum),
            mean=formats.number(column.mean),
        )
    if column.kind == "date":
        return _("{first} to {last}").format(first=column.earliest, last=column.latest)
    return ", ".join(f"{value} ({count:,})" for value, count in column.top[:4])
