"""From a table as it was read to the files that a dataset consists of."""

import csv
import io
import json
from dataclasses import asdict

from services.data.profile import Profile, profile
from services.data.reading.read import Reading
from services.data.reading.repairs import Repair
from services.data.recipe.recipe import propose
from services.data.tables.numbers import NumberFormat
from services.data.tables.spool import Spool
from services.data.tables.table import Table
from services.vertex import layout
from services.vertex.datasets import Content, DatasetFiles

PREVIEW_ROWS = 1_000
_PREVIEW_CELLS = 100_000
_PREVIEW_AT_LEAST = 20


def files(
    reading: Reading,
    target: str | None = None,
    described: Profile | None = None,
    raw: bytes | str | None = None,
    source: str = "",
) -> DatasetFiles:
    """Return the table, its first rows, how it was read, its profile and a proposed recipe.

    `target` is the column to predict where it is known, as it is for a sample; `described` the
    table's profile where it was computed before. `raw` is the file as it came, or the address of the
    object that it came as; `source` is where the table was read from.
    """
    described = described or profile(reading.table)
    stored: list[tuple[str, Content]] = [
        (layout.TABLE, reading.table),
        (layout.PREVIEW, _preview(reading)),
        (layout.READING, _how_it_was_read(reading, source)),
        (layout.PROFILE, described.to_json().encode()),
        (layout.RECIPE, propose(described, target, reading.table.numbers).to_bytes()),
    ]
    if reading.set_aside:
        stored.append((layout.SET_ASIDE, reading.set_aside))
    if raw is not None:
        stored.append((layout.RAW, raw))
    return DatasetFiles(
        content_id=reading.table.content_id,
        rows=reading.rows_kept,
        columns=len(reading.table.names),
        files=tuple(stored),
    )


def repairs(how_it_was_read: bytes) -> tuple[Repair, ...]:
    """Return what reading mended, from the file in which a dataset keeps how it was read."""
    facts = json.loads(how_it_was_read)
    return tuple(Repair(each["kind"], each["count"], each["message"]) for each in facts.get("repairs", ()))


def table(spool: Spool, how_it_was_read: bytes) -> Table:
    """Return the stored table again, from its file “table.csv” in a spool and what is kept beside it."""
    facts = json.loads(how_it_was_read)
    numbers = NumberFormat(**facts["numbers"])
    return Table.again(spool, facts["rows_kept"], facts["content_id"], numbers)


def _preview(reading: Reading) -> bytes:
    fitting = _PREVIEW_CELLS // len(reading.table.names)
    rows = reading.table.head(min(PREVIEW_ROWS, max(_PREVIEW_AT_LEAST, fitting)))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(reading.table.names)
    writer.writerows(rows.fillna("").itertuples(index=False, name=None))
    return text.getvalue().encode()


def _how_it_was_read(reading: Reading, source: str) -> bytes:
    facts = {
        **asdict(reading.dialect),
        "content_id": reading.table.content_id,
        "packing": reading.packing,
        "source": source,
        "rows_in": reading.rows_in,
        "rows_kept": reading.rows_kept,
        "rows_reported": reading.rows_reported,
        "repairs": [asdict(repair) for repair in reading.repairs],
    }
    return json.dumps(facts, ensure_ascii=False).encode()
