"""The objects on lines or in an array, many read at once where they have the same keys."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import polars as pl

from services.data.reading.json_files.record_shapes import RecordShape
from services.data.reading.json_files.values import Scanner, decode
from services.data.reading.parsing.limits import row_too_large
from services.settings import Limits

_PIECE_BYTES = 4 * 1024**2
_FIRST = 1_000  # lines, of which the record with the most keys has the shape of the others
_MANY = 100  # lines from which on reading at once is faster
_MOST_OTHERS = 0.01  # the most share of lines of another shape in a block that is read at once


@dataclass(frozen=True, slots=True)
class Element:
    """An element of a list with its number or line; if it is no object, its text instead of a value."""

    number: int
    value: dict[str, Any] | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """Flat records that were read at once: a column of cells for each key, null where a value is missing."""

    keys: tuple[str, ...]
    cells: pl.DataFrame


def read_lines(path: Path, start: int, limits: Limits, at_once: bool) -> Iterator[Element | Rows]:
    """Yield the objects on the lines of a UTF-8 file, as Rows where many are read `at_once`."""
    number, shape = 0, None
    with path.open("rb") as file:
        file.seek(start)
        for lines in _blocks(file, limits):
            if number == 0 and at_once:
                shape = _shape(lines[:_FIRST])
            several = list(_at_once(lines, number, shape)) if shape and len(lines) >= _MANY else []
            shape = shape if several else None
            yield from several or _one_by_one(lines, number)
            number += len(lines)


def read_array(path: Path, start: int, limits: Limits, at_once: bool) -> Iterator[Element | Rows]:
    """Yield the elements of an array in a UTF-8 file, as Rows where many are read `at_once`."""
    with Scanner(path, start, limits) as scanner:
        scanner.take("[")
        number, shape = 0, None
        while scanner.peek() != "]":
            rows = _next_rows(scanner, shape) if shape and number >= _FIRST else None
            if rows:
                number += len(rows.cells)
                yield rows
                continue
            number += 1
            value = scanner.value()
            if at_once and number <= _FIRST and isinstance(value, dict):
                shape = max(filter(None, (shape, RecordShape.of(value))), key=_width, default=None)
            shape = shape if number <= _FIRST else None
            yield element(number, value)
            if scanner.peek() != "]":
                scanner.take(",")
        scanner.take("]")
        if scanner.peek():
            scanner.take("")  # nothing may follow


def element(number: int, value: Any) -> Element:
    """Return a value with its number."""
    if isinstance(value, dict):
        return Element(number, value)
    return Element(number, None, json.dumps(value, ensure_ascii=False))


def object_of(text: str) -> dict[str, Any] | None:
    """Return the object that a text says, None if it says none."""
    try:
        value = decode(text)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _blocks(file: BinaryIO, limits: Limits) -> Iterator[list[bytes]]:
    """Yield the lines of a file in blocks; raises InvalidInput for a line that is too long."""
    rest = b""
    while piece := file.read(_PIECE_BYTES):
        *lines, rest = (rest + piece).split(b"\n")
        if max(map(len, (*lines, rest))) > limits.row_bytes:
            raise row_too_large(limits)
        if lines:
            yield lines
    if rest:
        yield [rest]


def _shape(lines: list[bytes]) -> RecordShape | None:
    records = filter(None, (object_of(line.decode(errors="replace")) for line in lines))
    shapes = filter(None, map(RecordShape.of, records))
    return max(shapes, key=_width, default=None)


def _width(shape: RecordShape) -> int:
    return len(shape.keys)


def _next_rows(scanner: Scanner, shape: RecordShape) -> Rows | None:
    """Return the next objects of an array and pass them, None if there are few or one has another shape."""
    texts, end = scanner.objects()
    if len(texts) < _MANY:
        return None
    cells, has_shape = shape.read(pl.Series("object", texts, dtype=pl.String))
    if not has_shape.all():
        return None
    scanner.move_to(end)
    return Rows(shape.keys, cells)


def _at_once(lines: list[bytes], before: int, shape: RecordShape) -> Iterator[Element | Rows]:
    """Yield the records of lines, nothing if too many have another shape."""
    texts = pl.Series("line", [line.decode(errors="replace") for line in lines], dtype=pl.String)
    cells, has_shape = shape.read(texts)
    others = np.flatnonzero(~has_shape.to_numpy())
    if len(others) > max(1, _MOST_OTHERS * len(lines)):
        return
    first = 0
    for place in (*others.tolist(), len(lines)):
        if place > first:
            yield Rows(shape.keys, cells[first:place])
        yield from _one_by_one(lines[place : place + 1], before + place)
        first = place + 1


def _one_by_one(lines: list[bytes], before: int) -> Iterator[Element]:
    for number, line in enumerate(lines, start=before + 1):
        if text := line.decode(errors="replace").strip():
            value = object_of(text)
            yield Element(number, value, text if value is None else "")
