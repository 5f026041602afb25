"""Names of the column types."""

from typing import assert_never

from services.data.tables.column_types import ColumnType
from services.text.i18n import _


def kind_text(kind: ColumnType) -> str:
    """Return the name of a column type."""
    match kind:
        case "number":
            return _("number")
        case "category":
            return _("category")
        case "text":
            return _("text")
        case "date":
            return _("date")
        case "empty":
            return _("empty")
        case _:
            assert_never(kind)
