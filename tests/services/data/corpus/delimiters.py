"""Delimiters: each common one, and what looks like one and is none."""

from .case import Case, either, grid, kept, lines

_NAMES = ["id", "name", "score"]
_ROWS = [["1", "Kim", "3.5"], ["2", "Lee", "4.5"], ["3", "Park", "5.5"], ["4", "Choi", "6.5"]]

_COMMON = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_RARE = {
    "^": "caret",
    "~": "tilde",
    ":": "colon",
    "\x01": "hive",
    "\x1f": "unit",
    "¦": "broken_bar",
    "§": "section",
    "@": "at",
    "&": "and",
    "*": "star",
    "!": "call",
    "%": "percent",
    "$": "dollar",
}


def _joined(sign: str) -> bytes:
    return lines(*[sign.join(row) for row in [_NAMES, *_ROWS]])


def _prose(sign: str) -> Case:
    """Sentences with commas, semicolons and colons in quoted cells of a table with another delimiter."""
    said = ["Well, yes; no: maybe, or, so", "One, two, three; four", "a: b, c: d, e", "no", "I, you, he"]
    rows = [[str(n), each, "x"] for n, each in enumerate(said)]
    text = lines(f"n{sign}said{sign}z", *[f'{a}{sign}"{b}"{sign}{c}' for a, b, c in rows])
    return kept(f"prose_between_{_COMMON[sign]}s.csv", text, "n|said|z", rows, delimiter=sign)


