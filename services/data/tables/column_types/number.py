"""Numbers: all cells are numbers in the table's number format, or missing-value markers."""

from services.data.tables.column_types.column_type import Description

NUMBER = Description(
    type="number",
    default_role="numeric",
    is_target=True,
    is_ordered=True,
    has_marks=True,
    facts=frozenset(
        {
            *("numeric", "infinite", "whole", "zeros", "outliers", "marks", "looks_like_id", "personal"),
            *("minimum", "maximum", "mean", "deviation", "quartiles", "skewness", "histogram"),
            *("examples", "top", "once"),
        }
    ),
)
