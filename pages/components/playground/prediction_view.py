"""An endpoint's answer: what it means, and how the same request is made elsewhere."""

import json
from typing import Any

import pandas as pd
import streamlit as st

from components.background.form import Form
from components.playground import snippets
from components.shared import charts, formats
from services import cache
from services.data.models.contract import Contract
from services.settings import Target
from services.text.i18n import _
from services.text.markdown import escape
from services.vertex.endpoints import Endpoint
from services.vertex.predictions import Answer
from services.workflows.predictions import HistoryEntry

KEPT = 20


PREDICT = Form[HistoryEntry]("predict", "predicting", timeout=2.0)


def send(target: Target, endpoint: Endpoint, instance: Any) -> None:
    """Send one instance to the endpoint in the background."""
    PREDICT.submit(cache.predict, target, endpoint, instance)


def section(target: Target, endpoint: Endpoint, contract: Contract | None) -> None:
    """Show the last answer of this endpoint with its request, or what will stand here."""
    came = PREDICT.result()
    if came:
        _keep(came)
    asked = _of(endpoint)
    if not asked:
        st.subheader(_("Result"), anchor=False)
        st.caption(_("Press Predict: the answer, its probabilities and the request as code show here."))
        instance = dict(contract.example) if contract else {"text": "Hello, world!"}
        _code(target, endpoint, instance, None)
        return
    answer = asked[0].answer
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(_("Result"), anchor=False)
        st.space("stretch")
        st.caption(
            _("{time:.0f} ms · model v{version}", time=answer.milliseconds, version=answer.model_version),
            width="content",
        )
    _meaning(asked[0])
    _code(target, endpoint, asked[0].instance, answer)


def history(endpoint: Endpoint) -> None:
    """Show the session's last answers of this endpoint, newest first, once there are several."""
    asked = [each for each in _of(endpoint) if each.prediction]
    if len(asked) < 2:
        return
    st.dataframe(
        pd.DataFrame([_row(each) for each in asked]),
        hide_index=True,
        alt=_("The last answers of this session"),
        column_config={
            "time": st.column_config.DatetimeColumn(_("Time"), format="HH:mm:ss"),
            "answer": st.column_config.TextColumn(asked[0].column),
            "share": st.column_config.ProgressColumn(_("Probability"), format="percent", max_value=1.0),
            "milliseconds": st.column_config.NumberColumn(_("Round trip"), format="%.0f ms"),
            "instance": st.column_config.TextColumn(_("Input"), width="large"),
        },
    )


def _keep(asked: HistoryEntry) -> None:
    kept = st.session_state.setdefault("answers", [])
    kept.insert(0, asked)
    del kept[KEPT:]


def _of(endpoint: Endpoint) -> list[HistoryEntry]:
    return [each for each in st.session_state.get("answers", []) if each.endpoint_id == endpoint.id]


def _row(asked: HistoryEntry) -> dict[str, Any]:
    row: dict[str, Any] = {"time": asked.time}
    if asked.prediction:
        row["answer"] = asked.prediction.label or formats.number(asked.prediction.value)
        if asked.prediction.probabilities:
            row["share"] = asked.prediction.probabilities[0][1]
    return row | {
        "milliseconds": asked.answer.milliseconds,
        "instance": json.dumps(asked.instance, ensure_ascii=False),
    }


def _meaning(asked: HistoryEntry) -> None:
    read = asked.prediction
    if read is None:
        return
    if read.label is None:
        st.metric(escape(asked.column or ""), formats.number(read.value))
        return
    share = read.probabilities[0][1]
    st.header(
        _(
            "{title}: :primary[{label}] — {share}",
            title=escape(asked.column or ""),
            label=escape(read.label),
            share=formats.percent(share),
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
