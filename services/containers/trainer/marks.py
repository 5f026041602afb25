"""The markers of missing values. The app reads this module too: it imports the standard library alone."""

from collections.abc import Collection

_MARKS = (
    *(
        "NA",
        "N/A",
        "n/a",
        "N/a",
        "na",
        "#N/A",
        "#NA",
        "N.A.",
        "n.a.",
        "NaN",
        "nan",
        "NAN",
        "-nan",
        "-NaN",
        "<NA>",
    ),
    *("null", "NULL", "Null", "(null)", "<null>", "NaT", "#NULL!", "#VALUE!", "#DIV/0!"),
    *("-", "--", "---", "–", "—", "?", "??", ".", "..", "*", "missing", "Missing", "MISSING", "\\N"),
)
MARKS = (*_MARKS, "None", "NONE", "none", "nil", "NIL", "없음", "해당없음")


def marks_among(values: Collection[str]) -> frozenset[str]:
    """Return which of a column's distinct texts mean missing, unlike in a column of numbers or dates.

    Words such as "none" are values. Where the marks leave less than two other values, they are values too,
    as they are all that the column tells.
    """
    distinct = frozenset(values)
    return distinct.intersection(_MARKS) if len(distinct.difference(MARKS)) > 1 else frozenset()
