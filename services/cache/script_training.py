"""Runs of own code; the reads and mutations of all runs are in services.cache.training."""

import streamlit as st

from services.cache.keys import BY_CONTENT
from services.cache.training import runs
from services.settings import Target
from services.vertex.scripts import script_training
from services.vertex.scripts.script import Script, ScriptRequest
from services.vertex.training import Run
from services.workflows import script_training as script_workflow


@st.cache_data(max_entries=16, show_spinner=False, hash_funcs=BY_CONTENT)
def script(target: Target, run: Run) -> tuple[Script, tuple[str, ...]]:
    """Return the script of a run and its arguments, which never change."""
    return script_training.read_script(target, run)


def launch_script(target: Target, request: ScriptRequest, drawn: str = "") -> Run:
    """Launch a run of own code (see workflows.script_training.launch)."""
    try:
        return script_workflow.launch(target, request, drawn)
    finally:
        runs.clear(target)
