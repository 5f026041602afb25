"""Upload records: what is kept of an upload in the bucket, so that it goes on after a restart of the app.

A record lies beside the file, in a folder that only the token leads to. It holds no host, so that
whoever could write to the bucket can't lead the app's credentials elsewhere.
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


def keep(target: Target, token: str, record: Record) -> None:
    """Write an upload's record."""
    content = json.dumps(asdict(record), ensure_ascii=False).encode()
    objects.write(target, _uri(target, token), content, "application/json")


def find(target: Target, token: str) -> Record | None:
    """Return an upload's record, None where there is none that can be one."""
    if not _TOKEN.fullmatch(token):
        return None
    try:
        record = Record(**json.loads(objects.read(target, _uri(target, token))))
        known = _NAME.fullmatch(record.name) and _SESSION.fullmatch(record.session) and int(record.size) > 0
    except (NotFound, ValueError, TypeError):
        return None
    return record if known else None


def drop(target: Target, token: str) -> None:
    """Forget an upload that goes on no more; where the bucket doesn't answer, it goes a day later."""
    with suppress(LaunchpadError):
        objects.delete_prefix(target, _uri(target, token))


def _uri(target: Target, token: str) -> str:
    return f"{layout.upload_folder(target, token)}/{layout.UPLOAD}"
