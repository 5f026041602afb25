"""Uploads: files that a browser sends to the bucket."""

import time

from services.ingest import cleanup
from services.ingest.uploads import uploads
from services.runtime.background import background
from services.settings import Target


def begin(target: Target, name: str, size: int) -> str:
    """Return the token with which a file of this size in bytes may be sent.

    Once an hour it also clears in the background what other uploads left behind.
    """
    token = uploads.begin(target, name, size)
    background.start(f"cleanup {target} {int(time.time() // 3600)}", cleanup.clear, target)
    return token


def complete_address(token: str) -> str | None:
    """Return the gs:// address of a complete upload, None if it isn't complete."""
    upload = uploads.look(token)
    return upload.address if upload.state == "complete" else None
