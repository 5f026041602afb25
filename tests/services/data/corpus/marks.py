"""Marks of what is missing: they survive as texts, and a column of numbers stays one."""

from .case import Case, kept, lines

_MARKS = {
    "na": "NA",
    "n_a": "N/A",
    "na_small": "n/a",
    "null": "null",
    "null_large": "NULL",
    "none": "None",
    "nan": "NaN",
    "hyphen": "-",
    "question": "?",
    "dot": ".",
    "excel": "#N/A",
}


def _number(name: str, mark: str) -> Case:
    rows = [["1.5", "a"], [mark, "b"], ["3.5", "c"], ["4", "d"], [mark, "e"], ["7", "f"]]
    data = lines("x,w", *[",".join(row) for row in rows])
    return kept(f"mark_{name}.csv", data, "x|w", rows, kinds=["number", "category"])


CASES = [
    *[_number(name, mark) for name, mark in _MARKS.items()],
    kept(
        "mark_as_a_value.csv",
        lines("country,n", "NA,1", "DE,2", "FR,3"),
        "country|n",
        [["NA", "1"], ["DE", "2"], ["FR", "3"]],
        kinds=["category", "number"],
    ),
    kept(
        "mark_in_dates.csv",
        lines("day,n", "2026-01-05,1", "NA,2", "2026-01-07,3"),
        "day|n",
        [["2026-01-05", "1"], ["NA", "2"], ["2026-01-07", "3"]],
        kinds=["date", "number"],
    ),
    kept("only_marks.csv", lines("x,n", "NA,1", "NA,2"), "x|n", [["NA", "1"], ["NA", "2"]]),
    kept(
        "name_null.csv",
        lines("first,last", "Kim,Null", "Lee,Nan"),
        "first|last",
        [["Kim", "Null"], ["Lee", "Nan"]],
    ),
    kept(
        "all_missing_column.csv",
        lines("a,b", "1,", "2,", "3,"),
        "a|b",
        [["1", ""], ["2", ""], ["3", ""]],
        kinds=["number", "empty"],
    ),
    kept(
        "white_only_column.csv",
        lines("a,b", "1, ", "2,  ", "3, "),
        "a|b",
        [["1", " "], ["2", "  "], ["3", " "]],
    ),
    kept(
        "quoted_empties.csv",
        lines("a,b", '1,""', '2,""'),
        "a|b",
        [["1", ""], ["2", ""]],
        kinds=["number", "empty"],
    ),
    Case("all_cells_missing.csv", lines("a,b", ",", ",", ","), names=["a", "b"], rows_in=3),
]
