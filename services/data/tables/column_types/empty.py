"""Empty columns: all cells are missing."""

from services.data.tables.column_types.column_type import Description

EMPTY = Description(type="empty", default_role="ignore", has_marks=True, facts=frozenset({"marks"}))
