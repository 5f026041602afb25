"""The warning that a link names something that isn't there: who deleted it and when, where that is known."""

from typing import cast, get_args

import streamlit as st

from services import cache
from services.cache.lists import ListKind
from services.errors import LaunchpadError
from services.settings import target
from services.text.markdown import escape
from services.text.messages.deletions import deletion_text, unknown_text
from services.vertex.deletions import Deletion, Kind

_LOOKED_FOR = "looked_for"


def notice(kind: Kind, id: str) -> None:
    """Show that a thing of a kind isn't there, with who deleted it and when, where that is known."""
    deletion = _deletion(kind, id)
    text = deletion_text(deletion) if deletion else unknown_text(kind, id)
    with st.container(key=f"{kind}_missing"):
        st.warning(escape(text), icon=":material/link_off:")


def look_again(kind: Kind, id: str) -> None:
    """Rerun the page once with a new list, as a link may name what is newer than the cached one."""
    looked_for: set[tuple[str, str]] = st.session_state.setdefault(_LOOKED_FOR, set())
    if not id or kind not in get_args(ListKind) or (kind, id) in looked_for or _deletion(kind, id):
        return
    looked_for.add((kind, id))
    cache.forget_list(target(), cast(ListKind, kind))
    st.rerun()


def _deletion(kind: Kind, id: str) -> Deletion | None:
    try:
        return cache.deletion(target(), kind, id)
    except LaunchpadError:
        return None  # why it is gone matters less than the page
