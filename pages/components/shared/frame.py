"""The parts of the frame: the target's badge, what is shown in place of a page, and a page's early end."""

from typing import NoReturn

import streamlit as st

from services.errors import NotConfigured
from services.settings import Target
from services.text.i18n import _
from services.text.markdown import escape
from services.text.messages.errors import error_text


class PageEnd(Exception):
    """Ends a page early; unlike st.stop, it lets the frame draw what follows the page."""


def end() -> NoReturn:
    """End the page here."""
    raise PageEnd


def target_badge(target: Target) -> None:
    """Show which cloud the app calls."""
    with st.container(key=f"target_{target.kind}"):
        if target.kind == "local":
            st.badge(
                _("This machine"),
                icon=":material/computer:",
                color="gray",
                help=_("Everything runs on a local cloud on this machine, and nothing leaves it."),
            )
        else:
            st.badge(
                _("Google Cloud · {project} · {location}", project=target.project, location=target.location),
                icon=":material/cloud:",
                color="blue",
                help=_("The app calls Google Cloud, which bills this project."),
            )


def not_configured(error: NotConfigured) -> None:
    """Show, in place of a page, which setting is missing or wrong and how to set it."""
    st.title(_("The app isn't configured yet"), anchor=False)
    text = error_text(error)
    with st.container(key=error.code):
        st.warning(f"{escape(text.message)}\n\n{escape(text.hint)}", icon=":material/settings_alert:")
