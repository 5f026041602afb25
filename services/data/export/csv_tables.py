"""Sheets: what is known of a table, each part as rows under a header, to be written as CSV."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import pandas as pd

from services.data.comparison.comparison import Comparison
from services.data.profile import ColumnProfile, Profile

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


def rows(frame: pd.DataFrame) -> Sheet:
    """Return a frame's rows."""
    return tuple(map(str, frame.columns)), list(frame.itertuples(index=False, name=None))


def columns(profile: Profile) -> Sheet:
    """Return one row a column with all that its profile holds but the bars."""
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
    return "; ".join(f"{each[0]} ({each[1]})" if isinstance(each, tuple) else str(each) for each in value)


def correlations(profile: Profile) -> Sheet:
    """Return one row a pair of columns of numbers, the strongest first."""
    ordered = sorted(profile.correlations, key=lambda each: -abs(each.coefficient))
    return ("first", "second", "pearson"), [(each.first, each.second, each.coefficient) for each in ordered]


def comparison(found: Comparison) -> Sheet:
    """Return one row a column with what changed, worst first."""
    header = ("column", "earlier_name", "change", "level", "sentence", "js_distance", "mean_shift",
              "missing_before", "missing_after", "new", "gone")  # fmt: skip
    rows: list[tuple[Any, ...]] = [
        (each.name, each.earlier_name, each.what, each.level, each.sentence, each.distance, each.shift,
         each.missing_before, each.missing_after, "; ".join(each.new), "; ".join(each.gone))
        for each in found.changes
    ]  # fmt: skip
    return header, rows


def findings(remarks: Sequence[Remark]) -> Sheet:
    """Return one row a finding, in the order given."""
    header = ("severity", "kind", "column", "message", "reason")
    return header, [(each.severity, each.kind, each.column, each.message, each.reason) for each in remarks]
