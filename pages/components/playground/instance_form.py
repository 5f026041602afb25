"""The form for one instance, built from the model's contract, or a JSON field where there is none."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any, assert_never

import streamlit as st

from components.playground import prediction_view
from components.shared import labelled
from services.data.models.contract import Contract, Field
from services.errors import InvalidInput
from services.settings import Target
from services.text.i18n import _, _n
from services.text.messages.serving import field_help
from services.vertex.endpoints import Endpoint

SHOWN_FIELDS = 24
EARLIEST, LATEST = datetime(1, 1, 1), datetime(9999, 12, 31)


def section(target: Target, endpoint: Endpoint, contract: Contract | None, *, is_online: bool = True) -> None:
    """Show the form, and send its instance when Predict is pressed, which needs an endpoint online."""
    key = row_key(endpoint, contract)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(_("Input row"), anchor=False)
        st.space("stretch")
        if contract:
            st.button(
                _("Example row"),
                icon=":material/casino:",
                key="example",
                on_click=_fill,
                args=(key, contract, contract.example),
                type="tertiary",
            )
            st.button(
                _("Clear"),
                icon=":material/ink_eraser:",
                key="clear",
                on_click=_fill,
                args=(key, contract, {}),
                type="tertiary",
            )
    if contract is None:
        st.caption(_("This model has no contract.json, so enter its input as JSON."))
        _json(target, endpoint, contract, key, is_online)
        return
    input_kind = st.segmented_control(
        _("Input format"),
        ["form", "json"],
        default="form",
        key="input_kind",
        required=True,
        format_func=lambda kind: _("Form") if kind == "form" else "JSON",
        label_visibility="collapsed",
    )
    if input_kind == "json":
        _json(target, endpoint, contract, key, is_online)
    else:
        _form(target, endpoint, contract, key, is_online)


def row_key(endpoint: Endpoint, contract: Contract | None) -> str:
    """Return the start of the keys of a row's fields.

    Rows of the same fields have the same, so that a row stays when its model is deployed again or another
    endpoint is chosen.
    """
    if contract is None:
        return f"row_{endpoint.id}"
    fields = [(field.name, field.role, field.kind, _precision(field)) for field in contract.columns]
    return f"row_{sha256(repr(fields).encode()).hexdigest()[:12]}"


def _form(target: Target, endpoint: Endpoint, contract: Contract, key: str, is_online: bool) -> None:
    if f"filled_{key}" not in st.session_state:
        _fill(key, contract, contract.example)
    with st.form("instance_form", border=False, enter_to_submit=is_online):
        fields = contract.by_importance
        values = _fields(key, fields[:SHOWN_FIELDS])
        more = fields[SHOWN_FIELDS:]
        if more:
            label = _n("{count:,} more field", "{count:,} more fields", len(more), count=len(more))
            with st.expander(label, key="more_fields"):
                values |= _fields(key, more)
        pressed = _predict_button(is_online)
    if pressed:
        prediction_view.send(target, endpoint, contract.instance(values))


def _json(target: Target, endpoint: Endpoint, contract: Contract | None, key: str, is_online: bool) -> None:
    example = dict(contract.example) if contract else prediction_view.EXAMPLE
    with st.form("json_form", border=False):
        text = st.text_area(
            _("Instance as JSON"),
            value=json.dumps(example, ensure_ascii=False, indent=2),
            height=320,
            key=f"json_{key}",
            persist_state="session",
        )
        pressed = _predict_button(is_online)
    if pressed:
        instance = _parse(text)
        if contract and isinstance(instance, Mapping):
            instance = contract.instance(instance)
        prediction_view.send(target, endpoint, instance)


def _predict_button(is_online: bool) -> bool:
    return st.form_submit_button(
        _("Predict"),
        type="primary",
        icon=":material/bolt:",
        width="stretch",
        shortcut="Ctrl+Enter",
        key="predict",
        disabled=not is_online,
    )


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise InvalidInput("invalid_json", line=error.lineno, column=error.colno) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, or lists in lists in lists
        raise InvalidInput("instance_not_json") from None


def _fields(key: str, fields: tuple[Field, ...]) -> dict[str, Any]:
    if len(fields) == 1:
        return {fields[0].name: _field(key, fields[0])}
    values = {}
    with st.grid(2, min_column_width=180):
        for field in fields:
            values[field.name] = _field(key, field)
    return values


def _field(key: str, field: Field) -> Any:
    with labelled.label(field.name, field_help(field)) as label:
        # Streamlit keeps what was entered while the form is out of sight, such as behind its JSON.
        return _widget(field, {**label, "key": f"{key}_{field.name}", "persist_state": "session"})


def _widget(field: Field, common: dict[str, Any]) -> Any:
    missing = _("missing")
    match field.role:
        case "numeric":
            step, format = (1.0, "%0.0f") if field.kind == "integer" else (None, "%g")
            return st.number_input(value=None, step=step, format=format, placeholder=missing, **common)
        case "category":
            return st.selectbox(
                options=list(field.categories),
                index=None,
                accept_new_options=True,
                placeholder=missing,
                **common,
            )
        case "date":
            return _date_field(field, common)
        case "text":
            return st.text_area(placeholder=missing, height="content", **common)
        case _:
            assert_never(field.role)


def _date_field(field: Field, common: dict[str, Any]) -> Any:
    if _has_seconds(field):
        return _exact_time_field(field, common)
    if _has_time(field):
        return st.datetime_input(
            value=None, min_value=EARLIEST, max_value=LATEST, format="YYYY-MM-DD", step=60, **common
        )
    return st.date_input(
        value=None, min_value=EARLIEST.date(), max_value=LATEST.date(), format="YYYY-MM-DD", **common
    )


def _exact_time_field(field: Field, common: dict[str, Any]) -> datetime | None:
    """Show a date and a time of day, as Streamlit's field of both has no seconds."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        day = st.date_input(
            value=None, min_value=EARLIEST.date(), max_value=LATEST.date(), format="YYYY-MM-DD", **common
        )
        with labelled.label(_("{column}: time", column=field.name)) as label:
            clock = st.time_input(
                value=None, step=1, key=_time_key(common["key"]), persist_state="session", **label
            )
    return None if day is None else datetime.combine(day, clock or time())


def _time_key(key: str) -> str:
    return f"time_{key}"


def _precision(field: Field) -> tuple[bool, ...]:
    return (_has_time(field), _has_seconds(field)) if field.role == "date" else ()


def _has_time(field: Field) -> bool:
    return any("T" in moment for moment in _moments(field))


def _has_seconds(field: Field) -> bool:
    return any(datetime.fromisoformat(moment).second for moment in _moments(field))


def _moments(field: Field) -> list[str]:
    values = (field.earliest, field.latest, field.typical, field.example)
    return [str(value) for value in values if value is not None]


def _fill(key: str, contract: Contract, instance: Mapping[str, Any]) -> None:
    st.session_state[f"filled_{key}"] = True
    for field in contract.columns:
        value = _widget_value(field, instance.get(field.name))
        st.session_state[f"{key}_{field.name}"] = value
        if field.role == "date" and _has_seconds(field):
            st.session_state[_time_key(f"{key}_{field.name}")] = value and value.time()


def _widget_value(field: Field, value: Any) -> Any:
    match field.role:
        case "numeric":
            return None if value is None else float(value)
        case "category":
            return value
        case "date":
            return _moment(field, str(value)) if value else None
        case "text":
            return value or ""
        case _:
            assert_never(field.role)


def _moment(field: Field, text: str) -> date | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:  # the year 0, which a table may hold and no widget does
        return None
    return moment if _has_time(field) else moment.date()
