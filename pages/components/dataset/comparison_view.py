"""A table beside an earlier version or any other: what changed, worst first."""

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd
import streamlit as st

from components.dataset import dataset_list, downloads, statistics
from components.shared import charts, empty
from services import cache
from services.data.comparison.comparison import Change, Comparison
from services.data.export import csv_tables
from services.settings import Target
from services.text import formats
from services.text.i18n import _
from services.text.markdown import escape
from services.vertex.datasets import Dataset
from services.vertex.versions import numbered

WHAT = {
    "added": _("added"),
    "removed": _("removed"),
    "renamed": _("renamed?"),
    "type changed": _("other type"),
    "drifted": _("drifted"),
    "steady": _("steady"),
}
SHOWN = 500


def section(target: Target, dataset: Dataset, datasets: Sequence[Dataset]) -> None:
    """Show what to compare a dataset with, by default its version before, and what changed."""
    others = [
        each for each in numbered(datasets) if each.dataset.id != dataset.id and each.dataset.content_id
    ]
    if not others:
        empty.state(
            "compare_arrows",
            _("Nothing to compare with yet"),
            _("Store other content under the same name, such as next month’s export: it becomes a version."),
        )
        return
    # Versions of its own name first, those before it at the top.
    others.sort(key=lambda each: (each.dataset.display_name != dataset.display_name,
                                  each.dataset.created > dataset.created))  # fmt: skip
    titles = {each.dataset.id: dataset_list.title(each) for each in others}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            _("Compare with"),
            list(titles),
            format_func=lambda id: titles.get(id, id),
            key=f"with_{dataset.id}",
        )
        earlier = next(each.dataset for each in others if each.dataset.id == chosen)
        if statistics.of(target, earlier.folder) is None:
            return
        found = cache.comparison(target, earlier.folder, dataset.folder)
        name = downloads.file_name(f"{dataset.display_name}-comparison")
        downloads.sheet(
            _("CSV"), f"{name}.csv", lambda: csv_tables.comparison(found), False, "comparison", "content"
        )
    show(found, f"{dataset.id}_{chosen}")


def show(found: Comparison, key: str) -> None:
    """Show a comparison: how many columns changed in which way, each with its sentence, one in detail."""
    with st.grid(4, min_column_width=130):
        st.metric(
            _("Rows"),
            f"{found.rows_after:,}",
            delta=f"{found.rows_after - found.rows_before:+,}"
            if found.rows_after != found.rows_before
            else None,
            delta_color="off",  # more rows are neither good nor bad
            border=True,
            height="stretch",
        )
        for label, count in (
            (_("Added or removed"), found.count("added", "removed", "renamed")),
            (_("Other type"), found.count("type changed")),
            (_("Drifted"), found.count("drifted")),
        ):
            st.metric(label, f"{count:,}", border=True, height="stretch")
    chosen = st.dataframe(
        pd.DataFrame([_row(change) for change in found.changes[:SHOWN]]),
        hide_index=True,
        key=f"changes_{key}",
        on_select="rerun",
        selection_mode="single-row",
        alt=_("The columns with what changed, worst first"),
        column_order=["name", "what", "distance", "before", "after", "sentence"],
        column_config={
            "name": st.column_config.TextColumn(_("Column"), pinned=True),
            "what": st.column_config.TextColumn(_("Change")),
            "sentence": st.column_config.TextColumn(_("What happened"), width="large"),
            "distance": st.column_config.ProgressColumn(
                _("Drift"), format="%.2f", max_value=1.0, help=_("0: spread alike, 1: nothing in common")
            ),
            "before": st.column_config.BarChartColumn(_("Before"), y_min=0),
            "after": st.column_config.BarChartColumn(_("After"), y_min=0),
        },
    )
    if len(found.changes) > SHOWN:
        st.caption(_("The {n} worst are shown; the CSV has all.", n=SHOWN))
    selected = chosen.selection.rows
    _detail(found.changes[selected[0] if selected else 0], key)
    st.caption(
        _(
            "Told from the stored statistics of both tables, not from their rows: a change inside a bar, "
            "between rare values, or in how columns go together doesn’t show. Drift is the Jensen-Shannon "
            "distance; what chance explains in tables of this size counts as steady."
        )
    )


def _row(change: Change) -> dict[str, object]:
    return {
        "name": change.name,
        "what": WHAT[change.what],
        "sentence": change.sentence,
        "distance": change.distance,
        "before": list(change.shares.before) if change.shares else [],
        "after": list(change.shares.after) if change.shares else [],
    }


def _detail(change: Change, key: str) -> None:
    with st.container(border=True):
        st.subheader(escape(change.name), anchor=False)
        st.write(escape(change.sentence))
        if change.shares:
            charts.overlaid(
                change.shares.before,
                change.shares.after,
                _names(change),
                f"overlaid_{key}",
                change.name,
            )


def _names(change: Change) -> list[str]:
    shares = change.shares
    if shares is None or shares.labels:
        return list(shares.labels) if shares else []
    if change.is_date:
        edges = [f"{pd.Timestamp(edge, unit='s'):%Y-%m-%d}" for edge in shares.edges]
    else:
        edges = [formats.number(edge) for edge in shares.edges]
    return [f"{low} – {high}" for low, high in pairwise(edges)]
