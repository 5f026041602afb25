"""One finding: what speaks against a table or a recipe, why it matters and what cures it."""

from dataclasses import dataclass
from typing import Literal

from services.data.findings.fix import Fix
from services.data.profile import Histogram

Severity = Literal["error", "question", "warning", "answered", "note"]
Unit = Literal["rows", "cells", "values", "columns", ""]

SEVERITIES: tuple[Severity, ...] = ("error", "question", "warning", "answered", "note")


@dataclass(frozen=True)
class Fact:
    """One number that a finding rests on; with `of` it is the part of a whole in the same unit.

    Where `hashed` hashes were counted (see profile.odds).
    """

    name: str
    value: float
    unit: Unit = ""
    of: float | None = None
    hashed: bool = False


@dataclass(frozen=True)
class Evidence:
    """What a finding rests on, as data: facts, how many cells hold which value, cells, columns, bars."""

    facts: tuple[Fact, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    examples: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    histogram: Histogram | None = None


@dataclass(frozen=True)
class Finding:
    """One thing that speaks against a table or a recipe.

    `kind` is a stable machine word. An "error" must be cured before a run can start; a "question" must
    be cured too, unless someone who knows the table confirms its `statement`. A "warning" is likely to
    harm the model; of what is "answered" the recipe itself takes care, and `advice` says how. `column`
    is None where it concerns the whole table or, then named in the evidence, many columns. `message`
    says what and where, `reason` why it matters, `advice` what to do, which `fix` does in one press
    where it can.
    """

    kind: str
    severity: Severity
    column: str | None
    message: str
    reason: str
    advice: str = ""
    evidence: Evidence = Evidence()
    fix: Fix | None = None
    statement: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it concerns, none where that is the whole table."""
        return self.evidence.columns if self.column is None else (self.column,)
