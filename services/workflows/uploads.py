"""Uploads: files that a browser sends to the bucket."""

import time

from services.ingest import cleanup
from services.ingest.uploads import uploads
from services.runtime.background import background
from services.settings import Target


def begin(target: Target, name: str, size: int) -> str:
    """Return the token for the upload of a file of this size in bytes.

    Once an hour, this also deletes expired uploads in the background.
    """
    token = uploads.begin(target, name, size)
    background.start(f"cleanup {target} {int(time.time() // 3600)}", cleanup.clear, target)
    return token


def complete_address(token: str) -> str | None:
    """Return the gs:// address of an upload, None if it isn't complete."""
    upload = uploads.look(token)
    return upload.address if upload.state == "complete" else None
