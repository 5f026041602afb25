"""Fourteen tables that no run should start from unwarned."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest


@dataclass(frozen=True)
class BadTable:
    """A table that no run should start from unwarned, and the finding that must say so."""

    name: str
    target: str
    kind: str
    severity: str
    column: str | None
    words: str
    content: bytes


def _bad(
    name: str, kind: str, severity: str, column: str | None, words: str, columns: dict[str, list[Any]]
) -> BadTable:
    header = ",".join(name.rstrip() for name in columns)
    rows = (",".join(map(str, row)) for row in zip(*columns.values(), strict=True))
    return BadTable(name, "y", kind, severity, column, words, "\n".join([header, *rows, ""]).encode())


def _bad_tables() -> Iterator[BadTable]:
    """Yield the fourteen tables; a name with a space after it stands for another one alike."""
    some = [f"{n * 7 % 13}.5" for n in range(60)]
    two = [("no", "no", "yes")[n * 5 % 7 % 3] for n in range(60)]
    many = [f"level {n % 5000}" for n in range(20_000)]
    sound: dict[str, list[Any]] = {"x": some}
    yield _bad("one row", "too_few_rows", "error", None, "only one row", {"x": [1], "y": ["a"]})
    yield _bad("one class", "one_class", "error", "y", "the same in every row", {**sound, "y": ["a"] * 60})
    yield _bad("constant", "constant", "answered", "c", "the same", {**sound, "c": [7] * 60, "y": two})
    yield _bad("all missing", "all_missing", "answered", "m", "empty", {**sound, "m": [""] * 60, "y": two})
    yield _bad("id", "id_like", "answered", "id", "an id", {"id": [*range(60)], **sound, "y": two})
    yield _bad("leaked copy", "leak", "question", "copy", "a copy", {**sound, "copy": two, "y": two})
    yield _bad(
        *("5,000 levels", "high_cardinality", "warning", "city", "5,000 categories"),
        {
            "x": [n % 7 for n in range(20_000)],
            "city": many,
            "y": [("a", "b")[n % 3 == 0] for n in range(20_000)],
        },
    )
    yield _bad(
        *("class of one row", "single_row_class", "warning", "y", "“rare” has one row"),
        {**sound, "y": [*two[:59], "rare"]},
    )
    yield _bad(
        *("infinite", "infinite", "warning", "x", "2 infinite"),
        {"x": ["inf", "-inf", "NaN", *some[3:]], "z": some, "y": two},
    )
    yield _bad(
        *("dates", "dates", "answered", "day", "when"),
        {**sound, "day": [f"2026-{n % 12 + 1:02}-{n % 28 + 1:02}" for n in range(60)], "y": two},
    )
    yield _bad(
        *("mixed types", "mixed_types", "warning", "mixed", "mixes 30 numbers with 30"),
        {**sound, "mixed": [n if n % 2 else ("low", "high")[n % 4 == 0] for n in range(60)], "y": two},
    )
    yield _bad("missing target", "target_missing", "error", "y", "empty", {**sound, "y": [""] * 60})
    yield _bad(
        *("duplicate headers", "duplicate_header", "warning", None, "the name of an earlier one"),
        {**sound, "x ": some, "y": two},
    )
    wide: dict[str, list[Any]] = {f"x{n}": [(row * n) % 11 for row in range(60)] for n in range(9_999)}
    yield _bad("10,000 columns", "too_many_columns", "warning", None, "columns are used", {**wide, "y": two})


@pytest.fixture(params=_bad_tables(), ids=lambda table: table.name)
def bad_table(request: pytest.FixtureRequest) -> BadTable:
    """Each of fourteen tables that no run should start from unwarned."""
    table: BadTable = request.param
    return table
