"""Data: a CSV becomes a table that everyone here can train on."""

import streamlit as st

from components.dataset import (
    comparison_view,
    correlation_view,
    dataset_list,
    downloads,
    statistics,
    table_view,
)
from components.findings import apply_fix
from components.recipe import recipe_editor
from components.shared import frame, message
from components.upload import upload
from services import cache
from services.data.reading.repairs import has_rejected_rows
from services.settings import target
from services.text.i18n import _
from services.text.markdown import escape

here = target()

frame.title_row(_("Data"), _("Bring a table, choose what to predict, and say how each column is used."))

stored = upload.STORE.result()
if stored:
    upload.stored()
    st.query_params["dataset"] = stored.id
    st.toast(_("“{name}” is stored for everyone here.", name=escape(stored.display_name)))
if recipe_editor.SAVE.result():
    st.toast(_("The recipe is saved."))
dataset_list.DELETE.result()
apply_fix.outcome()

with message.shown():
    upload.section(here)

datasets = cache.datasets(here)
if not datasets:
    st.caption(_("Nothing is stored yet. Drop a CSV above, or press a sample to see how it goes."))
    st.stop()

dataset = dataset_list.section(here, datasets)
if not dataset.content_id:
    st.info(
        _(
            "This dataset was registered outside the app, so its statistics aren't stored. Source: {uri}",
            uri=escape(dataset.uri),
        )
    )
    st.stop()

profile = statistics.of(here, dataset.folder)
if profile is None:
    st.stop()
recipe = cache.recipe(here, dataset.folder)
rows = cache.first_rows(here, dataset.folder)
table_view.facts(profile)
# What speaks against the table is told below and marked above.
shown = st.container()
found = recipe_editor.section(here, dataset, profile, recipe)
noted = {each.column for each in found if each.column}
with shown:
    columns_tab, together_tab, rows_tab, changes_tab = st.tabs(
        [_("Columns"), _("Correlations"), _("First rows"), _("Compare")]
    )
    with columns_tab:
        table_view.columns(profile, recipe.target, dataset.id, noted)
    with together_tab:
        correlation_view.section(profile, dataset.id)
    with rows_tab:
        table_view.rows(rows, dataset.id)
    with changes_tab:
        comparison_view.section(here, dataset, datasets)
    has_rejected = has_rejected_rows(cache.repairs(here, dataset.folder))
    downloads.button(dataset, profile, recipe, rows, found, has_rejected)
