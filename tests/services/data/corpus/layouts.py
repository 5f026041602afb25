"""Layouts: what spreadsheets and statistics programs write around and between the rows of a table."""

from .case import Case, grid, kept, lines

_NAMES = "Country Name|Code|2019|2020"
_ROWS = [[f"Country {n}", f"C{n:02d}", f"{n}.5", f"{n}.25"] for n in range(12)]
_TABLE = [_NAMES.replace("|", ","), *map(",".join, _ROWS)]
_R_ROWS = [[str(n), f"{n}.5", f"Mazda RX, {n}", "4"] for n in range(1, 9)]


def _around(name: str, *above: str, below: tuple[str, ...] = (), reported: int = 0, **more: object) -> Case:
    """A table with lines above and below it; those below count as rows."""
    data = lines(*above, *_TABLE, *below)
    return kept(name, data, _NAMES, _ROWS, rows_in=len(_ROWS) + reported, reported=reported, **more)


CASES = [
    _around("title_padded.csv", "Population,,,", finds=["preamble"]),
    _around("title_and_blank_padded.csv", "Population,,,", ",,,", finds=["preamble"]),
    _around("blank_padded.csv", ",,,", ",,,", finds=["preamble"]),
    _around("title_wider.csv", "Made by me,on Monday, May 1, 2017,in Paris", finds=["preamble"]),
    _around("title_padded_wider.csv", "Population,,,,,,,", finds=["preamble"]),
    _around("footnote_padded.csv", below=("Source: World Bank,,,",), reported=1, finds=["footnote"]),
    _around(
        "footnotes_below_blank.csv",
        below=("", ",,,", '"Data from: World Bank, 2021",,,', "Last Updated: 07/20/2021,,,"),
        reported=3,
        finds=["footnote", "blank_row"],
    ),
    _around("footnote_alone.csv", below=('"Source: World Bank, 2021"',), reported=1, finds=["footnote"]),
    _around("blank_rows_last.csv", below=(",,,",) * 40, reported=40, finds=["blank_row"]),
    _around("repeated_header_last.csv", below=(_TABLE[0],), reported=1, finds=["repeated_header"]),
    kept(
        "blank_rows_among_padded.csv",
        lines("R,G,B,,", "1,2,3,,", ",,,,", "4,5,6,,", ",,,,"),
        "R|G|B|column 4|column 5",
        grid("1|2|3||/4|5|6||"),
        rows_in=4,
        reported=2,
        finds=["blank_row"],
    ),
    kept(
        "title_above_sparse_texts.csv",
        lines("Meetings,,,,", "Who,When,Whom,,", "X,Oct-14,Org 1,,", ",,Org 2,,", "X,Nov-14,Org 3,,"),
        "Who|When|Whom|column 4|column 5",
        grid("X|Oct-14|Org 1||/||Org 2||/X|Nov-14|Org 3||"),
    ),
    kept(
        "units.csv",
        lines("t;x;y", ";[K];[m]", *[f"{n};{n},5;{n},25" for n in range(9)]),
        "t|x|y",
        [[str(n), f"{n},5", f"{n},25"] for n in range(9)],
        rows_in=10,
        reported=1,
        kinds=["number"] * 3,
        finds=["second_header"],
    ),
    kept(
        "rows_short_by_two.csv",
        lines("id,who,approve,reject", *[f"{n},Kim {n}" for n in range(9)]),
        "id|who|approve|reject",
        [[str(n), f"Kim {n}", "", ""] for n in range(9)],
        finds=["short_row"],
    ),
    kept(
        "header_short_by_two.csv",
        lines("id,who", *[f"{n},Kim,{n}.5,red" for n in range(9)]),
        "id|who|column 3|column 4",
        [[str(n), "Kim", f"{n}.5", "red"] for n in range(9)],
        finds=["blank_header"],
    ),
    kept(
        "carriage_return_in_a_cell.csv",
        b"a,b\n1,one\n2,two\rlines\n3,three\n",
        "a|b",
        [["1", "one"], ["2", "two\rlines"], ["3", "three"]],
        finds=["carriage_return"],
    ),
    kept(
        "write_table.txt",
        lines('"mpg" "model" "cyl"', *[f'"{a}" {b} "{c}" {d}' for a, b, c, d in _R_ROWS]),
        "column 1|mpg|model|cyl",
        _R_ROWS,
        delimiter=" ",
        finds=["blank_header"],
    ),
    kept(
        "write_table_without_row_names.txt",
        lines('"mpg" "model" "cyl"', *[f'{b} "{c}" {d}' for _a, b, c, d in _R_ROWS]),
        "mpg|model|cyl",
        [row[1:] for row in _R_ROWS],
        delimiter=" ",
    ),
]
