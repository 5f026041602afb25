"""Texts of findings about the distribution of numbers."""

from services.text.i18n import N_, _, _n
from services.text.messages.findings.registry import FindingText, finding


@finding(group=N_("{many:,} columns have numbers that stand for missing ones: {columns}."))
def placeholder_numbers(column: str, number: int, count: int) -> FindingText:
    """A number far from all others repeats, such as -999."""
    return FindingText(
        _n(
            "“{column}” has {count:,} cell with {number}, far from all other numbers.",
            "“{column}” has {count:,} cells with {number}, far from all other numbers.",
            count,
            column=column,
            count=count,
            number=number,
        ),
        _("Such a number usually stands for a missing one, but the model learns from it as a measurement."),
        _("Leave these cells empty in the file, unless the number was measured."),
    )


@finding(group=N_("{many:,} columns have zeros that may be missing values: {columns}."))
def implausible_zeros(column: str, count: int) -> FindingText:
    """Zeros lie far from all other numbers, or measure what is never zero."""
    return FindingText(
        _n(
            "“{column}” has {count:,} zero, although all other numbers are far from it.",
            "“{column}” has {count:,} zeros, although most other numbers are far from them.",
            count,
            column=column,
            count=count,
        ),
        _("A zero that stands for a missing value moves the mean and is learned as a measurement."),
        _("Leave these cells empty in the file, unless zero was measured."),
    )


@finding(group=N_("{many:,} columns have extreme outliers: {columns}."))
def outliers(column: str, distance: float, scaling: str) -> FindingText:
    """Numbers lie `distance` interquartile ranges beyond the quartiles."""
    iqrs = round(distance)
    if scaling == "log":
        advice = _("The recipe takes the logarithm. Still check for errors or codes such as 9999.")
    elif scaling == "robust":
        advice = _("The recipe scales by the IQR. Still check for errors or codes such as 9999.")
    else:
        advice = _("Check for errors or missing-value codes such as 9999, and correct them in the file.")
    return FindingText(
        _n(
            "“{column}” has extreme outliers: up to {count:,} IQR beyond the quartiles.",
            "“{column}” has extreme outliers: up to {count:,} IQRs beyond the quartiles.",
            iqrs,
            column=column,
            count=iqrs,
        ),
        _("Outliers dominate means and scales, so a linear model can hardly tell the other values apart."),
        advice,
    )


@finding(group=N_("{many:,} columns are highly skewed: {columns}."))
def skew(column: str, skewness: float, is_log: bool) -> FindingText:
    """The distribution has a long tail."""
    if skewness > 0:
        message = _("“{column}” is highly skewed, with a long right tail.", column=column)
    else:
        message = _("“{column}” is highly skewed, with a long left tail.", column=column)
    return FindingText(
        message,
        _("A few extreme values dominate a linear model; trees and boosting aren't affected."),
        _("The recipe takes the logarithm.")
        if is_log
        else _("Take the logarithm for a linear model; trees and boosting don't need it."),
    )
