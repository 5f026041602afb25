"""The description of a column type."""

from dataclasses import dataclass
from typing import Literal

from services.containers.trainer.spec import Role

ColumnType = Literal["number", "category", "text", "date", "empty"]


@dataclass(frozen=True)
class Description:
    """What holds for all columns of a type.

    Any column can have any role; `default_role` is the one that fits its type. `is_target` says that a
    column of the type can be proposed as the target, `is_ordered` that its values have a range and can
    be binned, `has_marks` that marks such as "NA" count as missing. `facts` are the fields of a
    ColumnProfile that hold something for this type only or for some types; name, type, missing and
    distinct values are known of every column.
    """

    type: ColumnType
    default_role: Role
    is_target: bool = False
    is_ordered: bool = False
    has_marks: bool = False
    facts: frozenset[str] = frozenset()
