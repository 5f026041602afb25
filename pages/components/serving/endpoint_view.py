"""One endpoint: what is online behind it, what is under way, and how to end it."""

import streamlit as st

from components.background import confirm
from components.background.form import Form
from components.background.watch import watch
from services import cache
from services.settings import Target
from services.text import formats
from services.text.i18n import _
from services.text.markdown import escape
from services.vertex.endpoints import DeployedModel, Endpoint, without_traffic
from services.vertex.operations import Operation

UNDEPLOY = Form[Operation]("undeploy", "calling_cloud")
TRAFFIC = Form[Endpoint]("traffic", "changing_traffic")
DELETE = Form[None]("delete_endpoint", "calling_cloud")
POLL_SECONDS = 2.0


def card(target: Target, listed: Endpoint) -> None:
    """Show an endpoint with its models, their traffic, and what can be done with them."""
    operations = _operations(target, listed)
    under_way = tuple(each for each in operations if not each.done)
    has_changed = any(each.done and not each.error for each in operations)
    endpoint = _anew(target, listed) if has_changed else listed
    with st.container(border=True):
        _heading(endpoint, bool(under_way))
        if under_way:
            watch(
                lambda: _states(target, endpoint, under_way),
                lambda states: _progress(target, endpoint, states[0]),
                POLL_SECONDS,
            )
        for failed in (each for each in operations if each.error):
            st.error(
                _("**It didn't work.** {reason}", reason=escape(failed.error or "")),
                icon=":material/error:",
            )
        for model in endpoint.deployed:
            _model(target, endpoint, model)
        if not endpoint.deployed and not under_way:
            st.caption(_("No model is behind this endpoint. Deploy one to it, or delete it."))
        if len(endpoint.deployed) > 1:
            _traffic(target, endpoint)
        _links(target, endpoint, bool(under_way))


def _operations(target: Target, endpoint: Endpoint) -> tuple[Operation, ...]:
    """Return what is under way on the endpoint, and what this reader began there, ended or not."""
    names = [each.name for each in cache.running_operations(target, endpoint.name)]
    begun = st.query_params.get("operation", "")
    if begun.startswith(f"{endpoint.name}/") and begun not in names:
        names.append(begun)
    found = (cache.operation(target, name) for name in names)
    return tuple(each for each in found if each)


def _anew(target: Target, listed: Endpoint) -> Endpoint:
    cache.endpoint_changed(target, listed)
    st.query_params.pop("operation", None)
    return next((each for each in cache.endpoints(target) if each.id == listed.id), listed)


def _heading(endpoint: Endpoint, busy: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(escape(endpoint.display_name), anchor=False)
        if busy:
            st.badge(_("Changing"), icon=":material/progress_activity:", color="blue")
        elif endpoint.is_live:
            st.badge(_("Live"), icon=":material/check_circle:", color="green")
        else:
            st.badge(_("No model"), icon=":material/radio_button_unchecked:", color="gray")
    st.caption(_("Endpoint {id} · created {age}", id=endpoint.id, age=formats.ago(endpoint.created)))


def _states(
    target: Target, endpoint: Endpoint, under_way: tuple[Operation, ...]
) -> tuple[Operation, ...] | None:
    states = [cache.operation(target, operation.name) for operation in under_way]
    running = tuple(state for state in states if state is not None and not state.done)
    if len(running) == len(states):
        return running
    cache.endpoint_changed(target, endpoint)
    return None


def _progress(target: Target, endpoint: Endpoint, operation: Operation) -> None:
    st.status(_work(target, operation), state="running")
    lines = cache.endpoint_log(target, endpoint)
    if lines:
        st.code("\n".join(line.text for line in lines[-5:]), language=None, wrap_lines=True)


def _work(target: Target, operation: Operation) -> str:
    if operation.kind == "undeploy":
        return _("The model is being taken offline. You can close this page.")
    if target.kind == "cloud":
        return _("Google is preparing the machine; this takes 5 to 20 minutes. You can close this page.")
    return _("The serving process is starting and loading the model. You can close this page.")


def _model(target: Target, endpoint: Endpoint, model: DeployedModel) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            _(
                "**{name}** · {machine} · {traffic}% of the traffic",
                name=escape(model.display_name),
                machine=model.machine_type,
                traffic=model.traffic,
            )
        )
        st.space("stretch")
        confirm.button(
            _("Take offline"),
            _("Take “{name}” offline?", name=model.display_name),
            _loss(endpoint, model),
            lambda: UNDEPLOY.submit(cache.undeploy, target, endpoint, model.id),
            key=f"undeploy_{endpoint.id}_{model.id}",
            icon="cloud_off",
            disabled=UNDEPLOY.is_running(),
        )


def _loss(endpoint: Endpoint, model: DeployedModel) -> str:
    left = without_traffic(endpoint, model.id).deployed
    if not left:
        return _("The endpoint then answers no predictions. The model stays registered.")
    shares = ", ".join(f"{each.display_name} {each.traffic}%" for each in left)
    return _("Its traffic goes to: {shares}. The model stays registered.", shares=shares)


def _traffic(target: Target, endpoint: Endpoint) -> None:
    with st.popover(_("Share the traffic"), icon=":material/alt_route:"), st.form(f"traffic_{endpoint.id}"):
        split = {
            model.id: int(
                st.number_input(
                    escape(model.display_name),
                    0,
                    100,
                    model.traffic,
                    key=f"share_{endpoint.id}_{model.id}_{model.traffic}",
                )
            )
            for model in endpoint.deployed
        }
        st.caption(_("In percent; they must add up to 100."))
        if st.form_submit_button(_("Change the shares"), type="primary"):
            TRAFFIC.submit(cache.set_traffic, target, endpoint, split)
            st.rerun()


def _links(target: Target, endpoint: Endpoint, busy: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link(
            "playground.py",
            label=_("Try it in the playground"),
            icon=":material/science:",
            query_params={"endpoint": endpoint.id},
            disabled=not endpoint.is_live,
        )
        st.space("stretch")
        if not endpoint.deployed and not busy:
            confirm.button(
                _("Delete"),
                _("Delete “{name}”?", name=endpoint.display_name),
                _("Its address stops to exist; a new endpoint gets another one."),
                lambda: DELETE.submit(cache.delete_endpoint, target, endpoint),
                key=f"delete_{endpoint.id}",
                disabled=DELETE.is_running(),
            )
