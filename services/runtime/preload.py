"""Import slow modules ahead of time in the background."""

import gc
from collections.abc import Sequence
from importlib import import_module
from threading import Event, Thread

# Modules that pages import when they are first opened; together they take seconds.
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
TIMEOUT_SECONDS = 3.0

drawn = Event()
"""Set once the frame of a first page is drawn."""


def start() -> None:
    """Start the imports in the background."""
    Thread(target=preload, name="preload", daemon=True).start()


def preload(modules: Sequence[str] = MODULES, timeout: float = TIMEOUT_SECONDS) -> None:
    """Import the modules once the frame of a first page is drawn, or after `timeout` seconds.

    During the first run of a script, imports would double its duration.
    """
    drawn.wait(timeout)
    for name in modules:
        import_module(name)
    # The garbage collector holds up every session. Without the imported modules it takes milliseconds, with
    # them a quarter of a second.
    gc.collect()
    gc.freeze()
