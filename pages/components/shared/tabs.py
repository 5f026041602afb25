"""Tabs whose content is made once they are opened."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st
from streamlit.elements.lib.mutable_tab_container import TabContainer

from services.text.i18n import language


@dataclass(frozen=True)
class _State:
    language: str
    default: str
    open: str


def shown(key: str, titles: Mapping[str, str]) -> dict[str, TabContainer]:
    """Show tabs, by name to title, and return them by name; what a tab shows is made while it is `open`.

    The first is open until the reader opens another, which stays open when the titles' language changes.
    """
    state: _State | None = st.session_state.get(f"tabs_{key}")
    if state is None:
        default = next(iter(titles))
    else:
        # To the browser, tabs with another default are new ones.
        default = state.default if state.language == language() else state.open
    # Streamlit knows a tab by its title. A key would put the words into the session's state.
    tabs = dict(
        zip(
            titles,
            st.tabs(list(titles.values()), default=titles[default], on_change="rerun"),
            strict=True,
        )
    )
    opened = next(name for name, tab in tabs.items() if tab.open)
    st.session_state[f"tabs_{key}"] = _State(language(), default, opened)
    return tabs
