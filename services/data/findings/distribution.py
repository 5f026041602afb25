"""Findings about the distribution of numbers: outliers and skewness."""

from collections.abc import Iterator

from services.data.findings import fix
from services.data.findings.finding import Evidence, Fact, Finding, Severity
from services.data.findings.subject import Subject
from services.data.profile import ColumnProfile

SKEWED = 3.0
SKEWED_UNDER_LOG = 2.0  # from this skewness on, the recipe takes the logarithm
FAR = 10.0  # interquartile ranges beyond the quartiles
ABSURD = 50.0
_FEW_VALUES = 10  # with fewer distinct values, such as flags or scores, a column has no tail


def search(subject: Subject) -> Iterator[Finding]:
    """Yield the used numeric columns with extreme outliers or a skewed distribution."""
    for column, role in subject.features:
        if role != "numeric" or column.kind != "number" or column.distinct <= _FEW_VALUES:
            continue
        scaling = getattr(subject.recipe.plan(column.name), "scaling", "standard")
        distance = _distance(column)
        if distance >= FAR:
            yield _outliers(subject, column, distance, scaling)
        if abs(column.skewness or 0.0) >= (SKEWED_UNDER_LOG if scaling == "log" else SKEWED):
            yield _skew(column, scaling)


def _distance(column: ColumnProfile) -> float:
    """Return the distance of the most extreme number from the quartiles, in interquartile ranges."""
    if column.quartiles is None or column.minimum is None or column.maximum is None:
        return 0.0
    low, _middle, high = column.quartiles
    # The interquartile range is 0 if half of the numbers are equal.
    return max(column.maximum - high, low - column.minimum) / (high - low) if high > low else 0.0


def _outliers(subject: Subject, column: ColumnProfile, distance: float, scaling: str) -> Finding:
    # These scalings limit the effect of outliers, but an absurd one is probably an error.
    is_scaled, is_absurd = scaling in ("log", "robust"), distance >= ABSURD
    severity: Severity = "note"
    if is_scaled != is_absurd:
        severity = "handled" if is_scaled else "warning"
    return Finding(
        "outliers",
        severity,
        column.name,
        {"distance": distance, "scaling": scaling},
        Evidence(
            (
                Fact("outliers", column.outliers or 0, "cells", subject.present(column)),
                Fact("minimum", column.minimum or 0.0),
                Fact("median", column.quartiles[1] if column.quartiles else 0.0),
                Fact("maximum", column.maximum or 0.0),
            ),
            histogram=column.histogram,
        ),
        None if is_scaled else fix.scale("robust", column.name),
    )


def _skew(column: ColumnProfile, scaling: str) -> Finding:
    skewness = column.skewness or 0.0
    is_log = scaling == "log"
    return Finding(
        "skew",
        "handled" if is_log else "note",
        column.name,
        {"skewness": skewness, "is_log": is_log},
        Evidence((Fact("skewness", skewness),), histogram=column.histogram),
        None if is_log else fix.scale("log", column.name),
    )
