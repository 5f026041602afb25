"""Cleanup: delete what has expired in the bucket, in the background."""

import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from services.errors import LaunchpadError
from services.ingest import cleanup, tombstones
from services.runtime.background import background
from services.settings import Target
from services.vertex import deletions

RECORD_LIFETIME = timedelta(days=90)  # of a deletion


def start_hourly(target: Target) -> None:
    """Delete expired uploads and records, and the files of deleted datasets, at most once an hour."""
    background.start(f"cleanup {target} {int(time.time() // 3600)}", clear, target)


def clear(target: Target, now: datetime | None = None) -> None:
    """Delete the uploads and records of deletions that have expired, and the files of deleted datasets."""
    now = now or datetime.now(UTC)
    with suppress(LaunchpadError):  # the next hour's finds them
        tombstones.clear(target, now)
    cleanup.clear(target, now)
    deletions.clear(target, now - RECORD_LIFETIME)
