"""Frees now and then what nobody needs any more."""

import logging
from collections.abc import Callable

import anyio

SECONDS = 30.0

_logger = logging.getLogger(__name__)


async def sweep(*frees: Callable[[], object], seconds: float = SECONDS) -> None:
    """Call the functions one after another every few seconds, until it is cancelled."""
    while True:
        await anyio.sleep(seconds)
        for free in frees:
            try:
                await anyio.to_thread.run_sync(free)
            except Exception:
                _logger.exception("the sweeper couldn't free what nobody needs")
