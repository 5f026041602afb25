"""Downloads of a dataset: the parts of its profile as CSV files, the whole table, and the HTML report."""

from collections.abc import Callable, Sequence
from typing import Literal

import pandas as pd
import streamlit as st

from services.data.export import csv_tables, html_report, spreadsheet
from services.data.export.csv_tables import Remark, Sheet
from services.data.findings import Finding
from services.data.profile import Profile
from services.data.recipe.recipe import Recipe
from services.routes import download_links
from services.routes.download_links import Download
from services.text import formats, time_zone
from services.text.i18n import _, language, use_language
from services.vertex import layout
from services.vertex.dataset_labels import LENGTH
from services.vertex.datasets import Dataset


def button(
    dataset: Dataset,
    profile: Profile,
    recipe: Recipe | None,
    rows: pd.DataFrame,
    findings: Sequence[Finding] = (),
    has_rejected_rows: bool = False,
) -> None:
    """Show a button that opens the list of downloads of a dataset.

    `has_rejected_rows` says that some of the file's lines aren't in the table.
    """
    name = file_name(dataset.display_name)
    with st.popover(_("Download"), icon=":material/download:", key="downloads"):
        raw = st.toggle(
            _("Raw cells"),
            key="download_raw",
            help=_(
                "By default, cells that a spreadsheet would run as a formula start with an apostrophe. "
                "Turn this on if a program reads the file."
            ),
        )
        whole(dataset, name, raw)
        if has_rejected_rows:
            rejected = Download(f"{dataset.folder}/{layout.SET_ASIDE}", f"{name}-rejected-rows.csv", raw)
            link(_("Rejected rows"), rejected, ":material/playlist_remove:", width="stretch")
        sheet(_("First rows"), f"{name}-first-rows.csv", lambda: csv_tables.rows(rows), raw, "rows")
        sheet(_("Statistics"), f"{name}-columns.csv", lambda: csv_tables.columns(profile), raw, "columns")
        if profile.correlations:
            label, file = _("Correlations"), f"{name}-correlations.csv"
            sheet(label, file, lambda: csv_tables.correlations(profile), raw, "correlations")
        if findings:
            label, file = _("Findings"), f"{name}-findings.csv"
            sheet(label, file, lambda: csv_tables.findings(_remarks(findings)), raw, "findings")
        st.download_button(
            _("Report (HTML)"),
            _for_reader(
                lambda: html_report.html(
                    dataset.display_name, profile, _remarks(findings), target=recipe.target if recipe else ""
                ).encode()
            ),
            f"{name}.html",
            "text/html",
            key="download_report",
            icon=":material/description:",
            on_click="ignore",
            width="stretch",
        )


def whole(dataset: Dataset, name: str, raw: bool) -> None:
    """Show a link to the whole table."""
    label = _("Whole table")
    if dataset.size is not None:
        label = _("Whole table · {size}", size=formats.size(dataset.size))
    link(label, Download(dataset.uri, f"{name}.csv", raw), ":material/table:", width="stretch")


def link(
    label: str,
    download: Download,
    icon: str,
    help: str | None = None,
    width: Literal["stretch", "content"] = "content",
) -> None:
    """Show a link that streams a CSV file from storage, not through the session's memory."""
    # Relative, since the app may be served below a base path.
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
    """Show a button that creates a CSV file when it is pressed."""
    st.download_button(
        label,
        _for_reader(lambda: spreadsheet.to_csv(*content(), raw=raw)),
        file,
        "text/csv",
        key=f"download_{key}",
        icon=":material/csv:",
        on_click="ignore",
        width=width,
    )


def file_name(title: str) -> str:
    """Return a title as a file name, the same in every language."""
    name = "".join(letter if letter.isalnum() or letter in " -_." else "_" for letter in title).strip(" .")
    return name[:LENGTH] or "table"


def _remarks(findings: Sequence[Finding]) -> list[Remark]:
    return [Remark.from_finding(finding) for finding in findings]


def _for_reader(content: Callable[[], bytes]) -> Callable[[], bytes]:
    """Return a function that creates the content in the current reader's language and time zone.

    Streamlit creates the file in a thread without a session.
    """
    chosen, zone = language(), time_zone.name()

    def make() -> bytes:
        with use_language(chosen), time_zone.use_time_zone(zone):
            return content()

    return make
