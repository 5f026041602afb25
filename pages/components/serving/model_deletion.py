"""The button that deletes a model, or leads to the endpoints that serve it."""

import secrets

import streamlit as st

from components.background import confirm
from components.background.form import Form
from components.context import session
from components.shared import into_view
from services import cache
from services.settings import Target
from services.text.i18n import _
from services.text.markdown import escape
from services.text.messages.serving import model_deleted
from services.vertex.endpoints import Endpoint, where_deployed
from services.vertex.models import Model

DELETE = Form[Model]("delete_model", "calling_cloud")
_TO_BRING = "endpoint_to_bring"


def button(target: Target, model: Model, endpoints: tuple[Endpoint, ...]) -> None:
    """Show the button; where a version is deployed, its dialog leads to the endpoints instead."""
    online = where_deployed(endpoints, model.id)
    if not online:
        confirm.button(
            _("Delete"),
            _("Delete the model “{name}”?", name=model.display_name),
            _("This deletes all its versions for everyone. Its runs and its files in the bucket stay."),
            lambda: DELETE.submit(cache.delete_model, target, model),
            key="delete_model",
            disabled=DELETE.is_running(),
        )
    elif st.button(_("Delete"), icon=":material/delete:", key="delete_model"):
        _refuse(model, online)


def outcome() -> None:
    """Show that a model was deleted; until then the progress or the error."""
    deleted = DELETE.result()
    if deleted:
        confirm.done(model_deleted(deleted), "model", deleted.id)


def bring_endpoint() -> None:
    """Bring the endpoint that the dialog leads to into view; call it after the cards."""
    if _TO_BRING in st.session_state:
        key, occasion = st.session_state[_TO_BRING]
        into_view.bring(key, occasion)


def _refuse(model: Model, online: tuple[Endpoint, ...]) -> None:
    @st.dialog(escape(_("“{name}” is online", name=model.display_name)))
    def refuse() -> None:
        st.write(_("A model that is deployed can't be deleted. Undeploy it first:"))
        for endpoint in online:
            if st.button(
                escape(_("Go to “{name}”", name=endpoint.display_name)),
                icon=":material/arrow_forward:",
                key=f"go_to_{endpoint.id}",
                on_click=_open,
                args=(endpoint,),
            ):
                st.rerun()  # closes the dialog

    refuse()


def _open(endpoint: Endpoint) -> None:
    session.visit("endpoint", endpoint.id)
    st.session_state[_TO_BRING] = (f"endpoint_{endpoint.id}", secrets.token_hex(4))
