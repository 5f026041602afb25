"""One endpoint: its deployed models, its running operations, and the buttons that change it."""

from typing import Literal

import streamlit as st

from components.background import confirm
from components.background.form import Form
from components.background.watch import watch
from services import cache
from services.settings import Target
from services.text import formats
from services.text.i18n import _
from services.text.markdown import escape
from services.text.messages.serving import (
    endpoint_deleted,
    operation_failure,
    operation_text,
    state_title,
    undeploy_effect,
)
from services.vertex.endpoints import DeployedModel, Endpoint, EndpointState
from services.vertex.operations import Operation

UNDEPLOY = Form[Operation]("undeploy", "calling_cloud")
TRAFFIC = Form[Endpoint]("traffic", "changing_traffic")
DELETE = Form[Endpoint]("delete_endpoint", "calling_cloud")
POLL_SECONDS = 2.0
LOG_LINES = 5
_BADGES: dict[EndpointState, tuple[str, Literal["blue", "green", "gray"]]] = {
    "changing": (":material/progress_activity:", "blue"),
    "live": (":material/check_circle:", "green"),
    "no_traffic": (":material/pause_circle:", "gray"),
    "no_model": (":material/radio_button_unchecked:", "gray"),
}


def deletion_outcome() -> None:
    """Show that an endpoint was deleted; until then the progress or the error."""
    deleted = DELETE.result()
    if deleted:
        confirm.done(endpoint_deleted(deleted), "endpoint", deleted.id)


def card(target: Target, listed: Endpoint) -> None:
    """Show an endpoint with its models, their traffic, and what can be done with them."""
    operations = _operations(target, listed)
    running = tuple(operation for operation in operations if not operation.done)
    has_changed = any(operation.done and not operation.error for operation in operations)
    endpoint = _reread(target, listed) if has_changed else listed
    with st.container(border=True, key=f"endpoint_{endpoint.id}"):
        _heading(endpoint, endpoint.state(operations))
        if running:
            watch(
                lambda: _still_running(target, endpoint, running),
                lambda operations: _progress(target, endpoint, operations[0]),
                POLL_SECONDS,
                place=f"operations_{endpoint.id}",
            )
        for operation in operations:
            if operation.error:
                _failure(operation.id, operation_failure(operation.kind, operation.error))
        for model in endpoint.deployed:
            _model(target, endpoint, model)
        if not endpoint.deployed and not running:
            st.caption(_("No model is deployed to this endpoint. Deploy one, or delete the endpoint."))
        if len(endpoint.deployed) > 1:
            _traffic_split(target, endpoint)
        _links(target, endpoint, bool(running))


def _operations(target: Target, endpoint: Endpoint) -> tuple[Operation, ...]:
    """Return the operations that run on the endpoint, and the one in the URL even where it has ended."""
    names = [operation.name for operation in cache.running_operations(target, endpoint.name)]
    linked = st.query_params.get("operation", "")
    if linked.startswith(f"{endpoint.name}/") and linked not in names:
        names.append(linked)
    operations = (cache.operation(target, name) for name in names)
    return tuple(operation for operation in operations if operation)


def _reread(target: Target, listed: Endpoint) -> Endpoint:
    cache.endpoint_changed(target, listed)
    st.query_params.pop("operation", None)
    return next((endpoint for endpoint in cache.endpoints(target) if endpoint.id == listed.id), listed)


def _heading(endpoint: Endpoint, state: EndpointState) -> None:
    icon, color = _BADGES[state]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(escape(endpoint.display_name), anchor=False)
        with st.container(key=f"{state}_{endpoint.id}", width="content"):
            st.badge(state_title(state), icon=icon, color=color)
    st.caption(_("Endpoint {id} · created {age}", id=endpoint.id, age=formats.ago(endpoint.created)))


def _failure(operation_id: str, text: str) -> None:
    with st.container(key=f"failed_{operation_id}"):
        st.error(escape(text), icon=":material/error:")


def _still_running(
    target: Target, endpoint: Endpoint, operations: tuple[Operation, ...]
) -> tuple[Operation, ...] | None:
    """Return the operations as they are now, or None once one of them has ended."""
    current = [cache.operation(target, operation.name) for operation in operations]
    running = tuple(operation for operation in current if operation is not None and not operation.done)
    if len(running) == len(operations):
        return running
    cache.endpoint_changed(target, endpoint)
    return None


def _progress(target: Target, endpoint: Endpoint, operation: Operation) -> None:
    st.status(operation_text(operation.kind, target.kind == "local"), state="running")
    lines = cache.endpoint_log(target, endpoint)
    if lines:
        text = "\n".join(line.text for line in lines[-LOG_LINES:])
        st.code(text, language=None, wrap_lines=True)


def _model(target: Target, endpoint: Endpoint, model: DeployedModel) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            _(
                "**{name}** · {machine} · {traffic:.0%} of the traffic",
                name=escape(model.display_name),
                machine=model.machine_type,
                traffic=model.traffic / 100,
            ),
            width="stretch",
        )
        confirm.button(
            _("Undeploy"),
            _("Undeploy “{name}”?", name=model.display_name),
            undeploy_effect(endpoint, model.id),
            lambda: UNDEPLOY.submit(cache.undeploy, target, endpoint, model.id),
            key=f"undeploy_{endpoint.id}_{model.id}",
            icon="cloud_off",
            disabled=UNDEPLOY.is_running(),
        )


def _traffic_split(target: Target, endpoint: Endpoint) -> None:
    with (
        st.popover(_("Traffic split"), icon=":material/alt_route:", key=f"traffic_split_{endpoint.id}"),
        st.form(f"traffic_form_{endpoint.id}"),
    ):
        split = {
            model.id: int(
                st.number_input(
                    escape(model.display_name),
                    0,
                    100,
                    model.traffic,
                    key=f"traffic_{endpoint.id}_{model.id}_{model.traffic}",
                )
            )
            for model in endpoint.deployed
        }
        st.caption(_("In percent. They must add up to 100."))
        if st.form_submit_button(_("Change the split"), type="primary", key=f"change_split_{endpoint.id}"):
            TRAFFIC.submit(cache.set_traffic, target, endpoint, split)
            st.rerun()


def _links(target: Target, endpoint: Endpoint, is_changing: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"links_{endpoint.id}"):
        st.page_link(
            "playground.py",
            label=_("Open in the playground"),
            icon=":material/science:",
            query_params={"endpoint": endpoint.id},
            disabled=not endpoint.is_live,
        )
        st.space("stretch")
        if not endpoint.deployed and not is_changing:
            confirm.button(
                _("Delete"),
                _("Delete the endpoint “{name}”?", name=endpoint.display_name),
                _("Its address stops answering for everyone. A new endpoint gets another address."),
                lambda: DELETE.submit(cache.delete_endpoint, target, endpoint),
                key=f"delete_{endpoint.id}",
                disabled=DELETE.is_running(),
            )
