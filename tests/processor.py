"""The speed of this machine's processor, by which limits of CPU time are scaled."""

import time

_ADDITIONS = 2_000_000
_USUAL_SECONDS = 0.12


def slowness() -> float:
    """Return how many times the usual CPU time a fixed computation takes now, at least 1."""
    start, total = time.process_time(), 0
    for number in range(_ADDITIONS):
        total += number
    return max(1.0, (time.process_time() - start) / _USUAL_SECONDS)
