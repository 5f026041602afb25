"""One finding: what speaks against a table or a recipe, why it matters and what cures it."""

from dataclasses import dataclass
from typing import Literal

from services.data.findings.fix import Fix
from services.data.profile import Histogram

Severity = Literal["error", "warning", "note"]
Unit = Literal["rows", "cells", "values", "columns", ""]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True)
class Fact:
    """One number that a finding rests on; with `of` it is the part of a whole in the same unit."""

    name: str
    value: float
    unit: Unit = ""
    of: float | None = None


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

    `kind` is a stable machine word. An "error" must be cured before a run can start. `column` is None
    where it concerns the whole table or, then named in the evidence, many columns. `message` says what
    and where, `reason` why it matters, `advice` what to do, which `fix` does in one press where it can.
    """

    kind: str
    severity: Severity
    column: str | None
    message: str
    reason: str
    advice: str = ""
    evidence: Evidence = Evidence()
    fix: Fix | None = None
