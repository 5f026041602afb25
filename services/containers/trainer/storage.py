"""Files in a bucket (gs://bucket/name) or on this machine, read and written whole."""

from pathlib import Path
from typing import Any

SCHEME = "gs://"


def read(uri: str) -> bytes:
    """Return a file's bytes."""
    if uri.startswith(SCHEME):
        return bytes(_blob(uri).download_as_bytes())
    return Path(uri).read_bytes()


def write(uri: str, data: bytes, metadata: dict[str, str] | None = None) -> None:
    """Write a file, replacing an earlier one; folders are made as needed. Only a bucket has metadata."""
    if uri.startswith(SCHEME):
        blob = _blob(uri)
        blob.metadata = metadata
        blob.upload_from_string(data, content_type=_content_type(uri))
        return
    path = Path(uri)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def join(folder: str, name: str) -> str:
    """Return the address of a file in a folder."""
    return f"{folder.rstrip('/')}/{name}"


def _blob(uri: str) -> Any:
    from google.cloud import storage  # local files need no client

    bucket, _, name = uri[len(SCHEME) :].partition("/")
    return storage.Client().bucket(bucket).blob(name)


def _content_type(uri: str) -> str:
    return "application/json" if uri.endswith(".json") else "application/octet-stream"
