"""Defaults of Google's clients in a job: where unmodified code calls Google, it calls the local cloud.

Variables do most of it (custom_jobs/variables.py); here is what Google reads from no variable.
It imports only the standard library.
"""

import functools
import os
from types import ModuleType
from typing import Any

from .imports import after_import

# Set by custom_jobs/variables.py: http://HOST:PORT of the local cloud.
ADDRESS = "LOCAL_CLOUD_ADDRESS"
_EXPERIMENT = "AIP_EXPERIMENT_NAME"


def install() -> None:
    """Configure the clients as they are imported; does nothing outside of a job."""
    if ADDRESS in os.environ:
        after_import("google.cloud.aiplatform", _aiplatform)
        after_import("google.cloud.logging_v2.client", _logging)


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
