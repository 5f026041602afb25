"""Mutations of runs of own code; the reads of all runs are in services.cache.training."""

from services.cache.training import runs
from services.settings import Target
from services.vertex.scripts.script import ScriptRequest
from services.vertex.training import Run
from services.workflows import script_training as script_workflow


def launch_script(target: Target, request: ScriptRequest, drawn: str = "") -> Run:
    """Launch a run of own code (see workflows.script_training.launch)."""
    try:
        return script_workflow.launch(target, request, drawn)
    finally:
        runs.clear(target)
