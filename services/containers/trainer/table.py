"""The table: the CSV's cells as the model takes them, and the target's."""

import io
import re
from dataclasses import dataclass
from typing import Any

import numpy
import pandas

from . import dates

_WORD = re.compile(r"\w")  # without one, there is no vocabulary to count

ROLES = ("numeric", "category", "text", "date")


@dataclass(frozen=True)
class Column:
    """One column that the model takes, with its role."""

    name: str
    role: str


@dataclass(frozen=True)
class Table:
    """Rows of an object array (floats, texts, ISO dates, None), one target each, and how many were dropped.

    `target` holds texts for a classification and floats for a regression.
    """

    columns: tuple[Column, ...]
    values: numpy.ndarray
    target: numpy.ndarray
    dropped: int


def load(data: bytes, recipe: dict[str, Any]) -> Table:
    """Return the rows that have a target; raises ValueError where nothing can be learned from them."""
    frame = pandas.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False, encoding="utf-8")
    used = [Column(each["column"], each["role"]) for each in recipe["roles"] if each["role"] in ROLES]
    absent = [name for name in [recipe["target"], *(each.name for each in used)] if name not in frame]
    if absent:
        raise ValueError(f"the table has no column {absent[0]!r}")
    target = _target(frame[recipe["target"]], recipe["task"])
    kept = target.notna()
    goals = _checked(target[kept].to_numpy(), recipe["task"])
    columns, cells = _columns(frame[kept], used)
    if not columns:
        raise ValueError("no column of the recipe holds anything to learn from")
    values = numpy.empty((int(kept.sum()), len(columns)), dtype=object)
    for index, each in enumerate(cells):
        values[:, index] = each
    return Table(columns, values, goals, int((~kept).sum()))


def _columns(frame: pandas.DataFrame, used: list[Column]) -> tuple[tuple[Column, ...], list[numpy.ndarray]]:
    columns, cells = [], []
    for column in used:
        read = _cells(frame[column.name], column.role)
        if any(cell is not None and (column.role != "text" or _WORD.search(cell)) for cell in read):
            columns.append(column)
            cells.append(read)
    return tuple(columns), cells


def _cells(cells: pandas.Series, role: str) -> numpy.ndarray:
    trimmed = cells.str.strip()
    if role == "text":
        return _objects(cells, trimmed != "")
    if role == "category":
        return _objects(trimmed, trimmed != "")
    if role == "date":
        moments = dates.read(trimmed)
        return _objects(dates.iso(moments), moments.notna())
    numbers = _numbers(trimmed)
    return _objects(numbers, numbers.notna())


def _objects(cells: pandas.Series, present: pandas.Series) -> numpy.ndarray:
    objects: numpy.ndarray = cells.to_numpy(dtype=object, copy=True)
    objects[~present.to_numpy()] = None
    return objects


def _numbers(cells: pandas.Series) -> pandas.Series:
    numbers = pandas.to_numeric(cells, errors="coerce").astype(float)
    return numbers.where(numpy.isfinite(numbers))


def _target(cells: pandas.Series, task: str) -> pandas.Series:
    if task == "regression":
        return _numbers(cells.str.strip())
    trimmed = cells.str.strip().astype(object)
    return trimmed.where(trimmed != "", None)


def _checked(target: numpy.ndarray, task: str) -> numpy.ndarray:
    values = target.astype(float) if task == "regression" else target.astype(object)
    if len(values) < 2 or len(set(values)) < 2:
        raise ValueError("the target is the same in every row that has one, so there is nothing to learn")
    return values
