"""The comparison of a dataset with an earlier version or any other one: what changed, worst first."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
import streamlit as st

from components.dataset import dataset_list, downloads, statistics
from components.shared import charts, empty, table_frame
from services import cache
from services.data.comparison.comparison import Change, Comparison
from services.data.export import csv_tables
from services.settings import Target
from services.text import formats
from services.text.i18n import _, fill
from services.text.markdown import escape
from services.text.messages.comparison import change_text, status_text
from services.vertex.datasets import Dataset
from services.vertex.versions import Version, numbered

SHOWN = 500


def section(target: Target, dataset: Dataset, datasets: Sequence[Dataset]) -> None:
    """Show the choice of a dataset to compare with, by default the previous version, and what changed."""
    others = _others(dataset, datasets)
    if not others:
        empty.state(
            "compare_arrows",
            _("Nothing to compare with yet"),
            _(
                "Store a table with other content under the same name, such as next month's export. It "
                "becomes a new version of this dataset."
            ),
        )
        return
    titles = {version.dataset.id: dataset_list.title(version) for version in others}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            _("Compare with"),
            list(titles),
            format_func=lambda id: titles.get(id, id),
            key=f"with_{dataset.id}",
            persist_state="page",
        )
        earlier = next(version.dataset for version in others if version.dataset.id == chosen)
        if statistics.profile(target, earlier.folder) is None:
            return
        compared = cache.comparison(target, earlier.folder, dataset.folder)
        name = downloads.file_name(f"{dataset.display_name}-comparison")
        downloads.sheet(
            _("CSV"), f"{name}.csv", lambda: csv_tables.comparison(compared), False, "comparison", "content"
        )
    show(compared, f"{dataset.id}_{chosen}")


def show(compared: Comparison, key: str) -> None:
    """Show a comparison: the number of changed columns, their changes, and one column in detail."""
    _counts(compared)
    changes = compared.changes[:SHOWN]
    table_frame.room()
    table = f"changes_{key}"
    _select_again(table)
    chosen = st.dataframe(
        pd.DataFrame([_row(change) for change in changes]),
        hide_index=True,
        height=table_frame.height(len(changes)),
        key=table,
        on_select="rerun",
        selection_mode="single-row",
        alt=_("The columns and what changed in them, worst first"),
        column_order=["name", "status", "text", "distance", "before", "after"],
        column_config={
            "name": st.column_config.TextColumn(_("Column"), pinned=True),
            "status": st.column_config.TextColumn(_("Change")),
            "text": st.column_config.TextColumn(_("Details"), width="large"),
            "distance": st.column_config.ProgressColumn(
                _("Distance"),
                format="%.2f",
                max_value=1.0,
                help=_("Jensen-Shannon distance: 0 for identical distributions, 1 for disjoint ones."),
            ),
            "before": st.column_config.BarChartColumn(_("Before"), y_min=0),
            "after": st.column_config.BarChartColumn(_("After"), y_min=0),
        },
    )
    if len(compared.changes) > SHOWN:
        st.caption(
            _(
                "The table shows the {many:,} columns that changed most. The CSV file has them all.",
                many=SHOWN,
            )
        )
    selected = st.session_state[f"{table}_selected"] = list(chosen.selection.rows)
    _detail(compared.changes[selected[0] if selected else 0], key)
    st.caption(
        _(
            "The comparison uses the stored statistics of both tables, not their rows. It misses "
            "changes within a histogram bar, between rare values, and in how columns correlate. A "
            "difference that sampling alone explains doesn't count as drift."
        )
    )


def _select_again(table: str) -> None:
    # While its tab is closed a table isn't drawn, and Streamlit forgets what is selected in it.
    selected = st.session_state.get(f"{table}_selected")
    if selected and table not in st.session_state:
        st.session_state[table] = {"selection": {"rows": selected, "columns": [], "cells": []}}


def _others(dataset: Dataset, datasets: Sequence[Dataset]) -> list[Version]:
    """Return the other datasets, versions of the same name first and among them the earlier ones first."""
    others = [
        version
        for version in numbered(datasets)
        if version.dataset.id != dataset.id and version.dataset.content_id
    ]
    others.sort(
        key=lambda version: (
            version.dataset.display_name != dataset.display_name,
            version.dataset.created > dataset.created,
        )
    )
    return others


def _counts(compared: Comparison) -> None:
    more = compared.rows_after - compared.rows_before
    with st.grid(4, min_column_width=130):
        st.metric(
            _("Rows"),
            formats.count(compared.rows_after),
            delta=fill("{more:+,}", more=more) if more else None,
            delta_color="off",  # more rows are neither good nor bad
            border=True,
            height="stretch",
        )
        for label, count in (
            (_("Added, removed or renamed"), compared.count("added", "removed", "renamed")),
            (_("Type changed"), compared.count("type changed")),
            (_("Drift"), compared.count("drifted")),
        ):
            st.metric(label, formats.count(count), border=True, height="stretch")


def _row(change: Change) -> dict[str, object]:
    return {
        "name": change.name,
        "status": status_text(change.status),
        "text": change_text(change),
        "distance": change.distance,
        "before": list(change.shares.before) if change.shares else [],
        "after": list(change.shares.after) if change.shares else [],
    }


def _detail(change: Change, key: str) -> None:
    with st.container(border=True, key=f"change_{key}"):
        st.subheader(escape(change.name), anchor=False)
        st.write(escape(change_text(change)))
        if change.shares:
            charts.overlaid(
                change.shares.before,
                change.shares.after,
                _bar_names(change),
                f"overlaid_{key}",
                change.name,
            )


def _bar_names(change: Change) -> list[str]:
    shares = change.shares
    if shares is None or shares.labels:
        return list(shares.labels) if shares else []
    if change.kind_after == "date":
        edges = [formats.cell_date(_day(edge)) for edge in shares.edges]
    else:
        edges = [formats.number(edge, plain=change.has_plain_numbers) for edge in shares.edges]
    return [f"{low} – {high}" for low, high in pairwise(edges)]


def _day(seconds: float) -> str:
    return str(np.datetime64(int(seconds), "s").astype("datetime64[D]"))
