"""The files of a dataset: create them from a table, and read them."""

import csv
import io
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from services.data.profile import Profile, profile
from services.data.reading.parsing.repairs import Repair
from services.data.reading.read import Reading
from services.data.recipe.recipe import Recipe, propose
from services.data.tables.numbers import NumberFormat
from services.data.tables.spool import Spool
from services.data.tables.table import Table
from services.vertex import layout
from services.vertex.datasets import Content, DatasetFiles

PREVIEW_ROWS = 1_000
_PREVIEW_CELLS = 100_000
_PREVIEW_LEAST_ROWS = 20


def files(
    reading: Reading,
    target: str | None = None,
    described: Profile | None = None,
    raw: bytes | str | Path | None = None,
    source: str = "",
    recipe: Recipe | None = None,
) -> DatasetFiles:
    """Return the files of a dataset: table, first rows, reading, profile and recipe, where there is one.

    `target` is the column to predict, None until somebody chooses it; `described` is the table's profile, if
    computed. `raw` is the uploaded file, as a path or bytes, or its gs:// address; `source` is the address
    that the table was read from. `recipe` is by default the proposed one for the target.
    """
    described = described or profile(reading.table)
    stored: list[tuple[str, Content]] = [
        (layout.TABLE, reading.table),
        (layout.PREVIEW, _preview(reading)),
        (layout.READING, _reading_json(reading, source)),
        (layout.PROFILE, described.to_json().encode()),
    ]
    if recipe is None and target is not None:
        recipe = propose(described, target, reading.table.numbers)
    if recipe is not None:
        stored.append((layout.RECIPE, recipe.to_bytes()))
    if reading.rejected_rows:
        stored.append((layout.SET_ASIDE, reading.rejected_rows))
    if raw is not None:
        stored.append((layout.RAW, raw))
    return DatasetFiles(
        content_id=reading.table.content_id,
        rows=reading.rows_kept,
        columns=len(reading.table.names),
        files=tuple(stored),
    )


def repairs(reading_json: bytes) -> tuple[Repair, ...]:
    """Return the repairs in a stored reading.json."""
    facts = json.loads(reading_json)
    return tuple(_repair(record, facts.get("encoding")) for record in facts.get("repairs", ()))


def _repair(record: dict[str, Any], encoding: str | None) -> Repair:
    # An earlier version wrote “ragged row”, no encoding, and a sentence after the name of the file.
    kind = record["kind"].replace(" ", "_")
    file, _colon, _sentence = record.get("message", "").rpartition(": ")
    return Repair(
        kind,
        record["count"],
        width=record.get("width"),
        encoding=record.get("encoding") or (encoding if kind == "unreadable" else None),
        file=record.get("file") or file or None,
        rival=record.get("rival"),
        example=record.get("example"),
        line=record.get("line"),
        names=tuple(record.get("names", ())),
    )


def table(spool: Spool, reading_json: bytes) -> Table:
    """Return the table of a downloaded “table.csv” in a spool, and its reading.json."""
    facts = json.loads(reading_json)
    return Table.again(spool, facts["rows_kept"], facts["content_id"], number_format(reading_json))


def number_format(reading_json: bytes) -> NumberFormat:
    """Return the number format of a table by its stored reading.json."""
    return NumberFormat(**json.loads(reading_json)["numbers"])


def _preview(reading: Reading) -> bytes:
    count = _PREVIEW_CELLS // len(reading.table.names)
    rows = reading.table.head(min(PREVIEW_ROWS, max(_PREVIEW_LEAST_ROWS, count)))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(reading.table.names)
    writer.writerows(rows.fillna("").itertuples(index=False, name=None))
    return text.getvalue().encode()


def _reading_json(reading: Reading, source: str) -> bytes:
    facts = {
        **asdict(reading.dialect),
        "content_id": reading.table.content_id,
        "packing": reading.packing,
        "format": reading.format,
        "part": reading.choice.chosen if reading.choice else "",
        "source": source,
        "rows_in": reading.rows_in,
        "rows_kept": reading.rows_kept,
        "rows_reported": reading.rows_reported,
        "repairs": [_record(repair) for repair in reading.repairs],
    }
    return json.dumps(facts, ensure_ascii=False).encode()


def _record(repair: Repair) -> dict[str, Any]:
    return {name: value for name, value in asdict(repair).items() if value not in (None, "", ())}
