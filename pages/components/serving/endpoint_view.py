"""One endpoint: its deployed models, its running operations, and the buttons that change it."""

from typing import Literal

import streamlit as st

from components.background import confirm
from components.background.form import Form
from components.context import links, session
from components.serving import operation_view, undeployed_view
from components.shared import labelled, user
from services import cache
from services.settings import Target
from services.text import formats
from services.text.i18n import _
from services.text.markdown import escape
from services.text.messages.serving import (
    endpoint_deleted,
    operation_failure,
    state_title,
    undeploy_effect,
)
from services.text.messages.titles import deployed_title
from services.vertex.endpoints import DeployedModel, Endpoint, EndpointState
from services.vertex.operations import Operation
from services.workflows.deletion import Deleted

UNDEPLOY = Form[Deleted[Operation]]("undeploy", "calling_cloud")
TRAFFIC = Form[Endpoint]("traffic", "changing_traffic")
DELETE = Form[Deleted[Endpoint]]("delete_endpoint", "calling_cloud")
_BADGES: dict[EndpointState, tuple[str, Literal["blue", "green", "gray"]]] = {
    "changing": (":material/progress_activity:", "blue"),
    "live": (":material/check_circle:", "green"),
    "no_traffic": (":material/pause_circle:", "gray"),
    "no_model": (":material/radio_button_unchecked:", "gray"),
}


def deletion_outcome() -> None:
    """Show that an endpoint was deleted; until then the progress or the error."""
    for deleted in DELETE.results():
        confirm.done(endpoint_deleted(deleted.thing), "endpoint", deleted.thing.id, deleted.unrecorded)


def card(target: Target, listed: Endpoint) -> None:
    """Show an endpoint with its models, their traffic, and what can be done with them."""
    operations = _operations(target, listed)
    running = tuple(operation for operation in operations if not operation.done)
    has_changed = any(operation.done and not operation.error for operation in operations)
    endpoint = _reread(target, listed) if has_changed else listed
    with st.container(border=True, key=f"endpoint_{endpoint.id}"):
        _heading(endpoint, endpoint.state(operations))
        if running:
            operation_view.progress(target, endpoint, running)
        for operation in operations:
            if operation.error:
                _failure(operation.id, operation_failure(operation.kind, operation.error))
        for model in endpoint.deployed:
            _model(target, endpoint, model)
        if not endpoint.deployed and not running:
            st.caption(_("No model is deployed to this endpoint. Deploy one, or delete the endpoint."))
        undeployed_view.section(target, endpoint, is_changing=bool(running))
        if len(endpoint.deployed) > 1:
            _traffic_split(target, endpoint)
        _links(target, endpoint, bool(running))


def _operations(target: Target, endpoint: Endpoint) -> tuple[Operation, ...]:
    """Return what runs on the endpoint or has failed last, and the operation in the URL however it ended."""
    names = [operation.name for operation in cache.current_operations(target, endpoint.name)]
    linked = session.own(session.OPERATION)
    if linked.startswith(f"{endpoint.name}/") and linked not in names:
        names.append(linked)
    operations = (cache.operation(target, name) for name in names)
    return tuple(operation for operation in operations if operation)


def _reread(target: Target, listed: Endpoint) -> Endpoint:
    cache.endpoint_changed(target, listed)
    session.set_own(session.OPERATION, "")
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


def _model(target: Target, endpoint: Endpoint, model: DeployedModel) -> None:
    by = user.email()
    title = deployed_title(model, cache.deployed_version(target, model))
    undeploy = UNDEPLOY.about(f"{endpoint.id}_{model.id}")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            _(
                "**{name}** · {machine} · {traffic:.0%} of the traffic",
                name=escape(title),
                machine=model.machine_type,
                traffic=model.traffic / 100,
            ),
            width="stretch",
        )
        confirm.button(
            _("Undeploy"),
            _("Undeploy “{name}”?", name=title),
            undeploy_effect(endpoint, model.id),
            lambda: undeploy.submit(cache.undeploy, target, endpoint, model.id, by),
            key=f"undeploy_{endpoint.id}_{model.id}",
            icon="cloud_off",
            disabled=undeploy.is_running(),
            destroys=False,
        )


def _traffic_split(target: Target, endpoint: Endpoint) -> None:
    with (
        st.popover(_("Traffic split"), icon=":material/alt_route:", key=f"traffic_split_{endpoint.id}"),
        st.form(f"traffic_form_{endpoint.id}"),
    ):
        split = {model.id: _share(target, endpoint, model) for model in endpoint.deployed}
        st.caption(_("In percent. They must add up to 100."))
        if st.form_submit_button(_("Change the split"), type="primary", key=f"change_split_{endpoint.id}"):
            TRAFFIC.about(endpoint.id).submit(cache.set_traffic, target, endpoint, split)
            st.rerun()


def _share(target: Target, endpoint: Endpoint, model: DeployedModel) -> int:
    title = deployed_title(model, cache.deployed_version(target, model))
    with labelled.label(title) as shown:
        return int(
            st.number_input(
                **shown,
                min_value=0,
                max_value=100,
                value=model.traffic,
                key=f"traffic_{endpoint.id}_{model.id}_{model.traffic}",
            )
        )


def _links(target: Target, endpoint: Endpoint, is_changing: bool) -> None:
    by = user.email()
    delete = DELETE.about(endpoint.id)
    with st.container(horizontal=True, vertical_alignment="center", key=f"links_{endpoint.id}"):
        links.page_link(
            "playground.py",
            _("Open in the playground"),
            icon=":material/science:",
            disabled=not endpoint.is_live,
            endpoint=endpoint.id,
        )
        st.space("stretch")
        if not endpoint.deployed and not is_changing:
            confirm.button(
                _("Delete"),
                _("Delete the endpoint “{name}”?", name=endpoint.display_name),
                _("Its address stops answering for everyone. A new endpoint gets another address."),
                lambda: delete.submit(cache.delete_endpoint, target, endpoint, by),
                key=f"delete_{endpoint.id}",
                disabled=delete.is_running(),
                name=endpoint.display_name,
            )
