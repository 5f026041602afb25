"""Train: launch training runs on stored datasets, and follow them."""

import streamlit as st

from components.background import renew
from components.context import links, proposals, session
from components.dataset import dataset_list
from components.runs import leaderboard, new_run, run_list, run_view, script_form, training_form
from components.shared import choice, empty, frame, into_view
from services import cache
from services.settings import target
from services.text.i18n import _

here = target()

run_view.CANCEL.results()
run_view.deletion_outcome()

listed, runs = cache.side_by_side(lambda: cache.datasets(here), lambda: cache.runs(here))
datasets = {dataset.id: dataset for dataset in listed if dataset.content_id}
session.know("dataset", listed)
session.know("run", runs)
renew.renew(lambda: [(run.id, run.state) for run in cache.runs(here)])
if not datasets and not runs and not new_run.is_own_code():
    empty.leading_to(
        "table_chart",
        _("No dataset yet"),
        _("Training needs a dataset. Upload a CSV or open a sample on the Data page."),
        "data.py",
        _("Go to Data"),
        "no_dataset",
    )
    new_run.own_code_button()
    frame.end()

with st.container(key="halves"):
    new, past = st.columns([2, 3], gap="large")
with new:
    st.header(_("New run"), anchor=False)
    kind = new_run.choose()
    dataset = None
    if datasets:
        titles = dataset_list.titles(datasets.values())
        dataset = datasets[choice.selectbox(_("Dataset"), titles, "dataset", proposals.dataset(runs))]
    if kind == "own_code":
        script_form.section(here, dataset)
    elif dataset:
        training_form.section(here, dataset)
    else:
        links.page_link("data.py", _("Upload a dataset first"), icon=":material/arrow_forward:")
with past:
    st.header(_("Runs"), anchor=False)
    if runs:
        run = run_list.choose(runs)
        run_view.section(here, run)
        leaderboard.section(runs, run)
        if run.state == "succeeded":  # so the section above has read the models
            session.know("model", cache.models(here))
        if run.id == training_form.launched_run():
            into_view.bring("run", run.id)
    else:
        with st.container(border=True, key="no_run"):
            empty.state(
                "model_training",
                _("No run yet"),
                _("Launch one. Its state, log and metrics appear here, for everyone."),
            )
