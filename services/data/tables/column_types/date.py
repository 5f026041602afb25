"""Dates: all cells are dates in one form, or missing-value markers."""

from services.data.tables.column_types.column_type import Description

DATE = Description(
    type="date",
    default_role="date",
    is_ordered=True,
    has_marks=True,
    facts=frozenset(
        {"dated", "marks", "earliest", "latest", "hours", "histogram", "examples", "top", "once"}
    ),
)
