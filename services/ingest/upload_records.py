"""Upload records in the bucket, by which uploads resume after a restart of the app.

A record is beside the file, in a folder whose name is derived from the token. It holds no host, so that
others who can write to the bucket can't redirect the app's credentials.
"""

import json
import re
from contextlib import suppress
from dataclasses import asdict, dataclass

from services.errors import LaunchpadError, NotFound
from services.settings import Target
from services.vertex import layout, objects

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")  # as returned by secrets.token_urlsafe(32)
_NAME = re.compile(r"[^/]+")
_SESSION = re.compile(r"/upload/[!-~]+")


@dataclass(frozen=True)
class Record:
    """The name of a file, its size in bytes, and its upload session."""

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
