"""The models that were undeployed from an endpoint lately, with the button that deploys one again."""

import streamlit as st

from components.background.form import Form
from services import cache
from services.errors import LaunchpadError
from services.settings import Target
from services.text.i18n import _
from services.text.markdown import escape
from services.text.messages.deletions import undeployment_text
from services.text.messages.serving import deploy_again_effect
from services.vertex.deletions import Deletion, Undeployed
from services.vertex.endpoints import Endpoint
from services.vertex.operations import Operation

DEPLOY_AGAIN = Form[tuple[Endpoint, Operation]]("deploy_again", "starting_deployment", creates=True)
SHOWN = 3


def section(target: Target, endpoint: Endpoint, *, is_changing: bool) -> None:
    """Show each model that was undeployed within a day and isn't deployed again, the last one first."""
    for undeployment in lately(target, endpoint)[:SHOWN]:
        with st.container(key=f"undeployed_{endpoint.id}_{undeployment.deployed_id}"):
            _line(target, endpoint, undeployment, is_changing)


def lately(target: Target, endpoint: Endpoint) -> tuple[Deletion, ...]:
    """Return what was undeployed from an endpoint within a day and isn't deployed again."""
    present = {model.id for model in endpoint.deployed} | {model.model for model in endpoint.deployed}
    models: dict[str, Deletion] = {}
    for undeployment in _all(target):
        model = undeployment.undeployed.model if undeployment.undeployed else undeployment.deployed_id
        if undeployment.endpoint_id == endpoint.id and not {model, undeployment.deployed_id} & present:
            models.setdefault(model, undeployment)
    return tuple(models.values())


def _all(target: Target) -> tuple[Deletion, ...]:
    try:
        return cache.undeployments(target)
    except LaunchpadError:
        return ()  # the endpoint matters more than its past


def _line(target: Target, endpoint: Endpoint, undeployment: Deletion, is_changing: bool) -> None:
    how = undeployment.undeployed
    form = DEPLOY_AGAIN.about(undeployment.id)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(escape(undeployment_text(undeployment)))
        st.space("stretch")
        if how is not None and _is_registered(target, how):
            st.button(
                _("Deploy again"),
                icon=":material/undo:",
                key=f"deploy_again_{endpoint.id}_{undeployment.deployed_id}",
                help=escape(deploy_again_effect(how, undeployment.deployed_id)),
                disabled=is_changing or form.is_running(),
                on_click=form.submit,
                args=(cache.deploy_again, target, undeployment, form.nonce),
            )
        elif how is not None:
            st.caption(_("Its version was deleted."))


def _is_registered(target: Target, undeployed: Undeployed) -> bool:
    model_id, _at, number = undeployed.model.partition("@")
    if all(model.id != model_id for model in cache.models(target)):
        return False
    return any(version.version == number for version in cache.model_versions(target, model_id))
