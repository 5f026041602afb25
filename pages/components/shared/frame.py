"""The parts that every page shows: its title and the badge of the target."""

import streamlit as st

from services.errors import NotConfigured
from services.settings import Target
from services.text.i18n import _
from services.text.messages.errors import error_text


def title_row(title: str, caption: str = "") -> None:
    """Show a page's title, and one line on what the page is for."""
    st.title(title, anchor=False)
    if caption:
        st.caption(caption)


def target_badge(target: Target) -> None:
    """Show which cloud the calls go to."""
    if target.kind == "local":
        st.badge(
            _("This machine"),
            icon=":material/computer:",
            color="gray",
            help=_("Everything runs in a local cloud on this machine. Nothing leaves it."),
        )
    else:
        st.badge(
            _("Google Cloud · {project} · {location}", project=target.project, location=target.location),
            icon=":material/cloud:",
            color="blue",
            help=_("Calls go to Google Cloud and are billed to this project."),
        )


def not_configured(error: NotConfigured) -> None:
    """Show in place of a page which setting is missing and how to set it."""
    title_row(_("One setting is missing"))
    text = error_text(error)
    with st.container(key="not_configured"):
        st.warning(f"{text.message}\n\n{text.hint}", icon=":material/settings_alert:")
