"""Reading: a file or a source is read in the background, once for everyone who asks for the same bytes."""

from hashlib import sha256

from services.data.reading.dialect import DialectOptions
from services.data.reading.read import Reading, read_csv
from services.ingest import load
from services.ingest.sources import Source
from services.runtime.background import Background, Progress
from services.settings import Target

# Two at a time, so that the pages keep a core. A table lies on disk and goes with its entry.
_readings = Background(workers=2, remembered=4)


def read_source(
    target: Target, source: Source, options: DialectOptions, timeout: float = 0.0
) -> Progress[Reading]:
    """Return the progress of reading a source's content; the first call starts it.

    `timeout` is how many seconds the caller that starts it waits for the end.
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
    """Let a source be read anew, after an error that may have passed."""
    _readings.forget(_key(target, source, options))


def _key(target: Target, source: Source, options: DialectOptions) -> str:
    return f"{target} {source.content} {options}"
