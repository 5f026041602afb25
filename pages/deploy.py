"""Deploy: a registered model is deployed to an endpoint, and undeployed again."""

import streamlit as st

from components.background import confirm, renew
from components.context import links, proposals, session
from components.serving import (
    control_names,
    deployed_dialog,
    deployment_form,
    endpoint_view,
    model_deletion,
    undeployed_view,
)
from components.shared import empty, frame, message, missing
from services import cache
from services.settings import target
from services.text.i18n import _

here = target()

for endpoint, operation in (*deployment_form.DEPLOY.results(), *undeployed_view.DEPLOY_AGAIN.results()):
    session.fill_in("endpoint", endpoint.id)
    session.set_own(session.OPERATION, operation.name)
    st.toast(_("The deployment has started."))
endpoint_view.TRAFFIC.results()
endpoint_view.deletion_outcome()
model_deletion.outcome()
for undeploying in endpoint_view.UNDEPLOY.results():
    session.set_own(session.OPERATION, undeploying.thing.name)
    confirm.warn_of(undeploying.unrecorded)

models, endpoints = cache.side_by_side(lambda: cache.models(here), lambda: cache.endpoints(here))
session.know("model", models)
session.know("endpoint", endpoints)
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
    frame.end()

with st.container(key="halves"):
    form, cards = st.columns([2, 3], gap="large")
with form:
    st.header(_("Deploy a model"), anchor=False)
    if models:
        with message.shown("deployment"):
            deployment_form.section(here, models, endpoints)
    else:
        with st.container(key="no_models"):
            links.page_link("train.py", _("Train a model first"), icon=":material/arrow_forward:")
if not session.current().endpoint:
    session.fill_in("endpoint", proposals.endpoint(endpoints))
with cards:
    st.header(_("Endpoints"), anchor=False)
    linked = session.current().endpoint
    if linked and all(endpoint.id != linked for endpoint in endpoints):
        missing.look_again("endpoint", linked)
        missing.notice("endpoint", linked)
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
    deployed_dialog.bring_endpoint()
    control_names.give(endpoints)
