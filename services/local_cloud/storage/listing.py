"""Pages of objects by prefix and delimiter, in the order of their names' UTF-8 bytes."""

import base64
import binascii
import sqlite3
from dataclasses import dataclass

from services.local_cloud.http.errors import invalid_argument
from services.local_cloud.storage.stored import StoredObject, read_row

MAX_PAGE_SIZE = 1000


@dataclass(frozen=True)
class Page:
    """One page: objects, common prefixes, and the token of the next page."""

    items: tuple[StoredObject, ...]
    prefixes: tuple[str, ...]
    next_page_token: str | None


@dataclass(frozen=True)
class Span:
    """The names from `lower` on and before `upper`, if any."""

    lower: bytes
    upper: bytes | None


def span(prefix: str, start: str, end: str, page_token: str | None) -> Span:
    """Return the range of names of a request. Raises a 400 ApiError for an invalid page token."""
    beginning = prefix.encode("utf-8", "surrogatepass")
    lower = max(beginning, start.encode("utf-8", "surrogatepass"), _read_token(page_token))
    uppers = [after(beginning)] if beginning else []
    if end:
        uppers.append(end.encode("utf-8", "surrogatepass"))
    return Span(lower, min(uppers, default=None))


def page(
    connection: sqlite3.Connection,
    bucket: str,
    names: Span,
    prefix: str,
    delimiter: str | None,
    page_size: int,
) -> Page:
    """Return up to `page_size` (at most 1000) objects and common prefixes of a bucket."""
    limit = min(page_size, MAX_PAGE_SIZE)
    start = len(prefix.encode("utf-8", "surrogatepass"))
    separator = (delimiter or "").encode("utf-8", "surrogatepass")
    items: list[StoredObject] = []
    prefixes: list[str] = []
    lower: bytes | None = names.lower
    while lower is not None and len(items) + len(prefixes) < limit:
        begun, lower = lower, None
        for row in _rows(connection, bucket, Span(begun, names.upper)):
            name: bytes = row["name"]
            cut = name.find(separator, start) if separator else -1
            if cut >= 0:
                # One query skips everything under a common prefix, however much that is.
                common = name[: cut + len(separator)]
                prefixes.append(common.decode("utf-8"))
                lower = after(common)
                break
            items.append(read_row(row))
            if len(items) + len(prefixes) == limit:
                lower = name + b"\0"
                break
    more = lower is not None and _any(connection, bucket, Span(lower, names.upper))
    return Page(tuple(items), tuple(prefixes), _token(lower) if more and lower is not None else None)


def after(prefix: bytes) -> bytes:
    """Return the first name that is greater than every UTF-8 name with the prefix."""
    return prefix[:-1] + bytes([prefix[-1] + 1])


def _rows(connection: sqlite3.Connection, bucket: str, names: Span) -> sqlite3.Cursor:
    if names.upper is None:
        return connection.execute(
            "SELECT * FROM objects WHERE bucket = ? AND name >= ? ORDER BY name", (bucket, names.lower)
        )
    return connection.execute(
        "SELECT * FROM objects WHERE bucket = ? AND name >= ? AND name < ? ORDER BY name",
        (bucket, names.lower, names.upper),
    )


def _any(connection: sqlite3.Connection, bucket: str, names: Span) -> bool:
    return _rows(connection, bucket, names).fetchone() is not None


def _token(lower: bytes) -> str:
    return base64.urlsafe_b64encode(lower).decode("ascii")


def _read_token(token: str | None) -> bytes:
    if not token:
        return b""
    try:
        return base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raise invalid_argument(f"Invalid page token: '{token}'") from None