CASES = [
    *[
        kept(f"{name}.csv", _joined(sign), _NAMES, _ROWS, delimiter=sign, header=True)
        for sign, name in {**_COMMON, **_RARE}.items()
    ],
    *[
        kept(
            f"one_row_{name}.csv",
            lines(sign.join(_NAMES), f"7{sign}x{sign}y"),
            _NAMES,
            [["7", "x", "y"]],
            delimiter=sign,
        )
        for sign, name in _COMMON.items()
    ],
    *[_prose(sign) for sign in _COMMON],
    kept("space.txt", _joined(" "), _NAMES, _ROWS, delimiter=" "),
    kept(
        "decimal_comma_semicolon.csv",
        lines("a;b;c", "1,5;2,25;x", "3,5;4,75;y", "5,5;6,25;z"),
        "a|b|c",
        grid("1,5|2,25|x/3,5|4,75|y/5,5|6,25|z"),
        delimiter=";",
        kinds=["number", "number", "category"],
    ),
    kept(
        "decimal_comma_only_numbers.csv",
        lines("1,5;2,5", "3,5;4,5", "5,5;6,5"),
        "column 1|column 2",
        grid("1,5|2,5/3,5|4,5/5,5|6,5"),
        delimiter=";",
        header=False,
    ),
    kept(
        "decimal_comma_tab.tsv",
        lines("a\tb", "1,5\t2,5", "3,5\t4,5"),
        "a|b",
        grid("1,5|2,5/3,5|4,5"),
        delimiter="\t",
    ),
    kept(
        "times.csv",
        lines("at,what", "12:30:00,tea", "13:45:10,cake", "14:00:59,walk"),
        "at|what",
        grid("12:30:00|tea/13:45:10|cake/14:00:59|walk"),
        delimiter=",",
    ),
    kept(
        "times_one_column.csv",
        lines("at", "12:30", "13:45", "14:00", "15:15"),
        "at",
        [["12:30"], ["13:45"], ["14:00"], ["15:15"]],
    ),
    kept(
        "dates_one_column.csv",
        lines("day", "2026-01-05", "2026-01-06", "2026-01-07"),
        "day",
        [["2026-01-05"], ["2026-01-06"], ["2026-01-07"]],
        kinds=["date"],
    ),
    kept("numbers_one_column.csv", lines("n", "1", "2", "3"), "n", [["1"], ["2"], ["3"]], kinds=["number"]),
    kept(
        "decimals_one_column.csv",
        lines("price", "1.50", "2.25", "3.75"),
        "price",
        [["1.50"], ["2.25"], ["3.75"]],
        kinds=["number"],
    ),
    kept(
        "words_one_column.csv",
        lines("city", "New York", "Los Angeles", "San Jose", "El Paso"),
        "city",
        [["New York"], ["Los Angeles"], ["San Jose"], ["El Paso"]],
    ),
    kept(
        "mails_one_column.csv",
        lines("mail", "a@b.example", "c@d.example", "e@f.example"),
        "mail",
        [["a@b.example"], ["c@d.example"], ["e@f.example"]],
    ),
    kept(
        "mails_without_header.csv",
        lines("a@b.example", "c@d.example", "e@f.example"),
        "a@b.example",
        [["c@d.example"], ["e@f.example"]],
    ),
    kept(
        "queries_one_column.csv",
        lines("query", "a=1&b=2&c=3", "a=4&b=5&c=6", "a=7&b=8&c=9"),
        "query",
        [["a=1&b=2&c=3"], ["a=4&b=5&c=6"], ["a=7&b=8&c=9"]],
    ),
    kept(
        "addresses.csv",
        lines("url,n", "http://a.example/x?y=1;z=2|w,1", "http://b.example/x?y=3;z=4|v,2"),
        "url|n",
        [["http://a.example/x?y=1;z=2|w", "1"], ["http://b.example/x?y=3;z=4|v", "2"]],
        delimiter=",",
    ),
    kept(
        "lists_in_cells.csv",
        lines("id,tags,n", "1,red;blue;green,5", "2,red;blue;black,6", "3,blue;green;white,7"),
        "id|tags|n",
        grid("1|red;blue;green|5/2|red;blue;black|6/3|blue;green;white|7"),
        delimiter=",",
    ),
    kept(
        "bars_in_cells.csv",
        lines("id,genres", "1,Comedy|Drama", "2,Drama|Crime", "3,Comedy|War"),
        "id|genres",
        [["1", "Comedy|Drama"], ["2", "Drama|Crime"], ["3", "Comedy|War"]],
        delimiter=",",
    ),
    kept(
        "quoted_commas_between_tabs.tsv",
        lines("name\tnote", '"Kim, A"\t"x, y"', '"Lee, B"\t"z, w"'),
        "name|note",
        grid("Kim, A|x, y/Lee, B|z, w"),
        delimiter="\t",
    ),
    kept(
        "unquoted_commas_between_tabs.tsv",
        lines("name\tnote", "Kim, A\tx, y", "Lee, B\tz", "Park, C\tv, w, u"),
        "name|note",
        grid("Kim, A|x, y/Lee, B|z/Park, C|v, w, u"),
        delimiter="\t",
    ),
    kept(
        "empty_first_column.tsv",
        lines("\tx\ty", "r1\t1\t2", "r2\t3\t4"),
        "column 1|x|y",
        grid("r1|1|2/r2|3|4"),
        delimiter="\t",
    ),
    kept(
        "tabs_with_empties.tsv", lines("a\tb\tc", "1\t\t", "\t\t2"), "a|b|c", [["1", "", ""], ["", "", "2"]]
    ),
    kept(
        "sep_semicolon.csv",
        lines("sep=;", "a;b", "1;2", "3;4"),
        "a|b",
        grid("1|2/3|4"),
        delimiter=";",
        header=True,
    ),
    kept("sep_comma_crlf.csv", lines("sep=,", "a,b", "1,2", end="\r\n"), "a|b", [["1", "2"]], delimiter=","),
    kept("sep_quoted.csv", lines('"sep=;"', "a;b", "1;2"), "a|b", [["1", "2"]], delimiter=";"),
    kept("sep_tab.csv", b"sep=\t\na\tb\n1\t2\n", "a|b", [["1", "2"]], delimiter="\t"),
    kept("sep_bom.csv", lines("\ufeffSEP=|", "a|b", "1|2"), ["a", "b"], [["1", "2"]], delimiter="|"),
    kept("sep_is_a_column.csv", lines("sep,n", "x,1", "y,2"), "sep|n", grid("x|1/y|2"), delimiter=","),
    kept(
        "comma_space.csv",
        lines("a, b, c", "1, 2, 3", "4, 5, 6"),
        "a|b|c",
        grid("1| 2| 3/4| 5| 6"),
        delimiter=",",
    ),
    kept(
        "space_runs.txt",
        lines("name   age  city", "Kim     31  Seoul", "Lee      7  Busan", "Park   102  Daegu"),
        "name|age|city",
        grid("Kim|31|Seoul/Lee|7|Busan/Park|102|Daegu"),
    ),
    either("double_bar.csv", lines("a||b", "1||2", "3||4"), rows_in=2),
    kept(
        "movie_lens.dat",
        lines(*[f"{n}::Film, The ({n + 1990})::Drama|War" for n in range(1, 9)]),
        "column 1|column 2|column 3",
        [[str(n), f"Film, The ({n + 1990})", "Drama|War"] for n in range(1, 9)],
        delimiter="::",
        header=False,
    ),
    kept(
        "double_bars.txt",
        lines("a||b||c", "1||x|y||2", "3||z||4"),
        "a|b|c",
        [["1", "x|y", "2"], ["3", "z", "4"]],
    ),
    kept("bars_with_empty_cells.txt", lines("a||b", "1|2|3", "4||5"), "a|column 2|b", grid("1|2|3/4||5")),
]
