"""Findings: problems of a table and its recipe, with evidence and fixes."""

from services.data.findings.finding import SEVERITIES, Evidence, Fact, FactName, Finding, Severity, Unit
from services.data.findings.fix import Fix, FixCode, all_safe
from services.data.findings.search import blocking, errors, findings, require_trainable

__all__ = [
    "SEVERITIES",
    "Evidence",
    "Fact",
    "FactName",
    "Finding",
    "Fix",
    "FixCode",
    "Severity",
    "Unit",
    "all_safe",
    "blocking",
    "errors",
    "findings",
    "require_trainable",
]
