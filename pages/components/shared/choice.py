"""A selectbox whose selection is in the URL, so that a shared link opens the same thing."""

from collections import Counter
from collections.abc import Mapping

import streamlit as st

from components.shared import missing


def selectbox(label: str, titles: Mapping[str, str], key: str, help: str | None = None) -> str:
    """Show a selectbox of `titles` (id to title) and return the selected id, which is the URL's `key`.

    If the id in the URL isn't among them, a warning is shown and the first one is selected.
    """
    widget = f"{key}_choice"
    linked = st.query_params.get(key)
    if linked in titles:
        st.session_state[widget] = linked
    missing.warning(key, linked, missing=linked not in titles)
    options = distinct(titles)
    chosen = st.selectbox(
        label,
        list(options),
        format_func=lambda id: options.get(id, id),
        key=widget,
        help=help,
        on_change=_write_to_url,
        args=(key, widget),
    )
    if linked != chosen:
        st.query_params[key] = chosen
    return str(chosen)


def distinct(titles: Mapping[str, str]) -> dict[str, str]:
    """Return the titles, with the end of the id appended to duplicates.

    The browser sends a selection by its title, so titles must be unique.
    """
    counts = Counter(titles.values())
    return {id: f"{title} · {id[-6:]}" if counts[title] > 1 else title for id, title in titles.items()}


def _write_to_url(key: str, widget: str) -> None:
    st.query_params[key] = st.session_state[widget]
