"""The dialog that leads from what can't be deleted to the endpoints that serve it."""

import secrets

import streamlit as st

from components.context import session
from components.shared import into_view
from services.text.i18n import _
from services.text.markdown import escape
from services.vertex.endpoints import Endpoint

_TO_BRING = "endpoint_to_bring"


def open_on(name: str, reason: str, online: tuple[Endpoint, ...]) -> None:
    """Open the dialog on a thing with a name that is deployed, with a button for each endpoint."""

    @st.dialog(escape(_("“{name}” is deployed", name=name)))
    def refuse() -> None:
        st.write(escape(reason))
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


def bring_endpoint() -> None:
    """Bring the endpoint that the dialog leads to into view; call it after the cards."""
    if _TO_BRING in st.session_state:
        key, occasion = st.session_state[_TO_BRING]
        into_view.bring(key, occasion)


def _open(endpoint: Endpoint) -> None:
    session.visit("endpoint", endpoint.id)
    st.session_state[_TO_BRING] = (f"endpoint_{endpoint.id}", secrets.token_hex(4))
