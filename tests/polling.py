"""Wait for what another thread or process does, with a deadline that a busy machine doesn't reach."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

SECONDS = 60.0
PAUSE = 0.02


def wait_until(condition: Callable[[], Any], seconds: float = SECONDS, pause: float = PAUSE) -> Any:
    """Return the condition's first true value; fail when there is none in time."""
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < deadline, f"nothing came of {condition} in {seconds} s"
        time.sleep(pause)
    return value


async def wait_until_async(condition: Callable[[], Any], seconds: float = SECONDS) -> Any:
    """Return the condition's first true value, letting other tasks run meanwhile."""
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < deadline, f"nothing came of {condition} in {seconds} s"
        await asyncio.sleep(PAUSE)
    return value
