"""Records of JSON as the cells of a row: nested objects become columns, lists become texts."""

import json
from collections.abc import Callable
from operator import attrgetter
from typing import Any

from services.data.reading.json_files.values import ExactFloat

Record = dict[str, Any]

_DEPTH = 20  # deeper objects are texts
SEPARATOR = "\0"  # between the keys of nested objects; a point may be part of a key

_ENCODER = json.JSONEncoder(ensure_ascii=False)
_TEXTS: dict[type, Callable[[Any], str]] = {
    str: str,
    int: str,
    bool: {False: "false", True: "true"}.__getitem__,
    type(None): lambda _null: "",
    ExactFloat: attrgetter("text"),
}


def flatten(record: Record) -> Record:
    """Return a record without nested objects: their keys are joined, as in pandas.json_normalize."""
    if dict not in map(type, record.values()):
        return record
    return dict(_leaves(record, "", _DEPTH))


def column_name(key: str) -> str:
    """Return the name of the column for a key of a flat record."""
    return key.replace(SEPARATOR, ".").strip()


def text(value: Any) -> str:
    """Return a value as the text of a cell; null is a missing value, and numbers are as in the file."""
    return _TEXTS.get(type(value), _ENCODER.encode)(value)


def _leaves(record: Record, prefix: str, depth: int) -> list[tuple[str, Any]]:
    leaves: list[tuple[str, Any]] = []
    for key, value in record.items():
        if type(value) is dict and depth:
            leaves += _leaves(value, f"{prefix}{key}{SEPARATOR}", depth - 1)
        else:
            leaves.append((prefix + key, value))
    return leaves
