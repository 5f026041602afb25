"""Reading: read a file or a source in the background, once per content for all sessions."""

from collections.abc import Callable
from functools import partial
from hashlib import sha256
from typing import ParamSpec

from services.data.reading.parsing.dialect import DialectOptions
from services.data.reading.read import Reading, read_csv
from services.data.tables import spool
from services.errors import InvalidInput
from services.ingest import load
from services.ingest.sources import Source
from services.runtime.background import Background, Progress
from services.settings import LIMITS, Target

P = ParamSpec("P")

UNSEEN_SECONDS = 60.0  # after which a table gives way to another

# Two at a time, so that pages have a core, and one of a session. A table is on disk and is deleted with its
# entry. Files that are here already don't wait behind downloads.
_sources = Background(workers=2, share=1, remembered=4)
_files = Background(workers=2, share=1, remembered=4)


def read_source(
    target: Target, source: Source, options: DialectOptions, timeout: float = 0.0, session: str = ""
) -> Progress[Reading]:
    """Return the progress of reading a source's content; the first call starts it.

    The first caller waits up to `timeout` seconds for the result. One reading of a `session` runs at once.
    """
    key = _key(target, source, options)
    is_new = _sources.submit(key, partial(_read, load.read_source, target, source, options), session)
    return _sources.progress(key, timeout if is_new else 0) or Progress("running")


def read_file(
    content: bytes, options: DialectOptions, timeout: float = 0.0, session: str = ""
) -> Progress[Reading]:
    """Return the progress of reading a small file; the first call starts it, as in `read_source`."""
    key = f"{sha256(content).hexdigest()} {options}"
    is_new = _files.submit(key, partial(_read, read_csv, content, options), session)
    return _files.progress(key, timeout if is_new else 0) or Progress("running")


def forget(target: Target, source: Source, options: DialectOptions) -> None:
    """Discard the result of a source, so that it is read again after an error."""
    _sources.forget(_key(target, source, options))


def _read(read: Callable[P, Reading], /, *args: P.args, **kwargs: P.kwargs) -> Reading:
    """Read if there is room on the disk beside the tables that somebody looks at. Raises InvalidInput."""
    if _is_disk_full():
        _sources.forget_unused(UNSEEN_SECONDS)
        _files.forget_unused(UNSEEN_SECONDS)
        if _is_disk_full():
            raise InvalidInput("disk_full", limit=LIMITS.disk_bytes)
    return read(*args, **kwargs)


def _is_disk_full() -> bool:
    return spool.used_bytes() + LIMITS.unpacked_bytes > LIMITS.disk_bytes


def _key(target: Target, source: Source, options: DialectOptions) -> str:
    return f"{target} {source.content} {options}"
