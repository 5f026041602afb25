"""Findings: what speaks against training on a table, each with its reason, its evidence and its cure."""

from services.data.findings.finding import SEVERITIES, Evidence, Fact, Finding, Severity, Unit
from services.data.findings.fix import Fix
from services.data.findings.search import barriers, errors, findings, require_trainable

__all__ = [
    "SEVERITIES",
    "Evidence",
    "Fact",
    "Finding",
    "Fix",
    "Severity",
    "Unit",
    "barriers",
    "errors",
    "findings",
    "require_trainable",
]
