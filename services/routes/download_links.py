"""Download links: signed tokens with which a browser downloads a table.

A token holds the download and its expiry, signed with a key of this process. Nothing is stored per link, and
links become invalid when the app restarts.
"""

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

from services.errors import NotFound

PATH = "/api/downloads"
SECONDS = 1800
_key = secrets.token_bytes(32)


@dataclass(frozen=True)
class Download:
    """A CSV file to download; unless `raw`, cells that a spreadsheet would run as formulas are escaped.

    The address is a gs:// address, or the path of a file of the app on this machine.
    """

    address: str
    file_name: str
    raw: bool = False


def token(download: Download, clock: Callable[[], float] = time.time) -> str:
    """Return a token that is valid for half an hour to an hour; it stays the same for half an hour."""
    ends = (int(clock()) // SECONDS + 2) * SECONDS
    content = _text(json.dumps({**asdict(download), "ends": ends}).encode())
    return f"{content}.{_signature(content)}"


def verify(token: str, clock: Callable[[], float] = time.time) -> Download:
    """Return the download of a token; raises NotFound if its signature is wrong or it has expired."""
    content, _dot, signature = token.partition(".")
    if hmac.compare_digest(signature.encode(), _signature(content).encode()):
        record = json.loads(base64.urlsafe_b64decode(content + "=" * (-len(content) % 4)))
        if clock() < record.pop("ends"):
            return Download(**record)
    raise NotFound("download_link_expired")


def _signature(content: str) -> str:
    return _text(hmac.new(_key, content.encode(), hashlib.sha256).digest())


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
