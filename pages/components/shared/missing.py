"""The warning that a link names something that isn't there: who deleted it and when, where that is known."""

from dataclasses import dataclass
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


@dataclass(frozen=True)
class _Missing:
    """The id that isn't there, and the one that is shown instead, None until it is in the URL."""

    id: str
    instead: str | None = None


def warning(key: str, id: str | None, *, missing: bool) -> None:
    """Show that the thing of a kind that the URL's `key` names isn't there, if it is `missing`.

    The page then puts another one into the URL; the warning stays until the reader leaves that one.
    """
    state = f"missing_{key}"
    known: _Missing | None = st.session_state.get(state)
    if missing and id:
        _look_again(cast(Kind, key), id)
        known = _Missing(id)
    elif known is not None:
        known = _Missing(known.id, id) if known.instead in (None, id) else None
    st.session_state[state] = known
    if known is not None:
        notice(cast(Kind, key), known.id)


def notice(kind: Kind, id: str) -> None:
    """Show that a thing of a kind isn't there, with who deleted it and when, where that is known."""
    deletion = _deletion(kind, id)
    text = deletion_text(deletion) if deletion else unknown_text(kind, id)
    with st.container(key=f"{kind}_missing"):
        st.warning(escape(text), icon=":material/link_off:")


def forget(key: str, id: str) -> None:
    """Take back the warning on a thing, since the reader deleted it and is told otherwise."""
    known: _Missing | None = st.session_state.get(f"missing_{key}")
    if known is not None and known.id == id:
        st.session_state[f"missing_{key}"] = None


def _look_again(kind: Kind, id: str) -> None:
    """Rerun the page once with a new list, as a link may name what is newer than the cached one."""
    looked_for: set[tuple[str, str]] = st.session_state.setdefault(_LOOKED_FOR, set())
    if kind not in get_args(ListKind) or (kind, id) in looked_for or _deletion(kind, id):
        return
    looked_for.add((kind, id))
    cache.forget_list(target(), cast(ListKind, kind))
    st.rerun()


def _deletion(kind: Kind, id: str) -> Deletion | None:
    try:
        return cache.deletion(target(), kind, id)
    except LaunchpadError:
        return None  # why it is gone matters less than the page
