"""CSV tables: a profile, a comparison and findings as rows under a header.

Headers and codes are the same in every language; only sentences are translated.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import pandas as pd

from services.data.comparison.comparison import Comparison
from services.data.findings import Finding
from services.data.profile import ColumnProfile, Profile
from services.text.messages.comparison import change_text
from services.text.messages.findings import finding_text

Sheet = tuple[tuple[str, ...], list[tuple[Any, ...]]]

_NAMES = tuple(field.name for field in fields(ColumnProfile) if field.name not in ("quartiles", "histogram"))


@dataclass(frozen=True)
class Remark:
    """A finding in the reader's words; `kind` and `severity` are codes of services.data.findings."""

    kind: str
    severity: str
    column: str | None
    message: str
    reason: str

    @classmethod
    def from_finding(cls, finding: Finding) -> "Remark":
        """Return a finding in the reader's language."""
        text = finding_text(finding)
        return cls(finding.kind, finding.severity, finding.column, text.message, text.reason)


def rows(frame: pd.DataFrame) -> Sheet:
    """Return the rows of a frame under its column names."""
    return tuple(map(str, frame.columns)), list(frame.itertuples(index=False, name=None))


def columns(profile: Profile) -> Sheet:
    """Return one row per column with its profile except the histogram."""
    rows: list[tuple[Any, ...]] = [
        (
            *(_cell(getattr(column, name)) for name in _NAMES),
            *(column.quartiles or (None, None, None)),
        )
        for column in profile.columns
    ]
    return (*_NAMES, "quartile_1", "median", "quartile_3"), rows


def _cell(value: Any) -> Any:
    if not isinstance(value, tuple):
        return value
    return "; ".join(f"{item[0]} ({item[1]})" if isinstance(item, tuple) else str(item) for item in value)


def correlations(profile: Profile) -> Sheet:
    """Return one row per pair of number columns, the strongest correlation first."""
    ordered = sorted(profile.correlations, key=lambda correlation: -abs(correlation.coefficient))
    rows: list[tuple[Any, ...]] = [
        (correlation.first, correlation.second, correlation.coefficient) for correlation in ordered
    ]
    return ("first", "second", "pearson"), rows


def comparison(compared: Comparison) -> Sheet:
    """Return one row per column with what changed, worst first."""
    header = ("column", "earlier_name", "change", "level", "sentence", "js_distance", "mean_shift",
              "missing_before", "missing_after", "new", "gone")  # fmt: skip
    rows: list[tuple[Any, ...]] = [
        (change.name, change.earlier_name, change.status, change.level, change_text(change), change.distance,
         change.shift, change.missing_before, change.missing_after, "; ".join(change.new),
         "; ".join(change.gone))
        for change in compared.changes
    ]  # fmt: skip
    return header, rows


def findings(remarks: Sequence[Remark]) -> Sheet:
    """Return one row per finding, in the order of `remarks`."""
    header = ("severity", "kind", "column", "message", "reason")
    rows: list[tuple[Any, ...]] = [
        (remark.severity, remark.kind, remark.column, remark.message, remark.reason) for remark in remarks
    ]
    return header, rows
