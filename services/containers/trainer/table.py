"""The table: the CSV's cells as the model takes them, and the target's."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy
import pandas

from . import dates, numbers
from .counts import counted

_WORD = re.compile(r"\b\w+\b")  # without one, there is no vocabulary to count

ROLES = ("numeric", "category", "text", "date")


@dataclass(frozen=True)
class Column:
    """One column that the model takes, with its role and the role's options that the recipe gives."""

    name: str
    role: str
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """Rows of an object array (floats, texts, ISO dates, None), one target each, and how many were dropped.

    `target` holds texts for a classification and floats for a regression, `deciding` the texts of the
    column that splits the rows where one does. `notes` tell what counts as missing though it's filled in.
    """

    columns: tuple[Column, ...]
    values: numpy.ndarray
    target: numpy.ndarray
    dropped: int
    deciding: numpy.ndarray | None = None
    notes: tuple[str, ...] = ()


def load(data: bytes, recipe: dict[str, Any]) -> Table:
    """Return the rows that have a target; raises ValueError where nothing can be learned from them."""
    frame = pandas.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False, encoding="utf-8")
    used = [
        Column(each["column"], each["role"], each.get("options", {}))
        for each in recipe["roles"]
        if each["role"] in ROLES
    ]
    decider = recipe.get("split", {}).get("column")
    for name in [recipe["target"], *(each.name for each in used), *([decider] if decider else [])]:
        if name not in frame:
            raise ValueError(f"the table has no column {name!r}")
    written = recipe.get("numbers", numbers.PLAIN)
    target = _target(frame[recipe["target"]], recipe["task"], written)
    kept = target.notna()
    goals = _checked(target[kept].to_numpy(), recipe["task"])
    taken = frame[kept]
    found = [(column, _cells(taken[column.name], column.role, written)) for column in used]
    full = [(column, cells) for column, cells in found if _holds_anything(column, cells)]
    if not full:
        raise ValueError("no column of the recipe holds anything to learn from")
    values = numpy.empty((len(taken), len(full)), dtype=object)
    for index, (_column, cells) in enumerate(full):
        values[:, index] = cells
    return Table(
        tuple(column for column, _cells in full),
        values,
        goals,
        int((~kept).sum()),
        taken[decider].to_numpy(dtype=object) if decider else None,
        tuple(_notes(taken, found)),
    )


def _holds_anything(column: Column, cells: numpy.ndarray) -> bool:
    if column.role != "text":
        return any(cell is not None for cell in cells)
    if column.options.get("vectoriser") == "characters":
        return any(cell is not None for cell in cells)
    least = column.options.get("shortest", 1)  # a vocabulary of runs of words needs one so long
    return any(cell is not None and len(_WORD.findall(cell)) >= least for cell in cells)


def _notes(frame: pandas.DataFrame, found: list[tuple[Column, numpy.ndarray]]) -> Iterator[str]:
    """Yield for each column of numbers or dates which cells with something in them count as missing."""
    for column, cells in found:
        if column.role not in ("numeric", "date"):
            continue
        trimmed = frame[column.name].str.strip()
        unread = numpy.array([cell is None for cell in cells], dtype=bool)
        odd = Counter(trimmed[unread & (trimmed != "").to_numpy()])
        if odd:
            shown = ", ".join(f"{text[:40]!r} {count:,}" for text, count in odd.most_common(5))
            kind = "number" if column.role == "numeric" else "date"
            many = sum(odd.values())
            unlike = counted(many, "cell is", "cells are")
            yield (
                f"{column.name}: {unlike} no {kind} and {'counts' if many == 1 else 'count'} as missing: "
                f"{shown}{', …' if len(odd) > 5 else ''}"
            )


def _cells(cells: pandas.Series, role: str, written: dict[str, str]) -> numpy.ndarray:
    trimmed = cells.str.strip()
    if role == "text":
        return _objects(cells, trimmed != "")
    if role == "category":
        return _objects(trimmed, trimmed != "")
    if role == "date":
        moments = dates.read(trimmed)
        return _objects(dates.iso(moments), moments.notna())
    floats = numbers.read(trimmed, written)
    return _objects(floats, floats.notna())


def _objects(cells: pandas.Series, present: pandas.Series) -> numpy.ndarray:
    objects: numpy.ndarray = cells.to_numpy(dtype=object, copy=True)
    objects[~present.to_numpy()] = None
    return objects


def _target(cells: pandas.Series, task: str, written: dict[str, str]) -> pandas.Series:
    if task == "regression":
        return numbers.read(cells.str.strip(), written)
    trimmed = cells.str.strip().astype(object)
    return trimmed.where(trimmed != "", None)


def _checked(target: numpy.ndarray, task: str) -> numpy.ndarray:
    values = target.astype(float) if task == "regression" else target.astype(object)
    if len(values) < 2 or len(set(values)) < 2:
        raise ValueError("the target is the same in every row that has one, so there is nothing to learn")
    return values
