"""Playground: send a row to an endpoint and read its prediction."""

import streamlit as st

from components.background import renew
from components.context import proposals, session
from components.playground import instance_form, offline_view, prediction_view
from components.serving import undeployed_view
from components.shared import choice, empty, frame, message
from services import cache
from services.settings import target
from services.text.i18n import _

here = target()

undeployed_view.DEPLOY_AGAIN.results()
listed = cache.endpoints(here)
session.know("endpoint", listed)
renew.renew(lambda: cache.endpoints(here))
endpoints = offline_view.choices(listed, session.current().endpoint)
if not endpoints:
    empty.leading_to(
        "science",
        _("No model is deployed yet"),
        _("Deploy a model to an endpoint, then try it here."),
        "deploy.py",
        _("Go to Deploy"),
        "no_live_endpoint",
    )
    frame.end()

existing = {endpoint.id for endpoint in listed}
online = {id for id, endpoint in endpoints.items() if id in existing and endpoint.is_live}
titles = {
    id: offline_view.title(here, endpoint, is_online=id in online) for id, endpoint in endpoints.items()
}
serving = proposals.endpoint(endpoint for id, endpoint in endpoints.items() if id in online)
endpoint = endpoints[choice.selectbox(_("Endpoint"), titles, "endpoint", serving)]
is_online = endpoint.id in online
# The form below stays where it is when the notice comes, so what is typed stays, too.
with st.container():
    if not is_online:
        has_others = bool(online - {endpoint.id})
        offline_view.notice(here, endpoint, exists=endpoint.id in existing, has_others=has_others)
if is_online:
    contract = cache.contract(here, cache.model(here, endpoint.deployed[0].model))
    offline_view.remember(endpoint, contract)
form = offline_view.opened(endpoint.id)
if form is None:
    frame.end()

with st.container(key="halves"):
    left, right = st.columns(2, gap="medium")
with left, st.container(border=True), message.shown("instance"):
    instance_form.section(here, form.endpoint, form.contract, is_online=is_online)
with right, st.container(border=True), message.shown("prediction"):
    prediction_view.section(here, form.endpoint, form.contract)
prediction_view.history(form.endpoint)
if cache.endpoints(here) != listed:
    st.rerun()  # a prediction has failed, and so the endpoints were read again
