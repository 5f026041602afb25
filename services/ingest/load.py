"""Read tables from a bucket by way of the disk."""

from services.data.reading.parsing.dialect import DETECT_ALL, DialectOptions
from services.data.reading.read import Reading, read
from services.data.reading.shards import join, options_like
from services.data.tables.spool import Spool
from services.errors import InvalidInput
from services.ingest.sources import Source, permitted
from services.runtime.background import report
from services.settings import LIMITS, Limits, Target
from services.vertex import objects


def read_source(
    target: Target, source: Source, options: DialectOptions = DETECT_ALL, limits: Limits = LIMITS
) -> Reading:
    """Return the table in a source's objects, and report the number of bytes downloaded.

    Raises InvalidInput if they hold no table, NotFound if an object has changed since it was looked up.
    """
    shards: list[tuple[str, Reading]] = []
    before = 0
    for item in source.objects:
        spool = Spool()
        path = spool.folder / "source"

        def on_progress(received: int, before: int = before) -> None:
            report("downloading_source", before + received, source.size)

        with permitted(item.uri):  # permission may be revoked during the download
            objects.download(target, item.uri, path, item.generation, on_progress)
        before += item.size
        report("reading_rows", before, source.size)
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
