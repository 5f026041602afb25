"""The instances in files of the bucket, as docs/predictions/get-batch-predictions has them."""

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
    """One instance, or a line that holds none and why; `instance` is then the line's text."""

    instance: Any
    fault: str = ""


def read_instances(
    objects: Objects, files: Sequence[tuple[str, str]], instances_format: str
) -> Generator[Record, None, None]:
    """Yield the instances of (bucket, name) files, jsonl or csv, one line at a time."""
    read = _read_csv if instances_format == "csv" else _read_jsonl
    for bucket, name in files:
        with objects.open(bucket, name) as file:
            yield from read(_lines(file))


def _lines(file: BinaryIO) -> Iterator[tuple[str, str]]:
    """Yield each line that is not empty, and what is wrong with its bytes."""
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
    for text, fault in lines:
        try:
            instance = json.loads(text, parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            yield Record(text, fault or f"The line is not JSON: {error}")
        else:
            yield Record(text, fault) if fault else Record(instance)


def _read_csv(lines: Iterator[tuple[str, str]]) -> Iterator[Record]:
    """Yield an array for each line below the header: what is quoted is text, all else a number."""
    header, _fault = next(lines, ("", ""))
    columns = len(next(csv.reader([header]), []))
    for text, fault in lines:
        try:
            # One line at a time: a cell that goes over lines is not accepted, and spoils no other.
            [row] = csv.reader([text], quoting=csv.QUOTE_NONNUMERIC, strict=True)
        except (csv.Error, ValueError) as error:
            yield Record(text, fault or f"The line can't be read, text must be quoted: {error}")
            continue
        if not fault and "" in _QUOTED.sub("text", text).split(","):
            fault = "The line has an empty cell: text must be quoted, and a number be there."
        if not fault and len(row) != columns:
            fault = f"The line has {len(row)} cells, and the header {columns}."
        if not fault and any(isinstance(cell, float) and not math.isfinite(cell) for cell in row):
            fault = "The line has a number that is not finite."
        yield Record(text, fault) if fault else Record(row)


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON.")
