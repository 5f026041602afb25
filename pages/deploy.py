"""Deploy: a registered model is deployed to an endpoint, and undeployed again."""

import streamlit as st

from components.background import confirm, renew
from components.serving import (
    control_names,
    deployment_form,
    endpoint_view,
    model_deletion,
    undeployed_view,
    where_online,
)
from components.shared import empty, frame, message, missing
from services import cache
from services.settings import target
from services.text.i18n import _

here = target()

frame.title_row(
    _("Deploy"),
    _("Deploy a registered model to an endpoint, split the traffic between models, and undeploy them."),
)

deployed = deployment_form.DEPLOY.result() or undeployed_view.DEPLOY_AGAIN.result()
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
    st.query_params["operation"] = undeploying.thing.name
    confirm.warn_of(undeploying.unrecorded)

models = cache.models(here)
endpoints = cache.endpoints(here)
renew.renew(lambda: (cache.models(here), cache.endpoints(here)))
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
    linked = st.query_params.get("endpoint")
    missing.warning("endpoint", linked, missing=all(endpoint.id != linked for endpoint in endpoints))
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
    where_online.bring_endpoint()
    control_names.give(endpoints)
