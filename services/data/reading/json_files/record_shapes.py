"""Read many JSON lines at once whose records have the same keys in the same order, perhaps some left out."""

import json
import re
from dataclasses import dataclass
from typing import Any, Self

import polars as pl
from polars.exceptions import PolarsError

from services.data.reading.json_files.cells import SEPARATOR, text
from services.data.reading.json_files.values import decode

_MOST_LEAVES = 200  # of a record
_STRING = r'"(?:[^"\\\x00]|\\[^\x00])*"'
_NUMBER = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
_LIST = rf'\[(?:{_STRING}|[^"\[\]{{}}\\\x00])*\]'
_VALUE = rf"({_STRING}|{_NUMBER}|true|false|null|{_LIST})"
_BLANKS = r"[ \t\r\n]*"


@dataclass(frozen=True)
class RecordShape:
    """The keys of a flat record in their order, and the pattern of a line with such a record."""

    keys: tuple[str, ...]
    pattern: str

    @classmethod
    def of(cls, record: dict[str, Any]) -> Self | None:
        """Return the shape of a record, None if it has too many keys or objects without any."""
        keys: list[str] = []
        pattern = _pattern(record, "", keys)
        if pattern is None or len(keys) > _MOST_LEAVES:
            return None
        return cls(tuple(keys), f"^{_BLANKS}{pattern}{_BLANKS}$")

    def read(self, lines: pl.Series) -> tuple[pl.DataFrame, pl.Series]:
        """Return the cells of the lines, a column for each key, and whether each line has this shape."""
        try:
            leaves = lines.str.extract_groups(self.pattern).struct.unnest()
            cells = [_cells(leaf) for leaf in leaves]
        except (PolarsError, ValueError):  # a pattern that is too large, or a broken list
            return pl.DataFrame(), pl.repeat(False, len(lines), eager=True)
        return pl.DataFrame(cells), leaves.to_series(0).is_not_null()  # every record has its first key


def _pattern(record: dict[str, Any], prefix: str, keys: list[str]) -> str | None:
    """Return the pattern of an object and add the keys of its leaves, None if it can't be read so."""
    members: list[str] = []
    for key, value in record.items():
        name = json.dumps(key, ensure_ascii=False)
        if isinstance(value, dict):
            inner = _pattern(value, f"{prefix}{key}{SEPARATOR}", keys)
        else:
            inner = _VALUE
            keys.append(prefix + key)
        if inner is None or "\\" in name:
            return None
        members.append(rf"{re.escape(name)}{_BLANKS}:{_BLANKS}{inner}{_BLANKS}")
    if not members:
        return None
    others = "".join(rf"(?:,{_BLANKS}{member})?" for member in members[1:])
    return rf"\{{{_BLANKS}{members[0]}{others}\}}"


def _cells(leaf: pl.Series) -> pl.Series:
    """Return JSON values as cells, null where one is missing; raises ValueError for a broken one."""
    if leaf.str.contains(r"^\[|\\").any():
        leaf = pl.Series(leaf.name, [_plain(value) for value in leaf], dtype=pl.String)
    column = pl.col(leaf.name)
    unquoted = column.str.slice(1, column.str.len_chars() - 2)
    others = column.replace({"null": None, "-0": "0"})
    plain = pl.when(column.str.starts_with('"')).then(unquoted).otherwise(others)
    return leaf.to_frame().select(plain.alias(leaf.name)).to_series()


def _plain(value: str | None) -> str | None:
    """Return a value without escapes, a list as its text; texts stay in quotes."""
    if not value or (value[0] != "[" and "\\" not in value):
        return value
    plain = text(decode(value))
    if "\0" in plain:
        raise ValueError(value)
    return f'"{plain}"'
