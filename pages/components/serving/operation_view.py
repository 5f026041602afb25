"""The operations that run on an endpoint: their progress, refreshed until one of them has ended."""

import streamlit as st

from components.background.watch import watch
from services import cache
from services.settings import Target
from services.text.messages.serving import operation_text
from services.vertex.endpoints import Endpoint
from services.vertex.operations import Operation

POLL_SECONDS = 2.0
LOG_LINES = 5


def progress(target: Target, endpoint: Endpoint, running: tuple[Operation, ...]) -> None:
    """Show what runs on an endpoint, with its log; rerun the page once an operation has ended."""
    watch(
        lambda: _still_running(target, endpoint, running),
        lambda operations: _show(target, endpoint, operations[0]),
        POLL_SECONDS,
        place=f"operations_{endpoint.id}",
    )


def _still_running(
    target: Target, endpoint: Endpoint, operations: tuple[Operation, ...]
) -> tuple[Operation, ...] | None:
    """Return the operations as they are now, or None once one of them has ended."""
    current = [cache.operation(target, operation.name) for operation in operations]
    running = tuple(operation for operation in current if operation is not None and not operation.done)
    if len(running) == len(operations):
        return running
    cache.endpoint_changed(target, endpoint)
    return None


def _show(target: Target, endpoint: Endpoint, operation: Operation) -> None:
    st.status(operation_text(operation.kind, target.kind == "local"), state="running")
    lines = cache.endpoint_log(target, endpoint)
    if lines:
        text = "\n".join(line.text for line in lines[-LOG_LINES:])
        st.code(text, language=None, wrap_lines=True)
