"""Cached reads of the records of deletions."""

from datetime import UTC, datetime, timedelta

import streamlit as st

from services.settings import Target
from services.vertex import deletions as vertex_deletions
from services.vertex.deletions import Deletion, Kind

_RECENT = timedelta(days=1)
_MOST = 50  # undeployments that are read


@st.cache_data(ttl=5, max_entries=256, show_spinner=False)
def deletion(target: Target, kind: Kind, id: str) -> Deletion | None:
    """Return who deleted a thing that isn't there, when, and what remains; None if that isn't known."""
    return vertex_deletions.read(target, kind, id)


@st.cache_data(ttl=5, max_entries=16, show_spinner=False)
def undeployments(target: Target) -> tuple[Deletion, ...]:
    """Return the models that were undeployed within a day, the last one first."""
    addresses = vertex_deletions.list_since(target, "deployment", datetime.now(UTC) - _RECENT)
    records = (_undeployment(target, address) for address in addresses[:_MOST])
    return tuple(record for record in records if record is not None)


@st.cache_data(ttl=60, max_entries=256, show_spinner=False)
def _undeployment(target: Target, address: str) -> Deletion | None:
    # An id is used once, so its record never changes; that it can't be read may.
    return vertex_deletions.read_at(target, address)
