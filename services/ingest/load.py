"""What arrives at a bucket is read from there: object by object to the disk, never into memory."""

from services.data.reading.dialect import DETECTED, Given
from services.data.reading.read import Reading, read
from services.data.reading.shards import joined, like
from services.data.tables.spool import Spool
from services.errors import InvalidInput
from services.ingest.sources import Source, permitted
from services.runtime.background import report
from services.settings import LIMITS, Limits, Target
from services.vertex import objects


def read_source(target: Target, source: Source, given: Given = DETECTED, limits: Limits = LIMITS) -> Reading:
    """Return the table in a source's objects, saying meanwhile how much of them has come.

    Raises InvalidInput for what is no table, NotFound where an object has changed since it was seen.
    """
    shards: list[tuple[str, Reading]] = []
    before = 0
    for each in source.objects:
        spool = Spool()
        path = spool.folder / "source"

        def told(received: int, before: int = before) -> None:
            _fetched(before + received, source.size)

        with permitted(each.uri):  # it may be taken away while the file comes
            objects.download(target, each.uri, path, each.generation, told)
        before += each.size
        report("reading_rows", before, source.size)
        name = each.uri.rsplit("/", 1)[-1]
        try:
            shard = read(path, like(shards[0][1], given) if shards else given, limits, spool)
        except InvalidInput as error:
            if len(source.objects) == 1:
                raise
            raise InvalidInput(f"“{name}”: {error.message}", error.hint) from error
        path.unlink(missing_ok=True)
        shards.append((name, shard))
    return joined(shards, limits)


def _fetched(received: int, size: int) -> None:
    report("downloading_source", received, size)
