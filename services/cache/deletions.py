"""Cached reads of the records of deletions."""

from datetime import UTC, datetime, timedelta

import streamlit as st

from services.cache.keys import BY_CONTENT
from services.ingest import tombstones as ingest_tombstones
from services.ingest.tombstones import Tombstone
from services.settings import Target
from services.vertex import deletions as vertex_deletions
from services.vertex.deletions import Deletion, Kind
from services.workflows import cleanup
from services.workflows import deletion as deletion_workflow

_RECENT = timedelta(days=1)
_MOST = 50  # undeployments that are read


@st.cache_data(ttl=5, max_entries=256, show_spinner=False, hash_funcs=BY_CONTENT)
def deletion(target: Target, kind: Kind, id: str) -> Deletion | None:
    """Return who deleted a thing that isn't there, when, and what remains; None if that isn't known."""
    return vertex_deletions.read(target, kind, id)


@st.cache_data(ttl=5, max_entries=16, show_spinner=False, hash_funcs=BY_CONTENT)
def undeployments(target: Target) -> tuple[Deletion, ...]:
    """Return the models that were undeployed within a day, the last one first."""
    addresses = vertex_deletions.list_since(target, "deployment", datetime.now(UTC) - _RECENT)
    records = (_undeployment(target, address) for address in addresses[:_MOST])
    return tuple(record for record in records if record is not None)


@st.cache_data(ttl=5, max_entries=16, show_spinner=False, hash_funcs=BY_CONTENT)
def tombstones(target: Target) -> tuple[Tombstone, ...]:
    """Return the datasets that are being deleted or have left files, the last one first."""
    found = ingest_tombstones.list_tombstones(target)
    if found:
        cleanup.start_hourly(target)
    return found


def delete_files(target: Target, tombstone: Tombstone) -> Tombstone:
    """Delete the files that a deleted dataset has left (see workflows.deletion)."""
    try:
        deletion_workflow.delete_files(target, tombstone)
    finally:
        tombstones.clear(target)
    return tombstone


@st.cache_data(ttl=60, max_entries=256, show_spinner=False, hash_funcs=BY_CONTENT)
def _undeployment(target: Target, address: str) -> Deletion | None:
    # An id is used once, so its record never changes; that it can't be read may.
    return vertex_deletions.read_at(target, address)
