"""Downloads: links under which the app streams a table, for who was given one by a page.

A link names what it leads to and when it ends, signed with a key of this process: nothing is kept for
it, no other object can be asked for, and after a restart the page gives another one.
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
from services.text.i18n import _

PATH = "/api/downloads"
SECONDS = 1800
_key = secrets.token_bytes(32)


@dataclass(frozen=True)
class Download:
    """A CSV under the file name that the reader gets; `raw` is as it is stored, else defused.

    It lies at a gs:// address, or in a file of the app's own on this machine.
    """

    address: str
    file_name: str
    raw: bool = False


def token(download: Download, clock: Callable[[], float] = time.time) -> str:
    """Return what leads to a download for half an hour to an hour; the same one meanwhile."""
    ends = (int(clock()) // SECONDS + 2) * SECONDS
    content = _text(json.dumps({**asdict(download), "ends": ends}).encode())
    return f"{content}.{_signature(content)}"


def opened(token: str, clock: Callable[[], float] = time.time) -> Download:
    """Return what a token leads to; raises NotFound for one of another's making or one that has ended."""
    content, _dot, signature = token.partition(".")
    if hmac.compare_digest(signature.encode(), _signature(content).encode()):
        found = json.loads(base64.urlsafe_b64decode(content + "=" * (-len(content) % 4)))
        if clock() < found.pop("ends"):
            return Download(**found)
    raise NotFound(_("This link has ended."), _("Reload the page that it came from and press it again."))


def _signature(content: str) -> str:
    return _text(hmac.new(_key, content.encode(), hashlib.sha256).digest())


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
