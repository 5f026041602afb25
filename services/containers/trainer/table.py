"""The table: the cells of the features as the model takes them, and the target."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy
import pandas

from . import dates, numbers, spellings
from .log import counted
from .marks import marks_among
from .signed_numbers import Signs
from .spec import DEFAULT_TARGET, DEFAULTS, NUMBER_LIMIT, PLAIN_NUMBERS, WORD, Role, Task

_WORD = re.compile(WORD)


@dataclass(frozen=True)
class Column:
    """A feature with its role and its options from the recipe.

    `signs` are those of its numbers, if any, and `marks` the texts that mean missing among its categories.
    """

    name: str
    role: Role
    options: dict[str, Any] = field(default_factory=dict)
    signs: Signs | None = None
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """Rows of an object array (floats, texts, ISO dates, None) with their targets.

    `target` holds texts for a classification and floats for a regression; `dropped` counts the rows
    without one. `deciding` holds the texts of the column that decides the split, if one does. `notes`
    are about non-empty cells that count as missing.
    """

    columns: tuple[Column, ...]
    values: numpy.ndarray
    target: numpy.ndarray
    dropped: int
    deciding: numpy.ndarray | None = None
    notes: tuple[str, ...] = ()

    def wordless(self, rows: numpy.ndarray) -> tuple[int, ...]:
        """Return the places of the text columns that have nothing to learn from in some rows."""
        return tuple(
            place
            for place, column in enumerate(self.columns)
            if column.role == "text" and not _is_usable(column, self.values[rows, place])
        )


def load(data: bytes, recipe: dict[str, Any]) -> Table:
    """Return the rows that have a target; raises ValueError if there is nothing to learn from."""
    frame = pandas.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False, encoding="utf-8")
    features = [
        Column(column["column"], column["role"], column.get("options", {}))
        for column in recipe["roles"]
        if column["role"] != "ignore"
    ]
    deciding = recipe.get("split", {}).get("column")
    for name in [recipe["target"], *(column.name for column in features), *([deciding] if deciding else [])]:
        if name not in frame:
            raise ValueError(f"the table has no column {name!r}")
    number_format = recipe.get("numbers", PLAIN_NUMBERS)
    target = _target(frame[recipe["target"]], recipe, number_format)
    rows = frame[target.notna()]
    goals = _checked(target[target.notna()].to_numpy(), recipe["task"])
    cells = _read(features, rows, number_format, recipe)
    usable = [(column, values) for column, values in cells if _is_usable(column, values)]
    if not usable:
        raise ValueError("no column of the recipe holds anything to learn from")
    values = numpy.empty((len(rows), len(usable)), dtype=object)
    for place, (_column, column_values) in enumerate(usable):
        values[:, place] = column_values
    return Table(
        tuple(column for column, _values in usable),
        values,
        goals,
        int(target.isna().sum()),
        rows[deciding].to_numpy(dtype=object) if deciding else None,
        tuple(_notes(rows, cells)),
    )


def _is_usable(column: Column, cells: numpy.ndarray) -> bool:
    """Return whether a column has a present cell, or, for a text column, an n-gram of words."""
    words = 0
    if column.role == "text":
        options = {**DEFAULTS[column.role], **column.options}
        words = 0 if options["vectoriser"] == "characters" else options["shortest"]
    return any(cell is not None and (not words or len(_WORD.findall(cell)) >= words) for cell in cells)


def _notes(frame: pandas.DataFrame, columns: list[tuple[Column, numpy.ndarray]]) -> Iterator[str]:
    """Yield notes on non-empty cells of numeric and date columns that count as missing."""
    for column, cells in columns:
        if column.role not in ("numeric", "date"):
            continue
        unread = numpy.array([cell is None for cell in cells], dtype=bool)
        if not unread.any():
            continue
        trimmed = frame[column.name][unread].str.strip()
        odd = Counter(trimmed[trimmed != ""])
        if odd:
            shown = ", ".join(f"{text[:40]!r} {count:,}" for text, count in odd.most_common(5))
            kind = f"number up to {NUMBER_LIMIT:g}" if column.role == "numeric" else "date"
            many = sum(odd.values())
            unlike = counted(many, "cell is", "cells are")
            yield (
                f"{column.name}: {unlike} no {kind} and {'counts' if many == 1 else 'count'} as missing: "
                f"{shown}{', …' if len(odd) > 5 else ''}"
            )


def _read(
    columns: list[Column], frame: pandas.DataFrame, number_format: dict[str, str], recipe: dict[str, Any]
) -> list[tuple[Column, numpy.ndarray]]:
    """Return columns with their cells, with the signs of their numbers and with their marks, if any."""
    numeric = [column for column in columns if column.role == "numeric"]
    floats = numbers.parse_columns([frame[column.name] for column in numeric], number_format)
    dated = [frame[column.name].str.strip() for column in columns if column.role == "date"]
    iso_dates = dates.iso_columns(dated)
    result = []
    for column in columns:
        match column.role:
            case "numeric":
                result.append(_floats(column, *next(floats)))
            case "date":
                result.append((column, next(iso_dates)))
            case _:
                result.append(_texts(column, frame[column.name], recipe))
    return result


def _floats(column: Column, floats: numpy.ndarray, signs: Signs | None) -> tuple[Column, numpy.ndarray]:
    objects = floats.astype(object)
    objects[numpy.isnan(floats)] = None
    return replace(column, signs=signs), objects


def _texts(column: Column, cells: pandas.Series, recipe: dict[str, Any]) -> tuple[Column, numpy.ndarray]:
    """Return a column's cells without pandas, whose calls take longer than the cells of a short column."""
    texts = cells.to_numpy(dtype=object, copy=True)
    trimmed = [text.strip() for text in texts]
    distinct = set(trimmed)
    marks = _marks(distinct, column.name, recipe)
    missing = marks | {""}
    if column.role == "category":
        texts[:] = trimmed
    elif column.role != "text":
        raise ValueError(f"unknown role {column.role!r}")
    if not missing.isdisjoint(distinct):
        texts[[text in missing for text in trimmed]] = None
    if column.role == "category" and column.options.get("merge_spellings"):
        texts = spellings.merged(pandas.Series(texts, dtype=object)).to_numpy(dtype=object, copy=True)
    return replace(column, marks=tuple(sorted(marks))), texts


