"""The parts that all pages share: the title, the target's badge and the state of the local cloud."""

import streamlit as st

from services.errors import NotConfigured
from services.runtime.launcher import Status, local_cloud
from services.settings import Target
from services.text.i18n import _
from services.text.markdown import escape
from services.text.messages.errors import error_text


def title_row(title: str, caption: str = "") -> None:
    """Show a page's title and a line on its purpose."""
    st.title(title, anchor=False)
    if caption:
        st.caption(caption)


def target_badge(target: Target) -> None:
    """Show which cloud the app calls."""
    with st.container(key=f"target_{target.kind}"):
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
                help=_("The app calls Google Cloud, which bills this project."),
            )


def local_cloud_notice(target: Target) -> bool:
    """Show the state of the local cloud unless it is ready, and return whether pages can use it."""
    if target.state_dir is None:
        return True
    status = local_cloud(target.state_dir).status
    if status.state in ("ready", "stopped"):  # stopped: another process runs it
        return True
    _watched_notice(target, status)
    return status.state == "restarting"


@st.fragment(run_every=0.5)
def _watched_notice(target: Target, shown: Status) -> None:
    assert target.state_dir is not None, "the caller has checked it"  # noqa: S101 - narrows the type
    cloud = local_cloud(target.state_dir)
    if cloud.status.state != shown.state:
        st.rerun()
    with st.container(key=f"local_cloud_{shown.state}"):
        if shown.state == "starting":
            st.info(_("The local cloud is starting. This takes a few seconds."), icon="spinner")
        elif shown.state == "restarting":
            st.warning(_("The local cloud stopped and is restarting. Nothing was lost."), icon="spinner")
        else:
            st.error(_("The local cloud failed to start."), icon=":material/error:")
            if shown.detail:
                st.code(shown.detail, language=None, wrap_lines=True)
            st.button(_("Try again"), key="local_cloud_start", on_click=cloud.start)


def not_configured(error: NotConfigured) -> None:
    """Show, in place of a page, which setting is missing or wrong and how to set it."""
    title_row(_("The app isn't configured yet"))
    text = error_text(error)
    with st.container(key=error.code):
        st.warning(f"{escape(text.message)}\n\n{escape(text.hint)}", icon=":material/settings_alert:")
