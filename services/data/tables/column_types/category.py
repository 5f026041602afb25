"""Categories: texts that name groups of rows, or that are neither numbers, dates nor prose."""

from services.data.tables.column_types.column_type import WORD_FACTS, Description

CATEGORY = Description(
    type="category",
    default_role="category",
    is_target=True,
    has_marks=True,
    facts=WORD_FACTS
    | frozenset(
        {
            *("looks_like_id", "personal", "examples", "top", "once"),
        }
    ),
)
