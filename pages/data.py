"""Data: a CSV becomes a table that everyone here can train on."""

import streamlit as st

from components import choice, deletion, frame, message, recipe_editor, submission, table_view, upload
from services import cache
from services.markdown import escape
from services.settings import target
from services.words import _

here = target()

frame.title_row(
    _("Data"), _("Bring a table as CSV, choose what to predict, and say how each column is used.")
)

stored = submission.result("store", _("Storing the table and computing its statistics…"))
if stored:
    upload.stored()
    st.query_params["dataset"] = stored.id
    st.toast(_("“{name}” is stored for everyone here.").format(name=escape(stored.display_name)))
if submission.result("save_recipe", _("Saving the recipe…")):
    st.toast(_("The recipe is saved."))
deletion.outcome()

with message.shown():
    upload.section(here)

datasets = {dataset.id: dataset for dataset in cache.datasets(here)}
if not datasets:
    st.caption(_("Nothing is stored yet. Drop a CSV above, or press a sample to see how it goes."))
    st.stop()

with st.container(horizontal=True, vertical_alignment="bottom"):
    chosen = choice.of(
        _("Dataset"), {id: table_view.title(dataset) for id, dataset in datasets.items()}, "dataset"
    )
    deletion.button(
        _("Delete"),
        _("Delete “{name}”?").format(name=datasets[chosen].display_name),
        _("The table, its statistics and its recipe go for everyone. Trained models stay."),
        cache.delete_dataset,
        here,
        datasets[chosen],
    )

dataset = datasets[chosen]
if not dataset.content_id:
    st.info(
        _(
            "This dataset was registered outside the app, so its statistics aren't stored. Source: {uri}"
        ).format(uri=escape(dataset.uri))
    )
    st.stop()

profile = cache.profile(here, dataset.folder)
recipe = cache.recipe(here, dataset.folder)
table_view.facts(profile)
columns_tab, rows_tab = st.tabs([_("Columns"), _("First rows")])
with columns_tab:
    table_view.columns(profile, recipe.target, dataset.id)
with rows_tab:
    table_view.rows(cache.preview(here, dataset.folder))

recipe_editor.section(here, dataset, profile, recipe)
