"""Upload records: what is stored of an upload in the bucket, so that it resumes after a restart of the app.

A record lies beside the file, in a folder whose name only the token gives. It holds no host, so that
somebody who can write to the bucket can't send the app's credentials elsewhere.
"""

import json
import re
from contextlib import suppress
from dataclasses import asdict, dataclass

from services.errors import LaunchpadError, NotFound
from services.settings import Target
from services.vertex import layout, objects

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")  # as secrets.token_urlsafe(32) makes them
_NAME = re.compile(r"[^/]+")
_SESSION = re.compile(r"/upload/[!-~]+")


@dataclass(frozen=True)
class Record:
    """A file's name, its size in bytes, and the bucket's session that it is sent to."""

    name: str
    size: int
    session: str


def write(target: Target, token: str, record: Record) -> None:
    """Store the record of an upload."""
    content = json.dumps(asdict(record), ensure_ascii=False).encode()
    objects.write(target, _uri(target, token), content, "application/json")


def read(target: Target, token: str) -> Record | None:
    """Return the record of an upload, None if there is no valid one."""
    if not _TOKEN.fullmatch(token):
        return None
    try:
        record = Record(**json.loads(objects.read(target, _uri(target, token))))
        is_valid = (
            _NAME.fullmatch(record.name) and _SESSION.fullmatch(record.session) and int(record.size) > 0
        )
    except (NotFound, ValueError, TypeError):
        return None
    return record if is_valid else None


def delete(target: Target, token: str) -> None:
    """Delete the record of an ended upload; if the bucket doesn't answer, the cleanup does so a day later."""
    with suppress(LaunchpadError):
        objects.delete_prefix(target, _uri(target, token))


def _uri(target: Target, token: str) -> str:
    return f"{layout.upload_folder(target, token)}/{layout.UPLOAD}"
