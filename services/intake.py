"""From a table as it was read to the files that a dataset consists of."""

import csv
import io
import json
from dataclasses import asdict

from services.data.profile import profile
from services.data.reading import Reading
from services.data.recipe import propose
from services.vertex.datasets import DatasetFiles

PREVIEW_ROWS = 100


def files(reading: Reading, target: str | None = None) -> DatasetFiles:
    """Return the table, its first rows, how it was read, its profile and a proposed recipe.

    `target` is the column to predict where it is known, as it is for a sample.
    """
    described = profile(reading.table)
    return DatasetFiles(
        content_id=reading.table.content_id,
        rows=reading.rows_kept,
        columns=len(reading.table.names),
        files=(
            ("table.csv", reading.table.path.read_bytes()),
            ("preview.csv", _preview(reading)),
            ("reading.json", _how_it_was_read(reading)),
            ("profile.json", described.to_json().encode()),
            ("recipe.json", propose(described, target, reading.table.numbers).to_json().encode()),
        ),
    )


def _preview(reading: Reading) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(reading.table.names)
    writer.writerows(reading.table.head(PREVIEW_ROWS).fillna("").itertuples(index=False, name=None))
    return text.getvalue().encode()


def _how_it_was_read(reading: Reading) -> bytes:
    facts = {
        "encoding": reading.dialect.encoding,
        "delimiter": reading.dialect.delimiter,
        "rows_in": reading.rows_in,
        "rows_kept": reading.rows_kept,
        "rows_reported": reading.rows_reported,
        "repairs": [asdict(repair) for repair in reading.repairs],
    }
    return json.dumps(facts, ensure_ascii=False).encode()
