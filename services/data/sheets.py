"""Sheets: what is known of a table, each part as rows under a header, to be written as CSV."""

from collections.abc import Sequence
from typing import Any, Protocol

from services.data.comparison import Comparison
from services.data.profile import Profile

Sheet = tuple[tuple[str, ...], list[tuple[Any, ...]]]

_PLAIN = (
    *("name", "kind", "missing", "distinct", "estimated", "numeric", "dated", "infinite", "whole"),
    *("looks_like_id", "minimum", "maximum", "mean", "deviation", "skewness", "zeros", "outliers"),
    *("earliest", "latest"),
)
_LISTED = ("marks", "personal", "top")


class Remark(Protocol):
    """A finding, as far as it is exported: see services.data.findings."""

    @property
    def kind(self) -> str:
        """Its machine word."""

    @property
    def severity(self) -> str:
        """How bad it is."""

    @property
    def column(self) -> str | None:
        """The column, None where it concerns the table."""

    @property
    def message(self) -> str:
        """What and where."""

    @property
    def reason(self) -> str:
        """Why it matters."""


def columns(profile: Profile) -> Sheet:
    """Return one row a column with every number of its profile."""
    header = (*_PLAIN, "quartile_1", "median", "quartile_3", *_LISTED, "examples")
    rows = []
    for column in profile.columns:
        plain = tuple(getattr(column, name) for name in _PLAIN)
        listed = tuple(
            "; ".join(f"{value} ({count})" for value, count in getattr(column, name)) for name in _LISTED
        )
        rows.append((*plain, *(column.quartiles or (None,) * 3), *listed, "; ".join(column.examples)))
    return header, rows


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
