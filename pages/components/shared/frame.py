"""What every page's top and side show: its title, the target's badge, the local cloud's state."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from services.errors import NotConfigured
from services.runtime.launcher import Status, local_cloud
from services.settings import Target
from services.text.i18n import _


@dataclass(frozen=True)
class Badge:
    """A short fact about what a page shows, such as a state."""

    text: str
    color: Literal["gray", "blue", "green", "orange", "red"] = "gray"
    icon: str | None = None


def title_row(title: str, caption: str = "", badges: Sequence[Badge] = ()) -> None:
    """Show a page's title with badges at its right, and one line on what the page is for."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.title(title, anchor=False, width="content")
        if badges:
            with st.container(horizontal=True, width="content"):
                for badge in badges:
                    st.badge(badge.text, icon=badge.icon, color=badge.color)
    if caption:
        st.caption(caption)


def target_badge(target: Target) -> None:
    """Show which cloud the calls go to."""
    if target.kind == "local":
        st.badge(
            _("This machine"),
            icon=":material/computer:",
            color="gray",
            help=_("Everything runs in a local cloud behind this app. Nothing leaves this machine."),
        )
    else:
        st.badge(
            _("Google Cloud · {project} · {location}", project=target.project, location=target.location),
            icon=":material/cloud:",
            color="blue",
            help=_("Calls go to Google Cloud and are billed to this project."),
        )


def local_cloud_notice(target: Target) -> bool:
    """Show how the local cloud is unless it is well, and return whether pages can use it now."""
    if target.state_dir is None:
        return True
    status = local_cloud(target.state_dir).status
    if status.state in ("ready", "stopped"):  # stopped: this process isn't the one that runs it
        return True
    _watched_notice(target, status)
    return status.state == "restarting"


@st.fragment(run_every=0.5)
def _watched_notice(target: Target, shown: Status) -> None:
    assert target.state_dir is not None, "the caller has looked"  # noqa: S101 - narrows the type
    cloud = local_cloud(target.state_dir)
    if cloud.status.state != shown.state:
        st.rerun()
    if shown.state == "starting":
        st.info(_("The local cloud is starting. This takes a few seconds."), icon="spinner")
    elif shown.state == "restarting":
        st.warning(
            _("The local cloud stopped and is being started again. What it knew is kept."), icon="spinner"
        )
    else:
        st.error(_("The local cloud doesn't start."), icon=":material/error:")
        if shown.detail:
            st.code(shown.detail, language=None, wrap_lines=True)
        st.button(_("Try again"), key="local-cloud-start", on_click=cloud.start)


def not_configured(error: NotConfigured) -> None:
    """Show in place of a page which setting is missing, and how to give it."""
    title_row(_("Almost there"))
    st.warning(f"{error.message}\n\n{error.hint}", icon=":material/settings_alert:")
