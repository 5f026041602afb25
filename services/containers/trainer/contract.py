"""The contract: the inputs and outputs of a model; services/data/models/contract.py reads it.

{"version": 1, "task", "target", "algorithm", "scikit_learn",
 "columns": [{"name", "role": numeric|category|text|date, "kind": number|integer|category|text|date,
              "missing_rate", "typical", "example", and by role
              "minimum", "maximum", "mean" | "categories" | "earliest", "latest";
              "signs" of numbers such as $5, "marks" that mean missing, "importance" if it was measured}],
 "classes": labels in the order of the probabilities (empty for a regression),
 "example": an instance, "metrics": {name: value}, "split": how the rows behind the metrics were chosen,
 "conformal": [{"level", "quantile", "coverage"}] of prediction intervals or sets, as in evaluation.json}
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import numpy
import sklearn

from .table import Column, Table

VERSION = 1
CATEGORIES = 50
EXAMPLE_ROWS = 1000
EXAMPLE_CHARACTERS = 500


def describe(
    table: Table, recipe: dict[str, Any], algorithm: str, classes: list[str], evaluation: dict[str, Any]
) -> dict[str, Any]:
    """Return the content of contract.json."""
    gaps = [sum(cell is None for cell in row) for row in table.values[:EXAMPLE_ROWS]]
    fullest = gaps.index(min(gaps))
    example = {
        column.name: _short(table.values[fullest, place]) for place, column in enumerate(table.columns)
    }
    importance = {
        entry["column"]: {"importance": entry["mean"]} for entry in evaluation.get("importance", ())
    }
    return {
        "version": VERSION,
        "task": recipe["task"],
        "target": recipe["target"],
        "algorithm": algorithm,
        "scikit_learn": sklearn.__version__,
        "columns": [
            {
                **_field(column, table.values[:, place]),
                "example": example[column.name],
                **importance.get(column.name, {}),
            }
            for place, column in enumerate(table.columns)
        ],
        "classes": classes,
        "example": example,
        "metrics": {metric["name"]: metric["value"] for metric in evaluation["metrics"]},
        "split": evaluation.get("split"),
        "conformal": [
            {name: entry[name] for name in ("level", "quantile", "coverage")}
            for entry in evaluation.get("conformal", ())
        ],
    }


def _field(column: Column, cells: numpy.ndarray) -> dict[str, Any]:
    present = [cell for cell in cells if cell is not None]
    return {
        "name": column.name,
        "role": column.role,
        "missing_rate": 1 - len(present) / len(cells),
        **({"signs": asdict(column.signs)} if column.signs else {}),
        **({"marks": column.marks} if column.marks else {}),
        **_DESCRIPTIONS[column.role](present),
    }


def _numeric(present: list[float]) -> dict[str, Any]:
    values = numpy.array(present, dtype=float)
    return {
        "kind": "integer" if bool((values == numpy.floor(values)).all()) else "number",
        "typical": float(numpy.median(values)),
        "minimum": float(values.min()),
        "maximum": float(values.max()),
        "mean": float(values.mean()),
    }


def _category(present: list[str]) -> dict[str, Any]:
    counted = sorted(Counter(present).items(), key=lambda pair: (-pair[1], pair[0]))
    names = [name for name, _count in counted[:CATEGORIES]]
    return {"kind": "category", "typical": names[0], "categories": names}


def _text(_present: list[str]) -> dict[str, Any]:
    return {"kind": "text", "typical": None}


def _date(present: list[str]) -> dict[str, Any]:
    ordered = sorted(present)
    return {
        "kind": "date",
        "typical": ordered[len(ordered) // 2],
        "earliest": ordered[0],
        "latest": ordered[-1],
    }


_DESCRIPTIONS: dict[str, Callable[[list[Any]], dict[str, Any]]] = {
    "numeric": _numeric,
    "category": _category,
    "text": _text,
    "date": _date,
}


def _short(cell: Any) -> Any:
    return cell[:EXAMPLE_CHARACTERS] if isinstance(cell, str) else cell
