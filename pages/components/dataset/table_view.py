"""A stored table: its size, its columns with their distributions, its first rows."""

from collections.abc import Collection, Sequence
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

from components.dataset import column_view
from components.shared import table_frame
from services.data.profile import ColumnProfile, Profile
from services.data.tables.column_types import COLUMN_TYPES
from services.text import formats
from services.text.i18n import _
from services.text.messages.columns import (
    distinct_count,
    duplicates_label,
    estimate_note,
    summary,
    type_name,
)

Item = TypeVar("Item")

PAGE = 200
FEW = 12


def facts(profile: Profile) -> None:
    """Show the size and the completeness of a table as a row of numbers."""
    cells = profile.rows * len(profile.columns)
    missing = sum(column.missing for column in profile.columns)
    numbers = sum(column.kind == "number" for column in profile.columns)
    with st.grid(5, min_column_width=130, key="table_facts"):
        st.metric(_("Rows"), formats.count(profile.rows), border=True)
        st.metric(_("Columns"), formats.count(len(profile.columns)), border=True)
        st.metric(
            _("Numeric columns"),
            formats.count(numbers),
            border=True,
            help=_("As CSV, the table is {size}.", size=formats.size(profile.size)),
        )
        st.metric(
            _("Missing values"), formats.percent(missing / cells) if cells else formats.NONE, border=True
        )
        estimated = profile.duplicates_hashed
        st.metric(
            duplicates_label(estimated=estimated),
            formats.count(profile.duplicates),
            border=True,
            help=estimate_note(profile.rows) if estimated else None,
        )


def columns(profile: Profile, target: str | None, key: str, flagged: Collection[str] = ()) -> None:
    """Show one row a column with a small distribution, and in detail the column that is selected.

    Until a row is selected it is the target, where one is chosen. `flagged` are the names of columns with
    findings. The reader filters columns by name and type; more than PAGE of them stand on several pages.
    """
    matching = _filtered(profile.columns, key, flagged)
    if not matching:
        with st.container(key=f"no_columns_{key}"):
            st.caption(_("No column matches. Change the search or the filters."))
        return
    shown, page = _paged(matching, key)
    names = tuple(column.name for column in shown)
    table_frame.room()
    selection = st.dataframe(
        pd.DataFrame([_row(column, profile.rows, column.name in flagged) for column in shown]),
        hide_index=True,
        height=table_frame.height(len(shown)),
        # The key depends on the rows, since selections are by row number.
        key=f"columns_{key}_{page}_{hash(names)}",
        on_select="rerun",
        selection_mode="single-row",
        alt=_("The columns with their types, missing values and distributions"),
        column_order=_order(flagged),
        column_config=_configuration(shown),
    ).selection.rows
    first = next((column for column in profile.columns if column.name == target), shown[0])
    column_view.section(shown[selection[0]] if selection else first, profile.rows, key)


def rows(frame: pd.DataFrame, key: str) -> None:
    """Show the first rows with their cells as they were uploaded, some columns at a time."""
    shown, _page = _paged(range(frame.shape[1]), f"rows_{key}")
    table_frame.room()
    st.dataframe(
        frame.iloc[:, shown[0] : shown[-1] + 1],
        hide_index=True,
        height=table_frame.height(len(frame)),
        key=f"first_rows_{key}_{shown[0]}",
        alt=_("The first rows of the table"),
    )


def _filtered(columns: Sequence[ColumnProfile], key: str, flagged: Collection[str]) -> list[ColumnProfile]:
    """Show filters where there are many columns, and return the columns that pass them."""
    if len(columns) <= FEW:
        return list(columns)
    present = {column.kind for column in columns}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search = st.text_input(
            _("Find columns in the table"),
            key=f"find_{key}",
            placeholder=_("Part of a name"),
            icon=":material/search:",
        )
        kinds = st.pills(
            _("Types"),
            [kind for kind in COLUMN_TYPES if kind in present],
            selection_mode="multi",
            format_func=type_name,
            key=f"kinds_{key}",
        )
        only_flagged = bool(flagged) and st.toggle(_("Only columns with findings"), key=f"flagged_{key}")
    return [
        column
        for column in columns
        if search.casefold() in column.name.casefold()
        and (not kinds or column.kind in kinds)
        and (not only_flagged or column.name in flagged)
    ]


def _paged(items: Sequence[Item], key: str) -> tuple[Sequence[Item], int]:
    """Show a choice of pages where there are several, and return the items of one with its number."""
    pages = -(-len(items) // PAGE)
    if pages == 1:
        return items, 1
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(_("{many:,} columns, {most} per page", many=len(items), most=PAGE))
        page = st.pagination(pages, key=f"page_{key}_{pages}", persist_state="page")
    return items[(page - 1) * PAGE : page * PAGE], page


def _order(flagged: Collection[str]) -> list[str]:
    order = ["name", "kind", "missing", "distinct", "distribution", "summary"]
    return [*order[:1], "flagged", *order[1:]] if flagged else order


def _configuration(columns: Sequence[ColumnProfile]) -> dict[str, Any]:
    estimated = max((column.distinct for column in columns if column.hashed), default=0)
    return {
        "name": st.column_config.TextColumn(_("Column"), pinned=True),
        "flagged": st.column_config.CheckboxColumn(_("Finding")),
        "kind": st.column_config.TextColumn(_("Type")),
        "missing": st.column_config.ProgressColumn(_("Missing values"), format="percent", max_value=1.0),
        "distinct": st.column_config.TextColumn(
            _("Distinct values"), alignment="right", help=estimate_note(estimated) if estimated else None
        ),
        "distribution": st.column_config.BarChartColumn(_("Distribution"), y_min=0),
        "summary": st.column_config.TextColumn(_("Range or most frequent values"), width="large"),
    }


def _row(column: ColumnProfile, rows: int, flagged: bool) -> dict[str, object]:
    counts = column.histogram.counts if column.histogram else [count for _value, count in column.top]
    return {
        "name": column.name,
        "flagged": flagged,
        "kind": type_name(column.kind),
        "missing": column.missing / rows if rows else 0.0,
        "distinct": distinct_count(column),
        "distribution": list(counts),
        "summary": summary(column),
    }
