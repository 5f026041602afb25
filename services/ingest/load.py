"""Read tables from a bucket, object by object, on disk and never in memory."""

from hashlib import sha256

from services.data.reading.dialect import DETECT_ALL, DialectOptions
from services.data.reading.read import Reading, read, read_csv
from services.data.reading.shards import join, options_like
from services.data.tables.spool import Spool
from services.errors import InvalidInput
from services.ingest.sources import Source, permitted
from services.runtime.background import Background, Progress, report
from services.settings import LIMITS, Limits, Target
from services.text.i18n import _
from services.vertex import objects

# Two at a time, so that a core is left for the pages; a reading's table is deleted from disk with its entry.
_readings = Background(workers=2, remembered=4)


def reading(target: Target, source: Source, options: DialectOptions, patience: float = 0.0) -> Progress:
    """Return the progress of reading a source; the first call starts it for all sessions.

    The call that starts it waits up to `patience` seconds for the result.
    """
    key = _key(target, source, options)
    is_new = _readings.start(key, read_source, target, source, options)
    return _readings.look(key, patience if is_new else 0) or Progress("running")


def reading_of(content: bytes, options: DialectOptions, patience: float = 0.0) -> Progress:
    """Return the progress of reading a small file; equal bytes are read once for all sessions."""
    key = f"{sha256(content).hexdigest()} {options}"
    is_new = _readings.start(key, read_csv, content, options)
    return _readings.look(key, patience if is_new else 0) or Progress("running")


def forget(target: Target, source: Source, options: DialectOptions) -> None:
    """Forget the result of reading a source, so that the next call reads it again."""
    _readings.forget(_key(target, source, options))


def read_source(
    target: Target, source: Source, options: DialectOptions = DETECT_ALL, limits: Limits = LIMITS
) -> Reading:
    """Return the table in a source's objects; report how many bytes were downloaded.

    Raises InvalidInput if they hold no table, NotFound if an object has changed since it was looked up.
    """
    shards: list[tuple[str, Reading]] = []
    before = 0
    for item in source.objects:
        spool = Spool()
        path = spool.folder / "source"

        def on_progress(received: int, before: int = before) -> None:
            _fetched(before + received, source.size)

        with permitted(item.uri):  # the permission may be revoked during the download
            objects.download(target, item.uri, path, item.generation, on_progress)
        before += item.size
        report(_("Reading the rows…"), before / source.size)
        name = item.uri.rsplit("/", 1)[-1]
        try:
            shard = read(path, options_like(shards[0][1], options) if shards else options, limits, spool)
        except InvalidInput as error:
            if len(source.objects) == 1:
                raise
            raise InvalidInput("shard_unreadable", shard=name, cause=error) from error
        path.unlink(missing_ok=True)
        shards.append((name, shard))
    return join(shards, limits)


def _fetched(received: int, size: int) -> None:
    report(
        _("Reading… {received:,.0f} MB of {size:,.0f} MB", received=received / 1024**2, size=size / 1024**2),
        received / size,
    )


def _key(target: Target, source: Source, options: DialectOptions) -> str:
    return f"{target} {source.content} {options}"
