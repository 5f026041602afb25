"""Findings about how numbers lie: long tails and cells far from all others."""

from collections.abc import Iterator

from services.data.findings import fix
from services.data.findings.finding import Evidence, Fact, Finding, Severity
from services.data.findings.subject import Case
from services.data.profile import ColumnProfile
from services.text.i18n import _

SKEWED = 3.0
TAILED = 2.0  # from here on the recipe takes the logarithm
FAR = 10.0  # interquartile ranges beyond the quartiles
ABSURD = 50.0
_FEW_VALUES = 10  # a flag or a score of a few values has no tail


def search(case: Case) -> Iterator[Finding]:
    """Yield the used number columns whose numbers lie so unevenly that it harms."""
    for column, role in case.features:
        if role != "numeric" or column.kind != "number" or column.distinct <= _FEW_VALUES:
            continue
        scaling = getattr(case.recipe.plan(column.name), "scaling", "standard")
        distance = _distance(column)
        if distance >= FAR:
            yield _outliers(case, column, distance, scaling)
        if abs(column.skewness or 0.0) >= (TAILED if scaling == "log" else SKEWED):
            yield _skew(column, scaling)


def _distance(column: ColumnProfile) -> float:
    """Return how many interquartile ranges the farthest number lies beyond the quartiles."""
    if column.quartiles is None or column.minimum is None or column.maximum is None:
        return 0.0
    low, _middle, high = column.quartiles
    # Where half of the numbers are alike, the range says nothing.
    return max(column.maximum - high, low - column.minimum) / (high - low) if high > low else 0.0


def _outliers(case: Case, column: ColumnProfile, distance: float, scaling: str) -> Finding:
    # The recipe keeps what is far out from stretching the scale; what is absurd is a slip all the same.
    is_scaled, is_absurd = scaling in ("log", "robust"), distance >= ABSURD
    severity: Severity = "note"
    if is_scaled != is_absurd:
        severity = "answered" if is_scaled else "warning"
    return Finding(
        "outliers",
        severity,
        column.name,
        _(
            "“{column}” has numbers {times:,.0f} times as far out as the middle half of them is wide.",
            column=column.name,
            times=distance,
        ),
        _("Such a number pulls means and scales along, so that the others look all alike to a linear model."),
        _("See whether it is a slip or stands for missing, such as 9999, and mend it in the file."),
        Evidence(
            (
                Fact(_("Outliers"), column.outliers or 0, "cells", case.present(column)),
                Fact(_("Smallest"), column.minimum or 0.0),
                Fact(_("Median"), column.quartiles[1] if column.quartiles else 0.0),
                Fact(_("Largest"), column.maximum or 0.0),
            ),
            histogram=column.histogram,
        ),
        None if is_scaled else fix.scale("robust", column.name),
    )


def _skew(column: ColumnProfile, scaling: str) -> Finding:
    skewness = column.skewness or 0.0
    is_answered = scaling == "log"
    tail = _("upwards") if skewness > 0 else _("downwards")
    return Finding(
        "skew",
        "answered" if is_answered else "note",
        column.name,
        _("“{column}” has a long tail {direction}.", column=column.name, direction=tail),
        _("A few large numbers outweigh all others in a linear model; trees and boosting don't mind."),
        _("The recipe takes its logarithm.")
        if is_answered
        else _("Take its logarithm for a linear model; boosting or a forest needs nothing."),
        Evidence((Fact(_("Skewness"), skewness),), histogram=column.histogram),
        None if is_answered else fix.scale("log", column.name),
    )
