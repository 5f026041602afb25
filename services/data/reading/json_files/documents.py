"""Find the tables in a JSON file: JSON lines, an array of objects, or a document that holds lists of them."""

import io
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from services.data.reading.json_files.elements import (
    Element,
    Rows,
    element,
    object_of,
    read_array,
    read_lines,
)
from services.data.reading.json_files.values import Scanner, decode
from services.errors import InvalidInput
from services.settings import Limits

_DOCUMENT_BYTES = 32 * 1024**2  # a document is read at once
_DEPTH = 8  # of a list in a document
_OPEN = "[{,:"  # a document continues on the next line after one of these


Elements = Callable[[], Iterator[Element | Rows]]


def find_tables(
    path: Path, start: int, sample: str, limits: Limits, at_once: bool = True
) -> dict[str, Elements]:
    """Return the elements of the tables in a UTF-8 file by the tables' names, "" if there is only one.

    Flat records on lines are Rows where many can be read `at_once`.
    Raises InvalidInput for JSON that is broken or holds no table.
    """
    if sample.lstrip()[:1] == "[":
        return {"": partial(read_array, path, start, limits, at_once)}
    if _is_lines(sample):
        return {"": partial(read_lines, path, start, limits, at_once)}
    if _is_sequence(path, start, limits):
        return {"": partial(_sequence, path, start, limits)}
    if path.stat().st_size - start > _DOCUMENT_BYTES:
        raise InvalidInput("json_document_too_large", limit=_DOCUMENT_BYTES)
    return _tables(_document(path.read_bytes()[start:].decode(errors="replace")))


def _document(text: str) -> Any:
    try:
        return decode(text)
    except ValueError as error:
        raise InvalidInput("json_broken", line=getattr(error, "lineno", 1)) from error


def _is_sequence(path: Path, start: int, limits: Limits) -> bool:
    """Return whether several objects follow each other; raises InvalidInput if the first is broken."""
    with Scanner(path, start, limits) as scanner:
        try:
            scanner.value()
        except InvalidInput as error:
            if error.code == "row_too_large":
                return False
            raise
        return bool(scanner.peek())


def _is_lines(sample: str) -> bool:
    """Return whether the first line of several is an object, or the second one if the first is broken."""
    lines = [line.strip() for line in islice(filter(str.strip, io.StringIO(sample, newline="\n")), 2)]
    if len(lines) < 2:
        return False
    return object_of(lines[0]) is not None or (lines[0][-1] not in _OPEN and object_of(lines[1]) is not None)


def _sequence(path: Path, start: int, limits: Limits) -> Iterator[Element]:
    with Scanner(path, start, limits) as scanner:
        number = 0
        while scanner.peek():
            number += 1
            yield element(number, scanner.value())


def _tables(document: Any) -> dict[str, Elements]:
    """Return the lists of objects in a document, else the table that its columns make."""
    tables = dict(_lists(document))
    if not tables:
        tables[""] = _columns(document)
    return {name: partial(_elements, values) for name, values in tables.items()}


def _elements(values: list[Any]) -> Iterator[Element]:
    return (element(number, value) for number, value in enumerate(values, start=1))


def _lists(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, list[Any]]]:
    if isinstance(value, list):
        if any(isinstance(item, dict) for item in value):
            yield ".".join(path), value
    elif isinstance(value, dict) and len(path) < _DEPTH:
        for key, item in value.items():
            yield from _lists(item, (*path, key))


def _columns(document: dict[str, Any]) -> list[Any]:
    """Return the records of a document of columns, in one of the forms that pandas writes.

    Raises InvalidInput for a document of another form.
    """
    values = list(document.values())
    names, rows = document.get("columns"), document.get("data")
    if isinstance(names, list) and isinstance(rows, list):
        return [_record(names, row) for row in rows]
    if values and all(isinstance(value, list) for value in values) and len(set(map(len, values))) == 1:
        return [dict(zip(document, row, strict=True)) for row in zip(*values, strict=True)]
    if values and all(isinstance(value, dict) for value in values):
        if all(map(_is_numbered, values)):
            keys = dict.fromkeys(key for value in values for key in value)
            return [{name: column.get(key) for name, column in document.items()} for key in keys]
        if _is_numbered(document):
            return values
    raise InvalidInput("json_without_table")


def _record(names: list[Any], row: Any) -> Any:
    if not isinstance(row, list) or len(row) != len(names):
        return row
    return dict(zip(map(str, names), row, strict=True))


def _is_numbered(value: Mapping[str, Any]) -> bool:
    """Return whether all keys of an object are row numbers."""
    return bool(value) and all(key.isdecimal() for key in value)
