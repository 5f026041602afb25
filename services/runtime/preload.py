"""Imports ahead of time what pages will need, out of the first visitor's way."""

import gc
from collections.abc import Sequence
from importlib import import_module
from threading import Event, Thread

# What pages import when they are first opened; together they take seconds.
MODULES = (
    "pandas",
    "plotly.graph_objects",
    "google.cloud.storage",
    "google.cloud.logging",
    "google.cloud.aiplatform_v1",
    "google.cloud.aiplatform",
    "sklearn.impute",
    "sklearn.preprocessing",
)
PATIENCE_SECONDS = 3.0

painted = Event()
"""Is set once a first visitor has seen the frame."""


def start() -> None:
    """Begin to warm in the background."""
    Thread(target=warm, name="warming", daemon=True).start()


def warm(modules: Sequence[str] = MODULES, patience: float = PATIENCE_SECONDS) -> None:
    """Import the modules once the first frame is painted, or nobody came within `patience` seconds.

    Imports beside the first run of a script would double the time that it takes.
    """
    painted.wait(patience)
    for name in modules:
        import_module(name)
    # Streamlit collects all garbage after each run of a script. What was imported stays for good, and
    # once the collector no longer looks at it a run ends in milliseconds instead of a quarter second.
    gc.collect()
    gc.freeze()
