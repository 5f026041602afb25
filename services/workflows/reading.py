"""Reading: read a file or a source in the background, once per content for all sessions."""

from hashlib import sha256

from services.data.reading.parsing.dialect import DialectOptions
from services.data.reading.read import Reading, read_csv
from services.ingest import load
from services.ingest.sources import Source
from services.runtime.background import Background, Progress
from services.settings import Target

# Two at a time, so that pages have a core. A table is on disk and is deleted with its entry.
_readings = Background(workers=2, remembered=4)


def read_source(
    target: Target, source: Source, options: DialectOptions, timeout: float = 0.0
) -> Progress[Reading]:
    """Return the progress of reading a source's content; the first call starts it.

    The first caller waits up to `timeout` seconds for the result.
    """
    key = _key(target, source, options)
    is_new = _readings.start(key, load.read_source, target, source, options)
    return _readings.progress(key, timeout if is_new else 0) or Progress("running")


def read_file(content: bytes, options: DialectOptions, timeout: float = 0.0) -> Progress[Reading]:
    """Return the progress of reading a small file; the first call starts it, as in `read_source`."""
    key = f"{sha256(content).hexdigest()} {options}"
    is_new = _readings.start(key, read_csv, content, options)
    return _readings.progress(key, timeout if is_new else 0) or Progress("running")


def forget(target: Target, source: Source, options: DialectOptions) -> None:
    """Discard the result of a source, so that it is read again after an error."""
    _readings.forget(_key(target, source, options))


def _key(target: Target, source: Source, options: DialectOptions) -> str:
    return f"{target} {source.content} {options}"
