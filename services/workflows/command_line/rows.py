"""Rows to predict: read them from a file, and make instances of them by a model's contract."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from services.data.models.contract import Contract, Field
from services.data.profile import Profile
from services.data.reading.read import Reading, read
from services.data.recipe.column_plans import cells
from services.data.tables.column_types import MARKS
from services.data.tables.dates import iso
from services.errors import InvalidInput, LaunchpadError

Row = Mapping[str, Any] | LaunchpadError
"""The cells of a row by column, or what is wrong with it."""

MOST_BYTES = 256 * 1024**2

_JSON = (".jsonl", ".ndjson", ".json")
_FORM_ROWS = 1_000  # of the table, which decide the form of its dates


@dataclass(frozen=True)
class Rows:
    """The rows of a file in their order; `are_texts` says that the cells are those of a CSV file."""

    rows: tuple[Row, ...]
    are_texts: bool = False


def read_rows(path: Path) -> Rows:
    """Return the rows of a file: JSON Lines by its extension, else a table; blank lines are no rows.

    Raises InvalidInput if it can't be read as a whole.
    """
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise InvalidInput("rows_too_large", size=size, limit=MOST_BYTES)
        if path.suffix.lower() in _JSON:
            lines = path.read_text("utf-8-sig").split("\n")
            return Rows(tuple(_json_row(line) for line in lines if line.strip()))
        return Rows(tuple(_table_rows(path)), are_texts=True)
    except FileNotFoundError as error:
        raise InvalidInput("inspected_file_missing") from error
    except OSError as error:
        raise InvalidInput("inspected_file_unreadable", detail=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise InvalidInput("inspected_file_unreadable", detail=str(error)) from error


def instances(rows: Rows, contract: Contract, reading: Reading, profile: Profile) -> tuple[Row, ...]:
    """Return the instance of each row, or what is wrong with it.

    Values of JSON stay what they are. Those of a CSV file are read as the model's table was (`reading` and
    `profile` are the table's). The table's other columns, such as the target, are left out.
    """
    given = rows.rows
    if rows.are_texts:
        given = _typed(given, contract, reading, profile)
    columns = frozenset(reading.table.names)
    return tuple(
        row if isinstance(row, LaunchpadError) else _instance(row, contract, columns) for row in given
    )


def _json_row(line: str) -> Row:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return InvalidInput("row_not_json")
    return row if isinstance(row, dict) else InvalidInput("row_not_object")


def _table_rows(path: Path) -> Iterator[Row]:
    reading = read(path)
    names = reading.table.names
    if not reading.rows_reported:
        for texts in reading.table.frame().itertuples(index=False, name=None):
            yield dict(zip(names, texts, strict=True))
        return
    # The table lacks the rows of another width, so that their places are only in the file itself.
    with path.open(encoding=reading.dialect.encoding, errors="replace", newline="") as file:
        lines = (line for line in csv.reader(file, delimiter=reading.dialect.delimiter) if line)
        if reading.dialect.header:
            next(lines, None)
        for line in lines:
            if len(line) == len(names):
                yield dict(zip(names, line, strict=True))
            else:
                yield InvalidInput("row_of_another_width", cells=len(line), columns=len(names))


def _typed(rows: Sequence[Row], contract: Contract, reading: Reading, profile: Profile) -> tuple[Row, ...]:
    """Return the rows with their texts read by the roles of the fields."""
    good = [row for row in rows if not isinstance(row, LaunchpadError)]
    frame = pd.DataFrame(good, dtype=object)
    typed = {
        field.name: _values(field, frame[field.name], reading, profile)
        for field in contract.columns
        if field.name in frame
    }
    read_rows = iter(
        {**row, **{name: column[place] for name, column in typed.items()}} for place, row in enumerate(good)
    )
    return tuple(row if isinstance(row, LaunchpadError) else next(read_rows) for row in rows)


def _values(field: Field, column: pd.Series, reading: Reading, profile: Profile) -> list[Any]:
    """Return the values of a field; what can't be read stays a text, which the contract then rejects."""
    texts = [text if isinstance(text, str) else "" for text in column]
    marks = {mark for mark, _count in profile.column(field.name).marks}
    match field.role:
        case "numeric":
            parsed = [
                None if pd.isna(number) else number
                for number in cells.numbers(pd.Series(texts, dtype=object), reading.table.numbers)
            ]
        case "date":
            known = reading.table.head(_FORM_ROWS, (field.name,))[field.name]
            moments = cells.moments(pd.concat([known, pd.Series(texts, dtype=object)]))[len(known) :]
            parsed = [None if pd.isna(moment) else iso(moment) for moment in moments]
        case _:
            return [None if text.strip() in marks else text for text in texts]
    marks |= set(MARKS)
    return [
        value if value is not None or text.strip() in marks else text
        for value, text in zip(parsed, texts, strict=True)
    ]


def _instance(row: Mapping[str, Any], contract: Contract, columns: frozenset[str]) -> Row:
    fields = {field.name: field for field in contract.columns}
    values = {name: value for name, value in row.items() if name in fields or name not in columns}
    # The model reads a number in a column of texts as the text that the table had.
    numbers = {
        name: value
        for name, value in values.items()
        if name in fields and fields[name].role in ("category", "text") and isinstance(value, int | float)
    }
    try:
        return {
            **contract.instance({**values, **{name: str(value) for name, value in numbers.items()}}),
            **numbers,
        }
    except InvalidInput as error:
        return error
