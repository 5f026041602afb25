"""Data: upload a table, explore its columns, choose the target and edit the recipe."""

import streamlit as st

from components.background import renew
from components.changes import recipe_changes
from components.context import session
from components.dataset import (
    comparison_view,
    correlation_view,
    dataset_list,
    downloads,
    left_files,
    statistics,
    table_view,
)
from components.findings import findings_view
from components.recipe import recipe_editor
from components.shared import frame, message, missing, tabs
from components.upload import upload
from services import cache
from services.data.reading.parsing.repairs import has_rejected_rows
from services.settings import target
from services.text.i18n import _
from services.text.markdown import escape

here = target()

dataset_list.deletion_outcome()

with message.shown("upload"):
    if upload.section(here):
        frame.end()

datasets = cache.datasets(here)
session.know("dataset", datasets)
renew.renew(lambda: cache.datasets(here))
left_files.section(here, datasets)
if not datasets:
    if linked := session.current().dataset:
        missing.look_again("dataset", linked)
        missing.notice("dataset", linked)
    with st.container(key="no_datasets"):
        st.caption(_("No dataset yet. Drop a file above, or start with a sample."))
    frame.end()

dataset = dataset_list.section(here, datasets)
if not dataset.content_id:
    st.info(
        _(
            "This dataset was registered outside the app, so it has no statistics. Source: {uri}",
            uri=escape(dataset.uri),
        )
    )
    frame.end()

profile = statistics.profile(here, dataset.folder)
if profile is None:
    frame.end()
recipe = recipe_changes.current(here, dataset)
rows = cache.first_rows(here, dataset.folder)
table_view.facts(profile)
# The findings are computed below, with the recipe, and mark columns above.
goal, above = st.container(), st.container()
findings, findings_place = recipe_editor.section(here, dataset, datasets, profile, recipe, goal)
flagged = {finding.column for finding in findings if finding.column}
with above:
    table = tabs.shown(
        "table",
        {
            "columns": _("Columns"),
            "correlations": _("Correlations"),
            "rows": _("First rows"),
            "comparison": _("Compare"),
        },
    )
    with table["columns"]:  # always, so that what is typed and selected there stays
        table_view.columns(profile, recipe.target if recipe else None, dataset.id, flagged)
    if table["correlations"].open:
        with table["correlations"]:
            correlation_view.section(profile, dataset.id)
    if table["rows"].open:
        with table["rows"]:
            table_view.rows(rows, dataset.id)
    if table["comparison"].open:
        with table["comparison"]:
            comparison_view.section(here, dataset, datasets)
    has_rejected = has_rejected_rows(cache.repairs(here, dataset.folder))
    downloads.button(dataset, profile, recipe, rows, findings, has_rejected)
if findings_place is not None:
    # Last, since what a fix resolves stays on the page until the script ends.
    with findings_place:
        findings_view.section(here, dataset, findings)
