"""Pages of objects by prefix and delimiter, in the order of their names' UTF-8 bytes."""

import base64
import binascii
import re
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
class Source:
    """The objects of a bucket, with the noncurrent ones or without."""

    connection: sqlite3.Connection
    bucket: str
    versions: bool = False

    def rows(self, names: "Span") -> sqlite3.Cursor:
        """Return the rows of a span by name and generation."""
        table = "all_objects" if self.versions else "(SELECT *, NULL AS deleted FROM objects)"
        condition, values = ("", []) if names.upper is None else ("AND name < ?", [names.upper])
        return self.connection.execute(
            f"SELECT * FROM {table} WHERE bucket = ? AND name >= ? AND (name > ? OR generation > ?) "  # noqa: S608
            f"{condition} ORDER BY name, generation",
            (self.bucket, names.lower, names.lower, names.generation, *values),
        )


@dataclass(frozen=True)
class Span:
    """The names from `lower` on, there after a generation, and before `upper`, if any."""

    lower: bytes
    upper: bytes | None
    generation: int = -1


def span(prefix: str, start: str, end: str, page_token: str | None) -> Span:
    """Return the range of names of a request. Raises a 400 ApiError for an invalid page token."""
    beginning = prefix.encode("utf-8", "surrogatepass")
    token, generation = _read_token(page_token)
    lower = max(beginning, start.encode("utf-8", "surrogatepass"), token)
    uppers = [after(beginning)] if beginning else []
    if end:
        uppers.append(end.encode("utf-8", "surrogatepass"))
    return Span(lower, min(uppers, default=None), generation if lower == token else -1)


def page(
    source: Source, names: Span, prefix: str, delimiter: str | None, page_size: int, glob: str = ""
) -> Page:
    """Return up to `page_size` (at most 1000) objects and common prefixes that match a glob, if any."""
    limit = min(page_size, MAX_PAGE_SIZE)
    start = len(prefix.encode("utf-8", "surrogatepass"))
    separator = (delimiter or "").encode("utf-8", "surrogatepass")
    if glob and separator not in {b"", b"/"}:
        raise invalid_argument("With matchGlob the delimiter can only be /.")
    pattern = glob_pattern(glob) if glob else None
    items: list[StoredObject] = []
    prefixes: list[str] = []
    rest: Span | None = names
    while rest is not None and len(items) + len(prefixes) < limit:
        begun, rest = rest, None
        for row in source.rows(begun):
            name: bytes = row["name"]
            cut = name.find(separator, start) if separator else -1
            common = name[: cut + len(separator)] if cut >= 0 else None
            if pattern is None or pattern.fullmatch((common or name).decode("utf-8")):
                if common is None:
                    items.append(read_row(row))
                else:
                    prefixes.append(common.decode("utf-8"))
            if common is not None:
                # One query skips everything under a common prefix, however much that is.
                rest = Span(after(common), names.upper)
                break
            if len(items) + len(prefixes) == limit:
                rest = Span(name, names.upper, row["generation"])
                break
    more = rest is not None and source.rows(rest).fetchone() is not None
    return Page(tuple(items), tuple(prefixes), _token(rest) if more and rest is not None else None)


def glob_pattern(glob: str) -> re.Pattern[str]:
    """Return the pattern of names of a matchGlob. Raises a 400 ApiError for an invalid one.

    As in objects.list, ** crosses slashes, * and ? don't, [a-z] is one character of a set, and {a,b} one
    of several texts.
    """
    pattern, depth = "", 0
    for part in _GLOB.findall(glob):
        depth += {"{": 1, "}": -1}.get(part, 0)
        if depth < 0 or depth > 1:
            raise invalid_argument(f"Invalid glob pattern: {glob!r}: its braces don't match.")
        pattern += "|" if part == "," and depth else _glob_part(part)
    if depth:
        raise invalid_argument(f"Invalid glob pattern: {glob!r}: its braces don't match.")
    try:
        return re.compile(pattern, re.DOTALL)
    except re.error as error:
        raise invalid_argument(f"Invalid glob pattern: {glob!r}: {error}.") from None


_GLOB = re.compile(r"\*\*/?|\*|\?|\[[!^]?\]?[^\]]*\]|\\.|.", re.DOTALL)
_GLOB_PARTS = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]", "{": "(?:", "}": ")"}


def _glob_part(part: str) -> str:
    if part in _GLOB_PARTS:
        return _GLOB_PARTS[part]
    if part.startswith("[") and len(part) > 2:
        inner = part[1:-1].replace("\\", r"\\").replace("[", r"\[")
        return f"(?!/)[{'^' + inner[1:] if inner.startswith(('!', '^')) else inner}]"
    return re.escape(part[1:] if part.startswith("\\") and len(part) > 1 else part)


def after(prefix: bytes) -> bytes:
    """Return the first name that is greater than every UTF-8 name with the prefix."""
    return prefix[:-1] + bytes([prefix[-1] + 1])


def _token(rest: Span) -> str:
    return base64.urlsafe_b64encode(b"%d %s" % (rest.generation, rest.lower)).decode("ascii")


def _read_token(token: str | None) -> tuple[bytes, int]:
    if not token:
        return b"", -1
    try:
        text = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
        generation, _space, lower = text.partition(b" ")
        return lower, int(generation)
    except (binascii.Error, UnicodeEncodeError, ValueError):
        raise invalid_argument(f"Invalid page token: '{token}'") from None
