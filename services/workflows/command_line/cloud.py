"""The local cloud of a command: the one that already serves the state directory, else one of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic, sleep

from services.errors import Unavailable
from services.runtime.launcher import READY_SECONDS, LocalCloud
from services.settings import Target

_PAUSE = 0.05  # seconds


@contextmanager
def cloud_of(target: Target) -> Iterator[None]:
    """Keep a local cloud running for a local target; one that was started here is stopped at the end.

    Raises Unavailable if it doesn't start.
    """
    if target.kind == "cloud" or target.state_dir is None:
        yield
        return
    local_cloud = LocalCloud(target.state_dir)
    local_cloud.start()
    try:
        _wait_until_ready(local_cloud)
        yield
    finally:
        local_cloud.stop()


def _wait_until_ready(local_cloud: LocalCloud) -> None:
    deadline = monotonic() + READY_SECONDS
    while local_cloud.status.state != "ready":
        if local_cloud.status.state == "failed" or monotonic() > deadline:
            raise Unavailable("local_cloud_not_started", detail=local_cloud.status.detail)
        sleep(_PAUSE)
