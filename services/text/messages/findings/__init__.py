"""Texts of findings: messages, reasons and advice, names of facts, labels of fixes."""

from services.text.messages.findings.facts import fact_name, quantity
from services.text.messages.findings.fixes import fix_label
from services.text.messages.findings.registry import FindingText, finding_text
from services.text.messages.findings.severities import severity_label

# Each module registers the texts of one area as it is imported.
from services.text.messages.findings import cells as cells  # isort: skip
from services.text.messages.findings import classes as classes  # isort: skip
from services.text.messages.findings import columns as columns  # isort: skip
from services.text.messages.findings import dates as dates  # isort: skip
from services.text.messages.findings import distribution as distribution  # isort: skip
from services.text.messages.findings import leaks as leaks  # isort: skip
from services.text.messages.findings import pii as pii  # isort: skip
from services.text.messages.findings import reading as reading  # isort: skip
from services.text.messages.findings import redundancy as redundancy  # isort: skip
from services.text.messages.findings import spellings as spellings  # isort: skip
from services.text.messages.findings import table as table  # isort: skip
from services.text.messages.findings import target as target  # isort: skip

__all__ = ["FindingText", "fact_name", "finding_text", "fix_label", "quantity", "severity_label"]
