"""An endpoint's prediction: what it means, its request and response, and the code that repeats it."""

import json
from typing import Any

import pandas as pd
import streamlit as st

from components.background.form import Form
from components.playground import snippets
from components.shared import charts
from services import cache
from services.data.models.contract import Contract, Prediction
from services.runtime.background import predictions
from services.settings import Target
from services.text import formats, time_zone
from services.text.i18n import _
from services.text.markdown import escape
from services.text.messages.evaluation.conformal import region_text
from services.text.messages.evaluation.decision import decision_text
from services.vertex.endpoints import Endpoint
from services.vertex.predictions import Answer
from services.workflows.predictions import HistoryEntry

HISTORY = "prediction_history"
HISTORY_LENGTH = 20
CLASSES_SHOWN = 12
EXAMPLE = {"text": "Hello, world!"}
PREDICT = Form[HistoryEntry](
    "predict",
    "predicting",
    timeout=2.0,
    lane=predictions,
    resource=lambda _target, endpoint, _instance: endpoint.name,
)


def send(target: Target, endpoint: Endpoint, instance: Any) -> None:
    """Send one instance to the endpoint in the background."""
    PREDICT.submit(cache.predict, target, endpoint, instance)


def section(target: Target, endpoint: Endpoint, contract: Contract | None) -> None:
    """Show the session's last prediction of this endpoint, or an example request until there is one."""
    new = PREDICT.result()
    if new:
        _remember(new)
    entries = _entries(endpoint)
    with st.container(key="prediction"):
        if entries:
            _last(entries[0])
        else:
            st.header(_("Result"), anchor=False)
            st.caption(_("Press Predict. The prediction and its request as code appear here."))
    example = dict(contract.example) if contract else EXAMPLE
    _code(
        target,
        endpoint,
        entries[0].instance if entries else example,
        entries[0].answer if entries else None,
    )


def history(endpoint: Endpoint) -> None:
    """Show the session's predictions of this endpoint, newest first, once there are at least two."""
    entries = [entry for entry in _entries(endpoint) if entry.prediction]
    if len(entries) < 2:
        return
    with st.container(key="past_predictions"):
        st.dataframe(
            pd.DataFrame([_row(entry) for entry in entries]),
            hide_index=True,
            alt=_("Predictions of this session"),
            column_config=_columns(entries[0].column),
        )


def _columns(predicted: str | None) -> dict[str, Any]:
    config = st.column_config
    return {
        "time": config.DatetimeColumn(_("Time"), format="HH:mm:ss", timezone=time_zone.name()),
        "prediction": config.TextColumn(predicted),
        "probability": config.ProgressColumn(_("Probability"), format="percent", max_value=1.0),
        "milliseconds": config.NumberColumn(_("Latency"), format="%.0f ms"),
        "instance": config.TextColumn(_("Input"), width="large"),
    }


def _remember(entry: HistoryEntry) -> None:
    entries = st.session_state.setdefault(HISTORY, [])
    entries.insert(0, entry)
    del entries[HISTORY_LENGTH:]


def _entries(endpoint: Endpoint) -> list[HistoryEntry]:
    return [entry for entry in st.session_state.get(HISTORY, []) if entry.endpoint_id == endpoint.id]


def _row(entry: HistoryEntry) -> dict[str, Any]:
    row: dict[str, Any] = {"time": entry.time}
    if entry.prediction:
        row["prediction"] = entry.prediction.label or formats.number(entry.prediction.value)
        if entry.prediction.probabilities:
            row["probability"] = entry.prediction.probability
    return row | {
        "milliseconds": entry.answer.milliseconds,
        "instance": json.dumps(entry.instance, ensure_ascii=False),
    }


def _last(entry: HistoryEntry) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(_("Result"), anchor=False)
        st.space("stretch")
        st.caption(
            _(
                "{time:.0f} ms · model v{version}",
                time=entry.answer.milliseconds,
                version=entry.answer.model_version,
            ),
            width="content",
        )
    if entry.prediction:
        _prediction(entry.column or "", entry.prediction)


def _prediction(column: str, prediction: Prediction) -> None:
    if prediction.label is None:
        st.metric(escape(column), formats.number(prediction.value))
        _regions(prediction)
        return
    label = escape(prediction.label)
    probability = formats.percent(prediction.probability)
    title = f"{escape(column)}: :blue[{label}] — {probability}"
    st.header(title, anchor=False)
    if prediction.decision:
        with st.container(key="decided"):
            st.caption(escape(decision_text(prediction.decision)))
    likeliest = prediction.probabilities[:CLASSES_SHOWN]
    charts.probabilities(
        [label for label, _probability in likeliest],
        [probability for _label, probability in likeliest],
        "probabilities",
    )
    _regions(prediction)


def _regions(prediction: Prediction) -> None:
    """Show how far the prediction may be off, where the model's contract says it."""
    if prediction.regions:
        with st.container(key="regions", gap=None):
            st.caption(_("The actual value, by how certain one wants to be:"))
            for region in prediction.regions:
                st.caption(escape(region_text(region)))


def _code(target: Target, endpoint: Endpoint, instance: Any, answer: Answer | None) -> None:
    response, request, curl, python = st.tabs(
        [_("Response"), _("Request"), "curl", "Python"], key="prediction_code"
    )
    with response, st.container(key="response"):
        if answer:
            st.code(
                _json({"predictions": list(answer.predictions), "deployedModelId": answer.deployed_model_id}),
                language="json",
            )
        else:
            st.caption(_("No prediction yet."))
    with request, st.container(key="request"):
        st.code(_json({"instances": [instance]}), language="json")
    with curl:
        st.code(snippets.curl(target, endpoint.id, instance), language="bash", wrap_lines=True)
    with python:
        st.code(snippets.python(target, endpoint.id, instance), language="python", wrap_lines=True)


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2)
