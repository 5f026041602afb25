"""Headers: duplicate, blank, missing, alone; lines that stand before them."""

from .case import Case, grid, kept, lines, refused

_TWO = grid("1|2/3|4")


def _names(name: str, header: str, names: list[str], **more: object) -> Case:
    """A header above two rows of numbers."""
    width = len(names)
    rows = [[str(row * width + n) for n in range(width)] for row in range(2)]
    return kept(name, lines(header, *[",".join(row) for row in rows]), names, rows, header=True, **more)


CASES = [
    _names("duplicates.csv", "a,a,a", ["a", "a 2", "a 3"], finds=["duplicate_header"]),
    _names("duplicates_collide.csv", "a,a,a 2", ["a", "a 3", "a 2"], finds=["duplicate_header"]),
    _names("all_duplicates.csv", ",".join(["x"] * 50), ["x", *[f"x {n}" for n in range(2, 51)]]),
    _names("blank_name.csv", "a,,c", ["a", "column 2", "c"], finds=["blank_header"]),
    _names("blank_names.csv", "a,,", ["a", "column 2", "column 3"], finds=["blank_header"]),
    _names("white_names.csv", "a,   ,\u00a0", ["a", "column 2", "column 3"]),
    _names("spaces_around.csv", " a , b", ["a", "b"]),
    _names("case_differs.csv", "a,A", ["a", "A"]),
    _names("blank_meets_named.csv", "column 2,,c", ["column 2", "column 2 2", "c"]),
    _names("korean_names.csv", "이름,나이", ["이름", "나이"]),
    _names("emoji_names.csv", "😀,🎉", ["😀", "🎉"]),
    _names("markup_names.csv", "<b>x</b>,[y](z)", ["<b>x</b>", "[y](z)"]),
    _names("formula_names.csv", "=cmd(),@x", ["=cmd()", "@x"]),
    _names(
        "hostile_names.csv",
        "../../etc/passwd,__proto__,constructor",
        ["../../etc/passwd", "__proto__", "constructor"],
    ),
    _names("sql_names.csv", "a; DROP TABLE x,b\\,%s {0}", ["a; DROP TABLE x", "b\\", "%s {0}"]),
    _names("long_name.csv", "x" * 5000 + ",b", ["x" * 5000, "b"]),
    _names("numbers_and_a_name.csv", "country,2024,2025", ["country", "2024", "2025"]),
    _names("dotted_names.csv", "a.b,a b,a-b,a_b", ["a.b", "a b", "a-b", "a_b"]),
    _names("composed_names.csv", "\u00e9,e\u0301", ["\u00e9", "e\u0301"]),
    kept(
        "none_numbers.csv", lines("1,2", "3,4", "5,6"), "column 1|column 2", grid("1|2/3|4/5|6"), header=False
    ),
    kept(
        "none_decimals.csv",
        lines("1.5,2.5", "3.5,4.5"),
        "column 1|column 2",
        grid("1.5|2.5/3.5|4.5"),
        header=False,
    ),
    kept(
        "none_mixed.csv",
        lines("1,Kim,2026-01-05,3.5", "2,Lee,2026-01-06,4.5", "3,Park,2026-01-07,5.5"),
        "column 1|column 2|column 3|column 4",
        grid("1|Kim|2026-01-05|3.5/2|Lee|2026-01-06|4.5/3|Park|2026-01-07|5.5"),
        header=False,
    ),
    kept(
        "none_iris.data",
        lines(*[f"5.{n},3.{n},1.{n},0.2,Iris-setosa" for n in range(9)]),
        [f"column {n}" for n in range(1, 6)],
        [[f"5.{n}", f"3.{n}", f"1.{n}", "0.2", "Iris-setosa"] for n in range(9)],
        header=False,
    ),
    kept(
        "none_negative.csv",
        lines("-1,+2", "-3,+4", "-5,+6"),
        "column 1|column 2",
        grid("-1|+2/-3|+4/-5|+6"),
        header=False,
    ),
    kept(
        "none_scientific.csv",
        lines("1e5,2", "3e-4,4"),
        "column 1|column 2",
        grid("1e5|2/3e-4|4"),
        header=False,
    ),
    kept(
        "none_with_missing.csv",
        lines("1,,3", "4,5,", "7,8,9"),
        "column 1|column 2|column 3",
        [["1", "", "3"], ["4", "5", ""], ["7", "8", "9"]],
        header=False,
    ),
    kept("one_number.csv", lines("42"), ["column 1"], [["42"]], header=False),
    kept(
        "one_row_numbers.csv",
        lines("1,2,3"),
        [f"column {n}" for n in (1, 2, 3)],
        [["1", "2", "3"]],
        header=False,
    ),
    kept(
        "years_above_numbers.csv",
        lines("region,2023,2024,2025", "north,1.5,2.5,3.5", "south,4.5,5.5,6.5"),
        "region|2023|2024|2025",
        grid("north|1.5|2.5|3.5/south|4.5|5.5|6.5"),
        header=True,
    ),
    kept(
        "all_text.csv",
        lines("name,city", "Kim,Seoul", "Lee,Busan"),
        "name|city",
        grid("Kim|Seoul/Lee|Busan"),
        header=True,
    ),
    kept("quoted_numbers_header.csv", lines('"a","b"', "1,2", "3,4"), "a|b", _TWO, header=True),
    kept(
        "header_of_snake.csv",
        lines("user_id,created_at", "x1,2026-01-05", "x2,2026-01-06"),
        "user_id|created_at",
        grid("x1|2026-01-05/x2|2026-01-06"),
        header=True,
    ),
    refused("header_only.csv", lines("a,b,c"), "no rows"),
    refused("header_only_no_end.csv", b"a,b,c", "no rows"),
    refused("header_only_one.csv", b"name\n", "no rows"),
    refused("header_and_blanks.csv", b"a,b\n\n\n\n", "no rows"),
    kept(
        "metadata_of_a_series.csv",
        lines(
            *('"Title","CPIH INDEX 00: ALL ITEMS 2015=100"', '"CDID","L522"', '"Source dataset ID","MM23"'),
            *('"PreUnit",""', '"Unit","Index, base year = 100"', '"Release date","17-11-2021"'),
            *('"Next release","15 December 2021"', '"Important notes",""'),
            *('"1988","48.4"', '"1989","51.2"', '"1988 Q1","47.5"', '"1988 Q2","48.1"', '"1988 JAN","47.2"'),
        ),
        "Title|CPIH INDEX 00: ALL ITEMS 2015=100",
        grid("1988|48.4/1989|51.2/1988 Q1|47.5/1988 Q2|48.1/1988 JAN|47.2"),
        rows_in=12,
        reported=7,
        kinds=["category", "number"],
        finds=["second_header"],
    ),
    kept(
        "metadata_of_several_series.csv",
        lines(
            *("Title,Output,Prices", "CDID,ABC1,ABC2", "PreUnit,,£", "Unit,Index,m"),
            *("Release date,17-11-2021,17-11-2021", "Next release,15 December 2021,To be announced"),
            *("2001,5.5,6", "2002,,7", "2003,7.5,8", "2004,9.5,9"),
        ),
        "Title|Output|Prices",
        grid("2001|5.5|6/2002||7/2003|7.5|8/2004|9.5|9"),
        rows_in=9,
        reported=5,
        finds=["second_header"],
    ),
    kept(
        "metadata_above_names.csv",
        lines("Station,Kew", "Unit,mm", "Date,Rain", "2021-01-01,3.5", "2021-01-02,4.5", "2021-01-03,0"),
        "Date|Rain",
        grid("2021-01-01|3.5/2021-01-02|4.5/2021-01-03|0"),
        kinds=["date", "number"],
        finds=["preamble"],
    ),
    kept(
        "title_line.csv",
        lines("Sales by region", "region,count,sum", "north,1,2", "south,3,4", "east,5,6"),
        "region|count|sum",
        grid("north|1|2/south|3|4/east|5|6"),
    ),
    kept(
        "title_and_blank.csv",
        lines("Report of 2026", "", "region,count,sum", "north,1,2", "south,3,4", "east,5,6"),
        "region|count|sum",
        grid("north|1|2/south|3|4/east|5|6"),
    ),
    kept(
        "title_padded.csv",
        lines("Report of 2026,,", ",,", "region,count,sum", "north,1,2", "south,3,4", "east,5,6"),
        "region|count|sum",
        grid("north|1|2/south|3|4/east|5|6"),
    ),
    kept(
        "comments_before.csv",
        lines("# made by a sensor", "# version 2, unit: mm", "t,x", "1,2", "3,4"),
        "t|x",
        _TWO,
    ),
    kept("hash_in_first_name.csv", lines("#id,x", "1,2", "3,4"), "#id|x", _TWO, header=True),
    kept("hash_in_cells.csv", lines("tag,x", "#one,2", "#two,4"), "tag|x", grid("#one|2/#two|4")),
    kept(
        "metadata_block.csv",
        lines("Station;A1", "Owner;Kim", "", "day;rain;wind", "1;2,5;3", "2;0,0;4", "3;1,5;5"),
        "day|rain|wind",
        grid("1|2,5|3/2|0,0|4/3|1,5|5"),
        delimiter=";",
    ),
    Case("two_header_rows.csv", lines("a,b", "(cm),(kg)", "1,2", "3,4"), names=["a", "b"], rows_in=3),
    Case("repeated_header.csv", lines("a,b", "1,2", "a,b", "3,4"), names=["a", "b"], rows_in=3),
]
