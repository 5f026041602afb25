"""Ragged rows: short, long, trailing delimiters; none is lost unsaid, none takes its neighbours."""

from .case import Case, either, grid, kept, lines, refused

_PADDED = ["a", "b", "column 3"]
_GOOD = [f"{n},{n + 1},{n + 2}" for n in range(10)]


def _with(name: str, *bad: str, **more: object) -> Case:
    """Ten good rows with bad ones in their midst; all are counted."""
    data = lines("a,b,c", *_GOOD[:5], *bad, *_GOOD[5:])
    return Case(name, data, names=["a", "b", "c"], rows_in=10 + len(bad), **more)


CASES = [
    _with("long_row.csv", "1,2,3,4", reported=1, rows=[line.split(",") for line in _GOOD]),
    _with("very_long_row.csv", ",".join("x" * 5000), reported=1, rows=[line.split(",") for line in _GOOD]),
    _with("short_row.csv", "1,2"),
    _with("one_cell_row.csv", "oops"),
    _with("short_and_long.csv", "1,2", "1,2,3,4", "1", "1,2,3,4,5"),
    _with("summary_row.csv", "Total: 10 rows"),
    _with("short_quoted.csv", '"x, y",2'),
    _with("long_by_unquoted_comma.csv", "1,Kim, A,3", reported=1),
    _with("long_quoted_lines.csv", '1,2,3,"x\ny"', reported=1),
    kept("long_by_empties.csv", lines("a,b", "1,2,,,", "3,4,,,"), "a|b", grid("1|2/3|4")),
    kept("trailing_comma_everywhere.csv", lines("a,b,", "1,2,", "3,4,"), _PADDED, grid("1|2|/3|4|")),
    kept("trailing_comma_in_rows.csv", lines("a,b", "1,2,", "3,4,"), "a|b", grid("1|2/3|4")),
    kept(
        "trailing_semicolon_everywhere.csv",
        lines("a;b;", "1,5;2;", "3,5;4;"),
        _PADDED,
        grid("1,5|2|/3,5|4|"),
        delimiter=";",
    ),
    either("header_longer_by_one.csv", lines("a,b,c", "1,2", "3,4", "5,6"), names=["a", "b", "c"], rows_in=3),
    kept(
        "row_names_of_r.csv",
        lines('"speed","dist"', '"1",4,2', '"2",4,10', '"3",7,4'),
        "column 1|speed|dist",
        grid("1|4|2/2|4|10/3|7|4"),
    ),
    Case(
        "trailing_empties_left_out.csv",
        lines("a,b,c", "1,2,3", "4,5", "6", "7,8,9", "8,9,1"),
        names=["a", "b", "c"],
        rows_in=5,
    ),
    Case("ragged_at_the_end.csv", lines("a,b", *["1,2"] * 20_000, "1,2,3"), rows_in=20_001, reported=1),
    Case("ragged_at_the_start.csv", lines("a,b", "1,2,3", *["1,2"] * 20_000), rows_in=20_001, reported=1),
    Case(
        "every_tenth_long.csv",
        lines("a,b", *["1,2,3" if n % 10 == 0 else "1,2" for n in range(5000)]),
        rows_in=5000,
        reported=500,
    ),
    Case("mostly_ragged_but_small.csv", lines("a,b,c", "1,2,3", "4,5", "6,7,8,9"), rows_in=3, reported=2),
    Case("one_good_row.csv", lines("a,b,c", "1,2", "4,5,6", "7,8,9,10", "5"), rows_in=4, reported=3),
    refused("mostly_ragged.csv", lines("a,b,c", *["1,2,3"] * 9, *["4,5"] * 11), "as many cells"),
    refused(
        "letter.txt",
        lines("Dear team,", "", "I write to you, as said, again, with words.", "Best wishes", "Kim"),
        "CSV|table|row",
    ),
    either(
        "two_tables.csv",
        lines("a,b", "1,2", "3,4", "", "x,y,z", "1,2,3", "4,5,6"),
    ),
    Case(
        "wide_footer.csv",
        lines("a,b", "1,2", "3,4", '"Source: an office, 2026"'),
        names=["a", "b"],
        rows_in=3,
    ),
]