def _marks(distinct: set[str], name: str, recipe: dict[str, Any]) -> frozenset[str]:
    """Return the texts of a column that mean missing; an earlier version's recipe takes them for values."""
    if name in recipe.get("marks_as_values", (name,)):
        return frozenset()
    return marks_among(distinct - {""})


def _target(cells: pandas.Series, recipe: dict[str, Any], number_format: dict[str, str]) -> pandas.Series:
    trimmed = cells.str.strip()
    if recipe["task"] == "regression":
        return numbers.parse(trimmed, number_format)[0]
    missing = (trimmed == "") | trimmed.isin(_marks(set(trimmed.unique()), recipe["target"], recipe))
    labels = _one_spelling(trimmed.astype(object).where(~missing, None), number_format)
    merges = {**DEFAULT_TARGET, **recipe.get("target_options", {})}["merge_spellings"]
    return spellings.merged(labels) if merges else labels


def _one_spelling(labels: pandas.Series, number_format: dict[str, str]) -> pandas.Series:
    """Return labels that are all numbers with each number in its commonest spelling, as 1 for 1 and 1.0."""
    present = labels.dropna()
    values = numbers.read(present.astype("str"), number_format)
    if values.isna().any() or values.nunique() == present.nunique() or present.str.match(r"0\d").any():
        return labels
    counts = present.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    value_of = dict(zip(present, values, strict=True))
    commonest = {value_of[label]: label for label in reversed(counts.index)}
    return values.map(commonest).reindex(labels.index).astype(object).where(labels.notna(), None)


def _checked(target: numpy.ndarray, task: Task) -> numpy.ndarray:
    values = target.astype(float) if task == "regression" else target.astype(object)
    if len(values) < 2 or len(set(values)) < 2:
        raise ValueError("the target is the same in every row that has one, so there is nothing to learn")
    return values
