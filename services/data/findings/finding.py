"""One finding: a problem of a table or a recipe as codes and numbers, its evidence and its fix.

`services.text.messages.findings.finding_text` turns a finding into words in the reader's language.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Literal

from services.data.findings.fix import Fix
from services.data.profile import ColumnProfile, Histogram

Severity = Literal["error", "question", "warning", "handled", "note"]
Unit = Literal["rows", "cells", "values", "columns", ""]
FactName = Literal[
    "addresses",
    "association",
    "bank_accounts",
    "baseline_correct",
    "card_numbers",
    "categories",
    "classes",
    "column_correct",
    "columns",
    "columns_used",
    "correlation",
    "date_cells",
    "distinct_dates",
    "distinct_values",
    "duplicate_rows",
    "email_addresses",
    "infinite_cells",
    "largest_class",
    "maximum",
    "median",
    "minimum",
    "missing_cells",
    "missing_markers",
    "names_of_persons",
    "number_cells",
    "numbers_with_symbols",
    "occurrences",
    "outliers",
    "phone_numbers",
    "readable_cells",
    "resident_numbers",
    "rows",
    "rows_with_target",
    "rows_without_target",
    "skewness",
    "social_security_numbers",
    "spellings",
    "value_cells",
]

SEVERITIES: tuple[Severity, ...] = ("error", "question", "warning", "handled", "note")


@dataclass(frozen=True)
class Fact:
    """One number of the evidence; `of` is the whole that it is a part of, counted in `unit`.

    `hashed` means that hashes were counted (see profile.odds). A `plain` number is a year, a code or an
    identifier, which is written without thousands separators.
    """

    name: FactName
    value: float
    unit: Unit = ""
    of: float | None = None
    hashed: bool = False
    plain: bool = False


def fact_of(column: ColumnProfile, name: FactName, value: float | None) -> Fact:
    """Return a number of a column, 0 where there is none."""
    return Fact(name, value or 0.0, plain=column.has_plain_numbers)


@dataclass(frozen=True)
class Evidence:
    """The evidence of a finding: facts, values with counts, example cells, column names, a histogram."""

    facts: tuple[Fact, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    examples: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    histogram: Histogram | None = None


@dataclass(frozen=True)
class Finding:
    """One problem of a table or a recipe.

    `kind` is a stable code and `parameters` hold the numbers, names and codes that its text needs. An
    "error" blocks training; a "question" blocks it until the user confirms the column. A "warning" is
    likely to hurt the model; the recipe takes care of what is "handled". `column` is None if the finding
    concerns the whole table or several columns, which the evidence names.
    """

    kind: str
    severity: Severity
    column: str | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    evidence: Evidence = Evidence()
    fix: Fix | None = None

    @property
    def is_group(self) -> bool:
        """Whether it combines the same finding in several columns."""
        return self.column is None and bool(self.evidence.columns)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns concerned; empty if it is the whole table."""
        return self.evidence.columns if self.column is None else (self.column,)

    @property
    def key(self) -> str:
        """A stable key: the kind with a digest of the columns."""
        names = json.dumps(self.columns).encode()
        return f"{self.kind}_{blake2b(names, digest_size=8).hexdigest()}"
