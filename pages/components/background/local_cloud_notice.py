"""A notice above or instead of a page until the local cloud is ready."""

import streamlit as st

from components.background.watch import watch
from services.runtime.launcher import LocalCloud, Status, local_cloud
from services.settings import Target
from services.text.i18n import _


def show(target: Target) -> bool:
    """Show the state of the local cloud unless it is ready, and return whether pages can use it."""
    if target.state_dir is None:
        return True
    cloud = local_cloud(target.state_dir)
    shown = cloud.status
    if shown.state in ("ready", "stopped"):  # stopped: another process runs it
        return True
    watch(
        lambda: shown if cloud.status.state == shown.state else None,
        lambda status: _notice(cloud, status),
        place="local_cloud",
    )
    return shown.state == "restarting"


def _notice(cloud: LocalCloud, status: Status) -> None:
    with st.container(key=f"local_cloud_{status.state}"):
        if status.state == "starting":
            st.info(_("The local cloud is starting. This takes a few seconds."), icon="spinner")
        elif status.state == "restarting":
            st.warning(_("The local cloud stopped and is restarting. Nothing was lost."), icon="spinner")
        else:
            st.error(_("The local cloud failed to start."), icon=":material/error:")
            if status.detail:
                st.code(status.detail, language=None, wrap_lines=True)
            st.button(_("Try again"), key="local_cloud_start", on_click=cloud.start)
