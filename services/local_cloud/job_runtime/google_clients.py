"""Defaults of Google's clients in a job: where unmodified code calls Google, it calls the local cloud.

Variables do most of it (custom_jobs/variables.py); here is what Google reads from no variable. A client
is configured when the job's code has imported it, so that starting Python costs nothing.
It imports only the standard library.
"""

import functools
import os
import sys
from collections.abc import Callable
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

# Set by custom_jobs/variables.py: http://HOST:PORT of the local cloud.
ADDRESS = "LOCAL_CLOUD_ADDRESS"
_EXPERIMENT = "AIP_EXPERIMENT_NAME"


def install() -> None:
    """Configure the clients as they are imported; does nothing outside of a job."""
    if ADDRESS in os.environ:
        sys.meta_path.insert(0, _Finder)  # type: ignore[arg-type] # finds specs, as a class of methods


def _aiplatform(module: ModuleType) -> None:
    """Set the endpoint and transport, which the job's own `init` keeps unless it names others."""
    # With the name of an experiment `init` would look for that before it knows where.
    experiment = os.environ.pop(_EXPERIMENT, None)
    module.init(
        project=os.environ["CLOUD_ML_PROJECT_ID"],
        location=os.environ["CLOUD_ML_REGION"],
        api_endpoint=os.environ[ADDRESS],
        api_transport="rest",
    )
    if experiment is not None:
        os.environ[_EXPERIMENT] = experiment


def _logging(module: ModuleType) -> None:
    """Set the endpoint of Cloud Logging's client, which has no other default than Google's."""
    construct = module.Client.__init__

    @functools.wraps(construct)
    def construct_here(self: Any, *, client_options: Any = None, **options: Any) -> None:
        construct(self, client_options=client_options or {"api_endpoint": os.environ[ADDRESS]}, **options)

    module.Client.__init__ = construct_here


_CONFIGURATIONS: dict[str, Callable[[ModuleType], None]] = {
    "google.cloud.aiplatform": _aiplatform,
    "google.cloud.logging_v2.client": _logging,
}


class _Finder:
    """Finds the clients as Python does, and has them configured after their import."""

    @staticmethod
    def find_spec(name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        configure = _CONFIGURATIONS.get(name)
        spec = PathFinder.find_spec(name, path, target) if configure else None
        if configure is None or spec is None or spec.loader is None:
            return None
        execute = spec.loader.exec_module

        def execute_and_configure(module: ModuleType) -> None:
            execute(module)
            configure(module)

        spec.loader.exec_module = execute_and_configure  # type: ignore[method-assign]
        return spec
