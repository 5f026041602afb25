"""Delete uploads that were neither resumed nor stored within a day, and old records of deletions."""

from datetime import UTC, datetime, timedelta

from services.ingest.uploads import Uploads, uploads
from services.settings import Target
from services.vertex import deletions, layout, objects

LIFETIME = timedelta(days=1)
RECORD_LIFETIME = timedelta(days=90)


def clear(target: Target, now: datetime | None = None, table: Uploads = uploads) -> int:
    """Expire old uploads, delete the objects of uploads and records that are too old; return their number."""
    table.expire()
    now = now or datetime.now(UTC)
    cleared = objects.delete_prefix(target, f"{layout.uploads_folder(target)}/", now - LIFETIME)
    return cleared + deletions.clear(target, now - RECORD_LIFETIME)
