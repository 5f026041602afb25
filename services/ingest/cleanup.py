"""Delete uploads that were neither resumed nor stored within a day."""

from datetime import UTC, datetime, timedelta

from services.ingest.uploads import FOLDER, Uploads, uploads
from services.settings import Target
from services.vertex import objects

LIFETIME = timedelta(days=1)


def clear(target: Target, now: datetime | None = None, table: Uploads = uploads) -> int:
    """Cancel expired uploads and delete a day-old objects in their folder; return how many were deleted."""
    table.expire()
    return objects.delete_under(target, target.uri(f"{FOLDER}/"), (now or datetime.now(UTC)) - LIFETIME)
