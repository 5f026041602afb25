"""Leftovers: uploads that nobody went on with or stored are cleaned away a day later."""

from datetime import UTC, datetime, timedelta

from services.ingest.uploads import FOLDER, Uploads, uploads
from services.settings import Target
from services.vertex import objects

KEPT = timedelta(days=1)


def clear(target: Target, now: datetime | None = None, table: Uploads = uploads) -> int:
    """Give up what expired, delete what lies in the uploads' folder for a day; return how many objects."""
    table.expire()
    return objects.delete_prefix(target, target.uri(f"{FOLDER}/"), (now or datetime.now(UTC)) - KEPT)
