"""Deploy: a registered model goes online behind an endpoint, and offline again."""

import streamlit as st

from components.serving import deployment_form, endpoint_view
from components.shared import empty, frame, message
from services import cache
from services.settings import target
from services.text.i18n import _

here = target()

frame.title_row(
    _("Deploy"),
    _("Put a registered model online behind an endpoint, share its traffic, take it offline."),
)

started = deployment_form.DEPLOY.result()
if started:
    endpoint, operation = started
    st.query_params["endpoint"] = endpoint.id
    st.query_params["operation"] = operation.name
    st.toast(_("The model is on its way online."))
endpoint_view.TRAFFIC.result()
endpoint_view.DELETE.result()
deployment_form.DELETE_MODEL.result()
undeploying = endpoint_view.UNDEPLOY.result()
if undeploying:
    st.query_params["operation"] = undeploying.name

models = cache.models(here)
endpoints = cache.endpoints(here)
if not models and not endpoints:
    empty.leading_to(
        "rocket_launch",
        _("Going online starts from a model"),
        _("No model is registered yet. Train one: it registers itself when the run ends."),
        "train.py",
        _("Go to training"),
    )
    st.stop()

new, present = st.columns([2, 3], gap="large")
with new:
    st.header(_("Put a model online"), anchor=False)
    if models:
        with message.shown():
            deployment_form.section(here, models, endpoints)
    else:
        st.page_link("train.py", label=_("Train a model first"), icon=":material/arrow_forward:")
with present:
    st.header(_("Endpoints"), anchor=False)
    if not endpoints:
        with st.container(border=True):
            empty.state(
                "cell_tower",
                _("Nothing is online"),
                _("An endpoint is an address that answers predictions. It appears here once you deploy."),
            )
    for endpoint in endpoints:
        with message.shown():
            endpoint_view.card(here, endpoint)
