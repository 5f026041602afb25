"""Dates: every cell is a date of the column's one form, or a mark of a missing value."""

from services.data.tables.column_types.column_type import Description

DATE = Description(
    type="date",
    default_role="date",
    is_ordered=True,
    has_marks=True,
    facts=frozenset({"dated", "marks", "earliest", "latest", "histogram", "examples", "top", "once"}),
)
