"""Cleanup: delete what has expired in the bucket, in the background."""

import time

from services.ingest import cleanup
from services.runtime.background import background
from services.settings import Target


def start_hourly(target: Target) -> None:
    """Delete expired uploads and records of deletions, at most once an hour."""
    background.start(f"cleanup {target} {int(time.time() // 3600)}", cleanup.clear, target)
