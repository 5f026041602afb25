"""A stored table at a glance: its facts, its columns with their distributions, its first rows."""

from collections.abc import Collection, Sequence
from typing import TypeVar

import pandas as pd
import streamlit as st

from components.dataset import column_view
from services.data.profile import ColumnProfile, Profile
from services.text import formats
from services.text.i18n import _

Item = TypeVar("Item")

PAGE = 200
FEW = 12

KINDS: dict[str, str] = {
    "number": _("number"),
    "category": _("category"),
    "text": _("text"),
    "date": _("date"),
    "empty": _("empty"),
}


def facts(profile: Profile) -> None:
    """Show the table's size and completeness as a row of numbers."""
    cells = profile.rows * len(profile.columns)
    missing = sum(column.missing for column in profile.columns)
    numbers = sum(column.kind == "number" for column in profile.columns)
    with st.grid(5, min_column_width=130):
        st.metric(_("Rows"), f"{profile.rows:,}", border=True)
        st.metric(_("Columns"), f"{len(profile.columns):,}", border=True)
        st.metric(
            _("Number columns"),
            f"{numbers:,}",
            border=True,
            help=_("The table takes {size} as CSV.", size=formats.size(profile.size)),
        )
        st.metric(_("Missing cells"), formats.percent(missing / cells) if cells else "–", border=True)
        hashed = profile.duplicates_hashed
        st.metric(
            _("Repeated, by hash") if hashed else _("Repeated rows"),
            f"{profile.duplicates:,}",
            border=True,
            help=column_view.hashes(profile.rows) if hashed else None,
        )


def columns(profile: Profile, target: str, key: str, noted: Collection[str] = ()) -> None:
    """Show one row a column with a small distribution, and a large one of the row that is selected.

    Until a row is selected it is the target's. `noted` are columns with findings. Columns are found by
    name and type; more than PAGE of them come by the page.
    """
    found = _found(profile.columns, key, noted)
    if not found:
        st.caption(_("No column is like that. Change the search or the types."))
        return
    shown, page = _paged(found, key)
    most = max((column.distinct for column in shown if column.hashed), default=0)
    chosen = st.dataframe(
        pd.DataFrame([_row(column, profile.rows, column.name in noted) for column in shown]),
        hide_index=True,
        # Other rows are another widget, or a selection by row number would show the wrong column.
        key=f"columns_{key}_{page}_{hash(tuple(column.name for column in shown))}",
        on_select="rerun",
        selection_mode="single-row",
        alt=_("The columns with their types, missing cells and distributions"),
        column_order=_order(noted),
        column_config={
            "name": st.column_config.TextColumn(_("Column"), pinned=True),
            "noted": st.column_config.CheckboxColumn(_("Finding")),
            "kind": st.column_config.TextColumn(_("Type")),
            "missing": st.column_config.ProgressColumn(_("Missing"), format="percent", max_value=1.0),
            "distinct": st.column_config.TextColumn(
                _("Distinct"), alignment="right", help=column_view.hashes(most) if most else None
            ),
            "distribution": st.column_config.BarChartColumn(_("Distribution"), y_min=0),
            "summary": st.column_config.TextColumn(_("Range or most frequent"), width="large"),
        },
    )
    selected = chosen.selection.rows
    names = {column.name for column in profile.columns}
    first = profile.column(target) if target in names else shown[0]
    column_view.section(shown[selected[0]] if selected else first, profile.rows, key)


def _found(columns: Sequence[ColumnProfile], key: str, noted: Collection[str]) -> list[ColumnProfile]:
    """Show the search where there is something to search, and return the columns that it finds."""
    if len(columns) <= FEW:
        return list(columns)
    kinds: list[str] = [kind for kind in KINDS if any(column.kind == kind for column in columns)]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        wanted = st.text_input(
            _("Find columns"), key=f"find_{key}", placeholder=_("Part of a name"), icon=":material/search:"
        )
        chosen = st.pills(
            _("Types"), kinds, selection_mode="multi", format_func=KINDS.__getitem__, key=f"kinds_{key}"
        )
        only = bool(noted) and st.toggle(_("With findings only"), key=f"noted_{key}")
    return [
        column
        for column in columns
        if wanted.casefold() in column.name.casefold()
        and (not chosen or column.kind in chosen)
        and (not only or column.name in noted)
    ]


def _paged(columns: Sequence[Item], key: str) -> tuple[Sequence[Item], int]:
    pages = -(-len(columns) // PAGE)
    if pages == 1:
        return columns, 1
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(_("{many:,} columns, {page} to a page", many=len(columns), page=PAGE))
        page = st.pagination(pages, key=f"page_{key}_{pages}")
    return columns[(page - 1) * PAGE : page * PAGE], page


def _order(noted: Collection[str]) -> list[str]:
    order = ["name", "kind", "missing", "distinct", "distribution", "summary"]
    return [*order[:1], "noted", *order[1:]] if noted else order


def rows(frame: pd.DataFrame, key: str) -> None:
    """Show the first rows with their cell texts as they were uploaded, some columns at a time."""
    shown, _page = _paged(range(frame.shape[1]), f"rows_{key}")
    st.dataframe(
        frame.iloc[:, shown[0] : shown[-1] + 1],
        hide_index=True,
        alt=_("The first rows of the table"),
    )


def _row(column: ColumnProfile, rows: int, noted: bool) -> dict[str, object]:
    counts = column.histogram.counts if column.histogram else [count for _value, count in column.top]
    return {
        "name": column.name,
        "noted": noted,
        "kind": KINDS[column.kind],
        "missing": column.missing / rows if rows else 0.0,
        "distinct": column_view.distinct(column),
        "distribution": list(counts),
        "summary": column_view.summary(column),
    }
