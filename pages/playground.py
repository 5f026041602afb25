"""Playground: send a row to an endpoint and read its prediction."""

import streamlit as st

from components.context import proposals, session
from components.playground import instance_form, prediction_view
from components.shared import choice, empty, frame, message
from services import cache
from services.settings import target
from services.text.i18n import _
from services.text.messages.titles import endpoint_title

here = target()

frame.title_row(
    _("Prediction playground"),
    _("Send a row to an endpoint and read its prediction. Nothing you enter is stored."),
)

session.know("endpoint", cache.endpoints(here))
endpoints = {endpoint.id: endpoint for endpoint in cache.endpoints(here) if endpoint.is_live}
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

titles = {
    id: endpoint_title(endpoint, cache.deployed_version(here, endpoint.deployed[0]))
    for id, endpoint in endpoints.items()
}
serving = proposals.endpoint(endpoints.values())
endpoint = endpoints[choice.selectbox(_("Endpoint"), titles, "endpoint", serving)]
model = cache.model(here, endpoint.deployed[0].model)
contract = cache.contract(here, model)

with st.container(key="halves"):
    left, right = st.columns(2, gap="medium")
with left, st.container(border=True), message.shown("instance"):
    instance_form.section(here, endpoint, contract)
with right, st.container(border=True), message.shown("prediction"):
    prediction_view.section(here, endpoint, contract)
prediction_view.history(endpoint)
