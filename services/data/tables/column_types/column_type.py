"""The description of a column type."""

from dataclasses import dataclass
from typing import Literal

from services.containers.trainer.spec import Role

ColumnType = Literal["number", "category", "text", "date", "empty"]

# The facts of cells that aren't all numbers or all dates: what some of them could be read as.
WORD_FACTS = frozenset(
    {
        *("hashed", "numeric", "decorated", "signed", "unit", "units", "codes", "dated", "date_forms"),
        "infinite",
    }
)


@dataclass(frozen=True)
class Description:
    """The properties of a column type.

    Any column can have any role; `default_role` is the default. If `is_target`, a column can be proposed
    as the target; if `is_ordered`, its values have a range and can be binned; if `has_marks`, markers such
    as "NA" count as missing. `facts` are the fields of a ColumnProfile that not all types have.
    """

    type: ColumnType
    default_role: Role
    is_target: bool = False
    is_ordered: bool = False
    has_marks: bool = False
    facts: frozenset[str] = frozenset()
