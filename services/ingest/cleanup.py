"""Leftovers: uploads that nobody went on with or stored are cleaned away a day later."""

from datetime import UTC, datetime, timedelta

from services.ingest.uploads import Uploads, uploads
from services.settings import Target
from services.vertex import layout, objects

KEPT = timedelta(days=1)


def clear(target: Target, now: datetime | None = None, table: Uploads = uploads) -> int:
    """Expire old uploads, delete objects older than a day in the uploads' folder, and return their number."""
    table.expire()
    before = (now or datetime.now(UTC)) - KEPT
    return objects.delete_prefix(target, f"{layout.uploads_folder(target)}/", before)
