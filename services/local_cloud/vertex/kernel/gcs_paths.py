"""Paths in Cloud Storage: folders, which are prefixes of names, and wildcards."""

import re
from collections.abc import Iterator

from services.local_cloud.http.errors import not_found
from services.local_cloud.storage.objects import Objects
from services.local_cloud.vertex.kernel.checks import parse_uri


def list_names(objects: Objects, bucket: str, prefix: str) -> Iterator[str]:
    """Yield the names of all objects with a prefix; 404 if the bucket does not exist."""
    token: str | None = None
    while True:
        page = objects.list(bucket, prefix, page_token=token)
        yield from (stored.name for stored in page.items)
        token = page.next_page_token
        if not token:
            return


def parse_folder(uri: str, field: str) -> tuple[str, str]:
    """Return the bucket and the prefix, with its slash, of a gs:// folder. Raises a 400 ApiError."""
    bucket, name = parse_uri(uri, field)
    stem = name.rstrip("/")
    return bucket, f"{stem}/" if stem else ""


def list_files(objects: Objects, uri: str, field: str) -> list[tuple[str, str]]:
    """Return the (bucket, name) of each object at a gs:// address, in order; 404 if there is none.

    As in docs/storage/wildcards, * and ? match anything but a slash and ** matches anything.
    """
    bucket, pattern = parse_uri(uri, field)
    names = [pattern] if objects.exists(bucket, pattern) else []
    if not names and _WILDCARD.search(pattern):
        expression = re.compile("".join(map(_meaning, _PARTS.findall(pattern))))
        prefix = _WILDCARD.split(pattern, maxsplit=1)[0]
        names = [name for name in list_names(objects, bucket, prefix) if expression.fullmatch(name)]
    if not names:
        raise not_found(f"There is no file at {uri}.")
    return [(bucket, name) for name in names]


_WILDCARD = re.compile(r"[*?]")
_PARTS = re.compile(r"\*\*|\*|\?|[^*?]+")
_MEANINGS = {"**": "(?s:.*)", "*": "[^/]*", "?": "[^/]"}


def _meaning(part: str) -> str:
    return _MEANINGS.get(part) or re.escape(part)
