"""Folders of the bucket: the objects whose names begin alike."""

from collections.abc import Iterator

from services.local_cloud.storage.objects import Objects
from services.local_cloud.vertex.checks import parse_uri


def names_under(objects: Objects, bucket: str, prefix: str) -> Iterator[str]:
    """Yield the names of all objects that begin with a prefix; 404 where the bucket isn't there."""
    token: str | None = None
    while True:
        page = objects.list(bucket, prefix, page_token=token)
        yield from (stored.name for stored in page.items)
        token = page.next_page_token
        if not token:
            return


def folder_of(uri: str, field: str) -> tuple[str, str]:
    """Return the bucket and the prefix, with its slash, of a gs:// folder. Raises a 400 Refusal."""
    bucket, name = parse_uri(uri, field)
    stem = name.rstrip("/")
    return bucket, f"{stem}/" if stem else ""
