"""Objects in the target's one bucket."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from services.errors import NotConfigured, NotFound, NotPermitted
from services.settings import Target
from services.vertex.connection import READ_SECONDS, WRITE_SECONDS, connect, transferring
from services.vertex.failures import translated
from services.words import _

READER_BYTES = 4 * 1024**2


def require_bucket(target: Target) -> None:
    """Raise NotConfigured where the target's bucket isn't there (buckets.get)."""
    try:
        with translated(_("Opening the bucket {bucket}").format(bucket=target.bucket)):
            connect(target).storage.get_bucket(target.bucket, **transferring(READ_SECONDS))
    except NotPermitted:
        # Whoever may store objects need not be allowed to look at the bucket itself.
        return
    except NotFound as error:
        raise NotConfigured(
            _("There is no bucket “{bucket}”.").format(bucket=target.bucket),
            _(
                "Make it with “gcloud storage buckets create gs://{bucket}”, "
                "or name another one in LAUNCHPAD_BUCKET."
            ).format(bucket=target.bucket),
        ) from error


def read(target: Target, uri: str) -> bytes:
    """Return the bytes of a gs:// object; NotFound where there is none."""
    bucket, name = split(uri)
    with translated(_("Reading {uri}").format(uri=uri)):
        blob = connect(target).storage.bucket(bucket).blob(name)
        data: bytes = blob.download_as_bytes(**transferring(READ_SECONDS))
        return data


@contextmanager
def reader(target: Target, uri: str) -> Iterator[IO[bytes]]:
    """Open a gs:// object to be read in pieces, never whole in memory; NotFound where there is none.

    Errors of later pieces are the family's too, as long as they are met inside the block.
    """
    bucket, name = split(uri)
    with translated(_("Reading {uri}").format(uri=uri)):
        blob = connect(target).storage.bucket(bucket).blob(name)
        blob.reload(**transferring(READ_SECONDS))
        with blob.open("rb", chunk_size=READER_BYTES, **transferring(READ_SECONDS)) as source:
            yield source


def pieces(target: Target, uri: str) -> Iterator[bytes]:
    """Yield the bytes of a gs:// object in order, some megabytes at a time."""
    with reader(target, uri) as source:
        while piece := source.read(READER_BYTES):
            yield piece


def write(target: Target, uri: str, data: bytes, content_type: str) -> None:
    """Store bytes at a gs:// address, replacing what is there."""
    bucket, name = split(uri)
    with translated(_("Storing {uri}").format(uri=uri)):
        blob = connect(target).storage.bucket(bucket).blob(name)
        blob.upload_from_string(data, content_type=content_type, **transferring(WRITE_SECONDS))


def delete_under(target: Target, uri: str) -> int:
    """Delete each object whose address starts with the uri and return how many there were."""
    bucket, prefix = split(uri)
    with translated(_("Deleting {uri}").format(uri=uri)):
        storage = connect(target).storage
        names = [
            blob.name for blob in storage.list_blobs(bucket, prefix=prefix, **transferring(READ_SECONDS))
        ]
        for name in names:
            storage.bucket(bucket).blob(name).delete(**transferring(WRITE_SECONDS))
        return len(names)


def split(uri: str) -> tuple[str, str]:
    """Return the bucket and the object name of a gs:// address."""
    bucket, _slash, name = uri.removeprefix("gs://").partition("/")
    return bucket, name
