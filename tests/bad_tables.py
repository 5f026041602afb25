"""Fourteen bad tables: training from them is refused, warned of, or a problem that the recipe handles."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest


@dataclass(frozen=True)
class BadTable:
    """A bad table with the finding that must name its problem, and some of that finding's parameters."""

    name: str
    target: str
    kind: str
    severity: str
    column: str | None
    parameters: dict[str, Any]
    content: bytes


def _bad(
    name: str,
    kind: str,
    severity: str,
    column: str | None,
    parameters: dict[str, Any],
    columns: dict[str, list[Any]],
) -> BadTable:
    header = ",".join(name.rstrip() for name in columns)
    rows = (",".join(map(str, row)) for row in zip(*columns.values(), strict=True))
    return BadTable(name, "y", kind, severity, column, parameters, "\n".join([header, *rows, ""]).encode())


def _bad_tables() -> Iterator[BadTable]:
    """Yield the fourteen tables; a column name with a trailing space becomes a duplicate one."""
    some = [f"{n * 7 % 13}.5" for n in range(60)]
    two = [("no", "no", "yes")[n * 5 % 7 % 3] for n in range(60)]
    many = [f"level {n % 5000}" for n in range(20_000)]
    plain: dict[str, list[Any]] = {"x": some}
    yield _bad("one row", "too_few_rows", "error", None, {"rows": 1}, {"x": [1], "y": ["a"]})
    yield _bad("one class", "one_class", "error", "y", {}, {**plain, "y": ["a"] * 60})
    yield _bad("constant", "constant", "handled", "c", {"ignored": True}, {**plain, "c": [7] * 60, "y": two})
    yield _bad(
        "all missing", "all_missing", "handled", "m", {"ignored": True}, {**plain, "m": [""] * 60, "y": two}
    )
    yield _bad("id", "id_like", "handled", "id", {"ignored": True}, {"id": [*range(60)], **plain, "y": two})
    yield _bad("leaked copy", "leak", "question", "copy", {"is_copy": True}, {**plain, "copy": two, "y": two})
    yield _bad(
        *("5,000 levels", "high_cardinality", "warning", "city", {"categories": 5000}),
        {
            "x": [n % 7 for n in range(20_000)],
            "city": many,
            "y": [("a", "b")[n % 3 == 0] for n in range(20_000)],
        },
    )
    yield _bad(
        *("class of one row", "single_row_class", "warning", "y", {"value": "rare"}),
        {**plain, "y": [*two[:59], "rare"]},
    )
    yield _bad(
        *("infinite", "infinite", "warning", "x", {"count": 2}),
        {"x": ["inf", "-inf", "NaN", *some[3:]], "z": some, "y": two},
    )
    yield _bad(
        *("dates", "dates", "handled", "day", {}),
        {**plain, "day": [f"2026-{n % 12 + 1:02}-{n % 28 + 1:02}" for n in range(60)], "y": two},
    )
    yield _bad(
        *("mixed types", "mixed_types", "warning", "mixed", {"numbers": 30, "cells": 60}),
        {**plain, "mixed": [n if n % 2 else ("low", "high")[n % 4 == 0] for n in range(60)], "y": two},
    )
    yield _bad("missing target", "target_missing", "error", "y", {"empty": True}, {**plain, "y": [""] * 60})
    yield _bad(
        *("duplicate headers", "duplicate_header", "warning", None, {}),
        {**plain, "x ": some, "y": two},
    )
    wide: dict[str, list[Any]] = {f"x{n}": [(row * n) % 11 for row in range(60)] for n in range(1_099)}
    yield _bad(
        "1,100 columns",
        "too_many_columns",
        "warning",
        None,
        {"rows": 60, "remaining": None},
        {**wide, "y": two},
    )


@pytest.fixture(params=_bad_tables(), ids=lambda table: table.name)
def bad_table(request: pytest.FixtureRequest) -> BadTable:
    """Each of the fourteen bad tables."""
    table: BadTable = request.param
    return table
