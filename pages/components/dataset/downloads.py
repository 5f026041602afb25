"""Downloads: each part of what is known of a table as CSV, the whole table, and one report."""

from collections.abc import Callable, Sequence
from typing import Literal

import pandas as pd
import streamlit as st

from components.shared import formats
from services.data.export import csv_tables, html_report, spreadsheet
from services.data.export.csv_tables import Remark, Sheet
from services.data.profile import Profile
from services.data.recipe.recipe import Recipe
from services.routes import download_links
from services.routes.download_links import Download
from services.text.i18n import _
from services.vertex import layout
from services.vertex.dataset_labels import LENGTH
from services.vertex.datasets import Dataset


def button(
    dataset: Dataset,
    profile: Profile,
    recipe: Recipe,
    rows: pd.DataFrame,
    findings: Sequence[Remark] = (),
    has_rejected_rows: bool = False,
) -> None:
    """Show a button that opens the list of all there is to download of a dataset.

    `has_rejected_rows` says that some of the file's lines aren't in the table.
    """
    name = file_name(dataset.display_name)
    with st.popover(_("Download"), icon=":material/download:"):
        raw = st.toggle(
            _("Cells as they are"),
            key="download_raw",
            help=_(
                "By default a cell that a spreadsheet would run as a formula gets an apostrophe in front. "
                "For programs take the cells as they are."
            ),
        )
        whole(dataset, name, raw)
        if has_rejected_rows:
            rejected = Download(f"{dataset.folder}/{layout.SET_ASIDE}", f"{name}-rejected-rows.csv", raw)
            link(_("Rejected rows"), rejected, ":material/playlist_remove:", width="stretch")
        sheet(_("First rows"), f"{name}-first-rows.csv", lambda: csv_tables.rows(rows), raw, "rows")
        sheet(_("Statistics"), f"{name}-columns.csv", lambda: csv_tables.columns(profile), raw, "columns")
        if profile.correlations:
            title, file = _("Correlations"), f"{name}-correlations.csv"
            sheet(title, file, lambda: csv_tables.correlations(profile), raw, "correlations")
        if findings:
            title, file = _("Findings"), f"{name}-findings.csv"
            sheet(title, file, lambda: csv_tables.findings(findings), raw, "findings")
        st.download_button(
            _("Report (HTML)"),
            lambda: html_report.html(dataset.display_name, profile, findings, target=recipe.target).encode(),
            f"{name}.html",
            "text/html",
            key="download_report",
            icon=":material/description:",
            on_click="ignore",
            width="stretch",
        )


def whole(dataset: Dataset, name: str, raw: bool) -> None:
    """Show a link to the whole table."""
    size = "" if dataset.size is None else f" · {formats.size(dataset.size)}"
    label = _("Whole table{size}", size=size)
    link(label, Download(dataset.uri, f"{name}.csv", raw), ":material/table:", width="stretch")


def link(
    label: str,
    download: Download,
    icon: str,
    help: str | None = None,
    width: Literal["stretch", "content"] = "content",
) -> None:
    """Show a link that streams a CSV from where it lies, past the session's memory."""
    # Relative: the pages may lie below a path of their own.
    st.link_button(
        label, f"api/downloads/{download_links.token(download)}", icon=icon, help=help, width=width
    )


def sheet(
    label: str,
    file: str,
    content: Callable[[], Sheet],
    raw: bool,
    key: str,
    width: Literal["stretch", "content"] = "stretch",
) -> None:
    """Show a button whose CSV is made once it is pressed."""
    st.download_button(
        label,
        lambda: spreadsheet.written(*content(), raw=raw),
        file,
        "text/csv",
        key=f"download_{key}",
        icon=":material/csv:",
        on_click="ignore",
        width=width,
    )


def file_name(title: str) -> str:
    """Return a title as a file's name."""
    kept = "".join(each if each.isalnum() or each in " -_." else "_" for each in title).strip(" .")
    return kept[:LENGTH] or "table"
