"""A selectbox of what one works with, which is in the URL, so that a shared link opens the same thing."""

from collections import Counter
from collections.abc import Container, Mapping

import streamlit as st

from components.context import session
from components.context.context import Kind
from components.shared import missing


def selectbox(label: str, titles: Mapping[str, str], kind: Kind, default: str = "") -> str:
    """Show a selectbox of `titles` (id to title) and return the selected id, which is the session's.

    If that isn't among them, a warning is shown and `default` is selected, or the first one.
    """
    widget = f"{kind}_choice"
    linked = session.current().id(kind)
    if linked not in titles:
        missing.look_again(kind, linked)
        session.fill_in(kind, default if default in titles else next(iter(titles)))
    if session.gone(kind):
        missing.notice(kind, session.gone(kind))
    st.session_state[widget] = session.current().id(kind)
    options = distinct(titles)
    chosen = st.selectbox(
        label,
        list(options),
        format_func=lambda id: options.get(id, id),
        key=widget,
        on_change=lambda: _visit(kind, st.session_state[widget], titles),
    )
    return str(chosen)


def _visit(kind: Kind, chosen: str, titles: Container[str]) -> None:
    # The browser sends titles, and one that has changed since, such as a run's that has ended, is no choice.
    if chosen in titles:
        session.visit(kind, chosen)


def distinct(titles: Mapping[str, str]) -> dict[str, str]:
    """Return the titles, with the end of the id appended to duplicates.

    The browser sends a selection by its title, so titles must be unique.
    """
    counts = Counter(titles.values())
    return {id: f"{title} · {id[-6:]}" if counts[title] > 1 else title for id, title in titles.items()}
