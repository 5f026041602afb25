"""The playground of an endpoint that went offline while its form is open: the row stays, Predict waits."""

from dataclasses import dataclass

import streamlit as st

from components.context import links
from components.serving import operation_view, undeployed_view
from services import cache
from services.data.models.contract import Contract
from services.settings import Target
from services.text.i18n import _
from services.text.markdown import escape
from services.text.messages.deletions import deletion_text
from services.text.messages.titles import endpoint_title
from services.vertex.endpoints import DeployedModel, Endpoint

_OPENED = "playground_opened"


@dataclass(frozen=True)
class Opened:
    """The endpoint whose form a session has open, as it was online, with the contract of its model."""

    endpoint: Endpoint
    contract: Contract | None


def remember(endpoint: Endpoint, contract: Contract | None) -> None:
    """Remember the form that is open, for when its endpoint goes offline."""
    st.session_state[_OPENED] = Opened(endpoint, contract)


def opened(endpoint_id: str | None) -> Opened | None:
    """Return the form that the session has open of an endpoint, None if it has none of it."""
    form: Opened | None = st.session_state.get(_OPENED)
    return form if form is not None and form.endpoint.id == endpoint_id else None


def choices(endpoints: tuple[Endpoint, ...], linked: str | None) -> dict[str, Endpoint]:
    """Return the endpoints to choose from by id: those online, and the one in the URL that went offline."""
    online = {endpoint.id: endpoint for endpoint in endpoints if endpoint.is_live}
    listed = next((endpoint for endpoint in endpoints if endpoint.id == linked), None)
    form = opened(linked)
    offline = listed or (form.endpoint if form else None)
    return {offline.id: offline} | online if offline and offline.id not in online else online


def title(target: Target, endpoint: Endpoint, *, is_online: bool) -> str:
    """Return an endpoint as the choice shows it."""
    if not is_online:
        return _("{name} · offline", name=endpoint.display_name)
    return endpoint_title(endpoint, cache.deployed_version(target, endpoint.deployed[0]))


def notice(target: Target, endpoint: Endpoint, *, exists: bool, has_others: bool) -> None:
    """Show why the endpoint doesn't answer, who took it offline and when, and what can be done."""
    with st.container(border=True, key=f"offline_{endpoint.id}"):
        if exists:
            _undeployed(target, endpoint)
        else:
            _deleted(target, endpoint)
        if has_others:
            st.caption(_("Or choose another endpoint above."))


def _undeployed(target: Target, endpoint: Endpoint) -> None:
    current = cache.current_operations(target, endpoint.name)
    running = tuple(operation for operation in current if not operation.done)
    text = _("**The endpoint “{name}” is offline.**", name=escape(endpoint.display_name))
    st.warning(f"{text} {_what_stays(endpoint)}", icon=":material/cloud_off:")
    if running:
        operation_view.progress(target, endpoint, running)
    undeployed_view.section(target, endpoint, is_changing=bool(running))
    if not undeployed_view.lately(target, endpoint) and not running:
        _deploy_link(_("Deploy a model to it"), None, endpoint)


def _deleted(target: Target, endpoint: Endpoint) -> None:
    deletion = cache.deletion(target, "endpoint", endpoint.id)
    text = (
        deletion_text(deletion)
        if deletion
        else _("The endpoint “{name}” was deleted.", name=endpoint.display_name)
    )
    st.warning(f"{escape(text)} {_what_stays(endpoint)}", icon=":material/cloud_off:")
    form = opened(endpoint.id)
    model = form.endpoint.deployed[0] if form else None
    _deploy_link(_("Deploy its model to a new endpoint"), model, None)


def _what_stays(endpoint: Endpoint) -> str:
    return _("The row that you entered stays here.") if opened(endpoint.id) else ""


def _deploy_link(label: str, model: DeployedModel | None, endpoint: Endpoint | None) -> None:
    links.page_link(
        "deploy.py",
        label,
        icon=":material/arrow_forward:",
        model=model.model_id if model else "",
        version=model.version if model else "",
        endpoint=endpoint.id if endpoint else "",
    )
