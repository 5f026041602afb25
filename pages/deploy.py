"""Deploy: a registered model is deployed to an endpoint, and undeployed again."""

import streamlit as st

from components.serving import control_names, deployment_form, endpoint_view, model_deletion
from components.shared import empty, frame, message
from services import cache
from services.settings import target
from services.text.i18n import _

here = target()

frame.title_row(
    _("Deploy"),
    _("Deploy a registered model to an endpoint, split the traffic between models, and undeploy them."),
)

deployed = deployment_form.DEPLOY.result()
if deployed:
    endpoint, operation = deployed
    st.query_params["endpoint"] = endpoint.id
    st.query_params["operation"] = operation.name
    st.toast(_("The deployment has started."))
endpoint_view.TRAFFIC.result()
endpoint_view.deletion_outcome()
model_deletion.outcome()
undeploying = endpoint_view.UNDEPLOY.result()
if undeploying:
    st.query_params["operation"] = undeploying.name

models = cache.models(here)
endpoints = cache.endpoints(here)
if not models and not endpoints:
    empty.leading_to(
        "rocket_launch",
        _("There is no model to deploy"),
        _("Train a model first. It is registered when the run ends."),
        "train.py",
        _("Go to Train"),
        key="no_models",
    )
    st.stop()

with st.container(key="halves"):
    form, cards = st.columns([2, 3], gap="large")
with form:
    st.header(_("Deploy a model"), anchor=False)
    if models:
        with message.shown("deployment"):
            deployment_form.section(here, models, endpoints)
    else:
        with st.container(key="no_models"):
            st.page_link("train.py", label=_("Train a model first"), icon=":material/arrow_forward:")
with cards:
    st.header(_("Endpoints"), anchor=False)
    if not endpoints:
        with st.container(border=True, key="no_endpoints"):
            empty.state(
                "cell_tower",
                _("There are no endpoints"),
                _("An endpoint is an address that returns predictions. Deploy a model to create one."),
            )
    for endpoint in endpoints:
        with message.shown(f"endpoint_{endpoint.id}"):
            endpoint_view.card(here, endpoint)
    model_deletion.bring_endpoint()
    control_names.give(endpoints)
