"""Read instances from files in the bucket (docs/predictions/get-batch-predictions)."""

import csv
import json
import math
import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from services.local_cloud.storage.objects import Objects

_QUOTED = re.compile(r'"(?:[^"]|"")*"')


@dataclass(frozen=True)
class Record:
    """One instance; if `error` is set, the line is invalid and `instance` is its text."""

    instance: Any
    error: str = ""


def read_instances(
    objects: Objects, files: Sequence[tuple[str, str]], instances_format: str
) -> Generator[Record, None, None]:
    """Yield the instances of (bucket, name) files in jsonl or csv, line by line."""
    read = _read_csv if instances_format == "csv" else _read_jsonl
    for bucket, name in files:
        with objects.open(bucket, name) as file:
            yield from read(_lines(file))


def _lines(file: BinaryIO) -> Iterator[tuple[str, str]]:
    """Yield each line that is not empty, and the error in its encoding, if any."""
    for number, line in enumerate(file):
        content = line.removeprefix(b"\xef\xbb\xbf") if number == 0 else line
        text = content.decode("utf-8", "replace").rstrip("\r\n")
        if text.strip():
            yield text, "" if _is_utf8(content) else "The line is not UTF-8."


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _read_jsonl(lines: Iterator[tuple[str, str]]) -> Iterator[Record]:
    for text, error in lines:
        try:
            instance = json.loads(text, parse_constant=_no_constant)
        except (ValueError, RecursionError) as reason:
            yield Record(text, error or f"The line is not JSON: {reason}")
        else:
            yield Record(text, error) if error else Record(instance)


def _read_csv(lines: Iterator[tuple[str, str]]) -> Iterator[Record]:
    """Yield an array for each line after the header: quoted cells are text, others are numbers."""
    header, _error = next(lines, ("", ""))
    columns = len(next(csv.reader([header]), []))
    for text, error in lines:
        try:
            # One line at a time, so that an invalid one, or a cell of several lines, affects no other line.
            [row] = csv.reader([text], quoting=csv.QUOTE_NONNUMERIC, strict=True)
        except (csv.Error, ValueError) as reason:
            yield Record(text, error or f"The line can't be read, text must be quoted: {reason}")
            continue
        if not error and "" in _QUOTED.sub("text", text).split(","):
            error = "The line has an empty cell: text must be quoted, and a number be there."
        if not error and len(row) != columns:
            error = f"The line has {len(row)} cells, and the header {columns}."
        if not error and any(isinstance(cell, float) and not math.isfinite(cell) for cell in row):
            error = "The line has a number that is not finite."
        yield Record(text, error) if error else Record(row)


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON.")
