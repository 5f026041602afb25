"""Findings about the distribution of numbers: placeholders, outliers and skewness."""

import re
from collections.abc import Iterator

from services.data.findings import fix
from services.data.findings.finding import Evidence, Fact, Finding, Severity, fact_of
from services.data.findings.subject import Subject
from services.data.profile import ColumnProfile

SKEWED = 3.0
SKEWED_UNDER_LOG = 2.0  # from this skewness on, the recipe takes the logarithm
FAR = 10.0  # interquartile ranges beyond the quartiles
ABSURD = 50.0
_FEW_VALUES = 10  # with fewer distinct values, such as flags or scores, a column has no tail
_SOME_VALUES = 20
_FEW_ZEROS = 0.1
_GAP = 2  # empty bins of the histogram that set a number apart from the others
# Numbers that stand for a missing one in surveys and measurements.
_PLACEHOLDERS = {sign * (10**digits - 1) for digits in range(2, 10) for sign in (1, -1)} | {-1.0}
# Measures that are zero in no living or existing thing.
_NEVER_ZERO = re.compile(
    r"(?i)(^|[\s_.-])(bmi|blood\s?pressure|chol(esterol)?|glucose|heart\s?rate|height|insulin|skin"
    r"\s?thickness|systolic|diastolic|trestbps|weight|width|몸무게|체중|키|신장|혈압|혈당)$"
)


def search(subject: Subject) -> Iterator[Finding]:
    """Yield the used numeric columns with placeholders, outliers or a skewed distribution."""
    for column, role in subject.features:
        if role != "numeric" or column.kind != "number" or column.distinct <= _FEW_VALUES:
            continue
        placeholder = _placeholder(column)
        if placeholder is not None:
            yield _placeholder_numbers(subject, column, placeholder)
            continue
        if _has_implausible_zeros(subject, column):
            yield _implausible_zeros(subject, column)
        scaling = getattr(subject.recipe.plan(column.name), "scaling", "standard")
        distance = _distance(column)
        is_skewed = abs(column.skewness or 0.0) >= (SKEWED_UNDER_LOG if scaling == "log" else SKEWED)
        # A long tail has outliers, and one finding is enough; a logarithm takes care of both.
        is_tail = is_skewed and scaling == "log" and distance < ABSURD
        if distance >= FAR and not is_tail:
            yield _outliers(subject, column, distance, scaling)
        elif is_skewed:
            yield _skew(column, scaling)


def _placeholder(column: ColumnProfile) -> float | None:
    """Return the least or the largest number if it repeats, stands alone and is a code such as -999."""
    counts = dict(column.top)
    for end, limit in ((0, column.minimum), (-1, column.maximum)):
        if limit is not None and limit in _PLACEHOLDERS and _stands_alone(column, end):
            written = str(int(limit)) if column.whole else repr(limit)
            if counts.get(written, 0) > 1:
                return limit
    return None


def _stands_alone(column: ColumnProfile, end: int) -> bool:
    """Return whether the first bin (0) or the last one (-1) is set apart by empty bins."""
    counts = column.histogram.counts if column.histogram else ()
    inward = counts if end == 0 else counts[::-1]
    return len(inward) > _GAP + 1 and not any(inward[1 : _GAP + 1])


def _placeholder_numbers(subject: Subject, column: ColumnProfile, number: float) -> Finding:
    others = tuple(pair for pair in column.top if float(pair[0]) != number)
    count = next(count for value, count in column.top if float(value) == number)
    return Finding(
        "placeholder_numbers",
        "warning",
        column.name,
        {"number": int(number), "count": count},
        Evidence(
            (Fact("value_cells", count, "cells", subject.present(column)),),
            others[:3],
            histogram=column.histogram,
        ),
    )


def _has_implausible_zeros(subject: Subject, column: ColumnProfile) -> bool:
    """Return whether zeros are set apart from all other numbers, or measure what is never zero."""
    zeros = column.zeros or 0
    if not zeros or column.minimum != 0 or 2 * zeros >= subject.present(column):
        return False
    if _is_never_zero(column) and column.quartiles and column.quartiles[1] >= _SOME_VALUES:
        return True
    if column.distinct <= _SOME_VALUES or column.histogram is None:
        return False
    return column.histogram.counts[0] == zeros and _stands_alone(column, 0)


def _is_never_zero(column: ColumnProfile) -> bool:
    return bool(_NEVER_ZERO.search(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column.name)))


def _implausible_zeros(subject: Subject, column: ColumnProfile) -> Finding:
    zeros = column.zeros or 0
    # Many zeros may well be a value, such as the logarithm of one.
    few = zeros < _FEW_ZEROS * subject.present(column)
    return Finding(
        "implausible_zeros",
        "warning" if few or _is_never_zero(column) else "note",
        column.name,
        {"count": zeros},
        Evidence(
            (
                Fact("value_cells", zeros, "cells", subject.present(column)),
                fact_of(column, "median", column.quartiles and column.quartiles[1]),
                fact_of(column, "maximum", column.maximum),
            ),
            histogram=column.histogram,
        ),
    )


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
                fact_of(column, "minimum", column.minimum),
                fact_of(column, "median", column.quartiles and column.quartiles[1]),
                fact_of(column, "maximum", column.maximum),
            ),
            histogram=column.histogram,
        ),
        None if is_scaled else fix.scale("log" if _has_right_tail(column) else "robust", column.name),
    )


def _has_right_tail(column: ColumnProfile) -> bool:
    return (column.skewness or 0.0) >= SKEWED and (column.minimum or 0.0) >= 0


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
