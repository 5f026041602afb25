"""An endpoint's answer: what it means, and how the same request is made elsewhere."""

import json
from typing import Any

import streamlit as st

from components import charts, formats, message, snippets
from services.data.contract import Contract
from services.settings import Target
from services.vertex import predictions
from services.vertex.endpoints import Endpoint
from services.vertex.predictions import Answer
from services.words import _


def send(target: Target, endpoint: Endpoint, contract: Contract | None, instance: Any) -> None:
    """Send one instance and keep the answer for this endpoint until the next one."""
    with st.spinner(_("Asking the endpoint…")):
        answer = predictions.predict(target, endpoint.id, [instance])
    if contract:
        contract.read_prediction(answer.predictions[0])
    st.session_state["answer"] = (endpoint.id, instance, answer)


def section(target: Target, endpoint: Endpoint, contract: Contract | None) -> None:
    """Show the last answer of this endpoint with its request, or what will stand here."""
    asked, instance, answer = st.session_state.get("answer", (None, None, None))
    if asked != endpoint.id:
        st.subheader(_("Result"), anchor=False)
        st.caption(_("Press Predict: the answer, its probabilities and the request as code show here."))
        instance = dict(contract.example) if contract else {"text": "Hello, world!"}
        _code(target, endpoint, instance, None)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(_("Result"), anchor=False)
        st.space("stretch")
        st.caption(
            _("{time:.0f} ms · model v{version}").format(
                time=answer.milliseconds, version=answer.model_version
            )
        )
    if contract:
        _meaning(contract, answer)
    _code(target, endpoint, instance, answer)


def _meaning(contract: Contract, answer: Answer) -> None:
    read = contract.read_prediction(answer.predictions[0])
    if read.label is None:
        st.metric(message.escape(contract.target), formats.number(read.value))
        return
    share = read.probabilities[0][1]
    st.header(
        _(":primary[{label}] — {share}").format(
            label=message.escape(read.label), share=formats.percent(share)
        ),
        anchor=False,
    )
    shown = read.probabilities[:12]
    charts.probabilities(
        [label for label, _share in shown], [share for _label, share in shown], "probabilities"
    )


def _code(target: Target, endpoint: Endpoint, instance: Any, answer: Answer | None) -> None:
    tabs = st.tabs([_("Answer"), _("Request"), "curl", "Python"])
    with tabs[0]:
        if answer:
            st.code(
                _json({"predictions": list(answer.predictions), "deployedModelId": answer.deployed_model_id}),
                language="json",
            )
        else:
            st.caption(_("Nothing was asked yet."))
    with tabs[1]:
        st.code(_json({"instances": [instance]}), language="json")
    with tabs[2]:
        st.code(snippets.curl(target, endpoint.id, instance), language="bash", wrap_lines=True)
    with tabs[3]:
        st.code(snippets.python(target, endpoint.id, instance), language="python", wrap_lines=True)


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2)
