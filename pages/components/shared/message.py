"""Show errors with their hints, and the ways out of them as buttons."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from components.context import links
from services.errors import LaunchpadError
from services.settings import target
from services.text.markdown import escape
from services.text.messages.errors import Action, action_label, error_text

_PAGES: dict[Action, str] = {"open_data": "data.py", "open_train": "train.py", "open_deploy": "deploy.py"}
_ADDRESSES: dict[Action, str] = {
    "sign_in": "https://cloud.google.com/docs/authentication/provide-credentials-adc",
    "permissions": "https://console.cloud.google.com/iam-admin/iam",
    "quota": "https://console.cloud.google.com/iam-admin/quotas?service=aiplatform.googleapis.com",
}
_ICONS: dict[Action, str] = {
    "retry": ":material/refresh:",
    "apply_again": ":material/redo:",
    "reload": ":material/visibility:",
}
_REPEATING: tuple[Action, ...] = ("retry", "apply_again")


def problem(
    error: LaunchpadError,
    place: str,
    retry: Callable[[], None] | None = None,
    leave: Callable[[], None] | None = None,
) -> None:
    """Show an error, its hint, and its ways out as buttons.

    The container's key is the place and the error's code, a button's that and the action. `retry` does again
    what failed, and `leave` forgets it; without them a button draws the page again.
    """
    text = error_text(error)
    body = f"**{escape(text.message)}**"
    if text.hint:
        body += f"\n\n{escape(text.hint)}"
    key = f"{place}_{error.code}"
    with st.container(key=key):
        st.error(body, icon=":material/error:")
        actions = [action for action in text.actions if _exists_here(action)]
        if actions:
            with st.container(horizontal=True):
                for action in actions:
                    _draw(action, f"{key}_{action}", retry if action in _REPEATING else leave)


@contextmanager
def shown(place: str) -> Iterator[None]:
    """Show a LaunchpadError raised inside the block instead of the rest of the block."""
    try:
        yield
    except LaunchpadError as error:
        problem(error, place)


def _exists_here(action: Action) -> bool:
    """Return whether an action leads anywhere: the local cloud has no console and no sign-in."""
    return action not in _ADDRESSES or target().kind == "cloud"


def _draw(action: Action, key: str, act: Callable[[], None] | None) -> None:
    label = action_label(action)
    if action in _PAGES:
        with st.container(key=key, width="content"):
            links.page_link(_PAGES[action], label, icon=":material/arrow_forward:")
    elif action in _ADDRESSES:
        st.link_button(label, _ADDRESSES[action], key=key, icon=":material/open_in_new:")
    else:
        st.button(label, key=key, icon=_ICONS[action], on_click=act)
