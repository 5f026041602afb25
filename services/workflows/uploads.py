"""Uploads: files that a browser sends to the bucket."""

from services.ingest.uploads import uploads
from services.settings import Target
from services.workflows import cleanup


def begin(target: Target, name: str, size: int, session: str = "") -> str:
    """Return the token for the upload of a file of this size in bytes by a session.

    Once an hour, this also deletes what has expired in the bucket, in the background.
    """
    token = uploads.begin(target, name, size, session)
    cleanup.start_hourly(target)
    return token


def complete_address(token: str) -> str | None:
    """Return the gs:// address of an upload, None if it isn't complete."""
    upload = uploads.look(token)
    return upload.address if upload.state == "complete" else None
