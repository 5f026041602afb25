"""Delete uploads that were neither resumed nor stored within a day."""

from datetime import UTC, datetime, timedelta

from services.ingest.uploads import Uploads, uploads
from services.settings import Target
from services.vertex import layout, objects

LIFETIME = timedelta(days=1)


def clear(target: Target, now: datetime | None = None, table: Uploads = uploads) -> int:
    """Expire old uploads, delete objects older than a day in the uploads' folder, and return their number."""
    table.expire()
    before = (now or datetime.now(UTC)) - LIFETIME
    return objects.delete_prefix(target, f"{layout.uploads_folder(target)}/", before)
