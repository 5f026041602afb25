"""A choice that stands in the URL, so that a link opens what its sender saw."""

from collections import Counter
from collections.abc import Mapping

import streamlit as st

from services.text.i18n import _
from services.text.markdown import escape


def of(label: str, titles: Mapping[str, str], key: str, help: str | None = None) -> str:
    """Return the id chosen among `titles` (id to title), first by the URL's `key`, then by the user.

    An id in the URL that isn't among them is said to be missing, and the first one is chosen.
    """
    widget = f"{key}_choice"
    wanted = st.query_params.get(key)
    if wanted in titles:
        st.session_state[widget] = wanted
    elif wanted:
        st.warning(_("“{id}” isn't here any more.", id=escape(wanted)), icon=":material/link_off:")
    shown = distinct(titles)
    chosen = st.selectbox(
        label,
        list(shown),
        format_func=lambda id: shown.get(id, id),
        key=widget,
        help=help,
        on_change=_remember,
        args=(key, widget),
    )
    if wanted != chosen:
        st.query_params[key] = chosen
    return str(chosen)


def distinct(titles: Mapping[str, str]) -> dict[str, str]:
    """Return the titles with the id's end behind each that occurs twice.

    The browser sends a choice by its title, so that two alike would be one.
    """
    counts = Counter(titles.values())
    return {id: f"{title} · {id[-6:]}" if counts[title] > 1 else title for id, title in titles.items()}


def _remember(key: str, widget: str) -> None:
    st.query_params[key] = st.session_state[widget]
