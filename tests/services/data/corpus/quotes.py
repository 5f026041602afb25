"""Quotes: doubled, escaped, stray and never closed; one bad row takes none of its neighbours."""

from .case import Case, grid, kept, lines


def _among(name: str, bad: str, cells: list[str] | None, **more: object) -> Case:
    """A line with stray quotes among three good ones; without cells it may be mended or set aside."""
    good = grid("1|a/2|b/4|d")
    data = lines("n,t", "1,a", "2,b", bad, "4,d")
    if cells is None:
        return Case(name, data, names=["n", "t"], rows_in=4, **more)
    return kept(name, data, "n|t", [*good[:2], cells, good[2]], **more)


CASES = [
    kept(
        "single_quotes_between_spaces.txt",
        lines(
            "id city price",
            "1 'New York' 3.5",
            "2 O'Fallon 4.5",
            "3 'Coeur d''Alene' 1.5",
            "4 'San Jose, CA' 2",
        ),
        "id|city|price",
        grid("1|New York|3.5/2|O'Fallon|4.5/3|Coeur d'Alene|1.5/4|San Jose, CA|2"),
        kinds=["number", "category", "number"],
    ),
    kept(
        "single_quotes_between_runs.txt",
        lines("  1  'New York'   3.5", "  2  'San Jose'   4.5", " 10  'Bonn'      12.5"),
        "column 1|column 2|column 3",
        grid("1|New York|3.5/2|San Jose|4.5/10|Bonn|12.5"),
        header=False,
    ),
    kept(
        "apostrophes_in_prose.txt",
        lines("text", "he said 'come in'", "it's 'all right' now", "'twas nothing"),
        "text",
        [["he said 'come in'"], ["it's 'all right' now"], ["'twas nothing"]],
    ),
    _among("inch.csv", '3,5" pipe', ["3", '5" pipe']),
    _among("inches.csv", '3,5" by 6" pipe', ["3", '5" by 6" pipe']),
    _among("inch_at_end.csv", '3,pipe 5"', ["3", 'pipe 5"']),
    _among("quote_in_middle.csv", '3,he said "no" twice', ["3", 'he said "no" twice']),
    _among(
        "quoted_then_text.csv",
        '3,"no" he said',
        ["3", '"no" he said'],
    ),
    _among("opened_never_closed.csv", '3,"open', ["3", '"open']),
    _among("lone_quote.csv", '3,"', ["3", '"']),
    _among("three_quotes.csv", '3,"""', ["3", '"""']),
    _among("quote_inside_quotes.csv", '3,"a "b" c"', ["3", 'a "b" c']),
    _among("space_before_quote.csv", '3, "c"', None),
    _among("space_after_quote.csv", '3,"c" ', None),
    _among("apostrophe.csv", "3,it's", ["3", "it's"]),
    _among("apostrophe_first.csv", "3,'tis", ["3", "'tis"]),
    _among("two_apostrophes.csv", "3,'quoted'", ["3", "'quoted'"]),
    _among("backtick.csv", "3,`x`", ["3", "`x`"]),
    _among("curly.csv", "3,“x, y”", None),
    _among("doubled_outside.csv", '3,a""b', ["3", 'a""b']),
    _among("opened_with_comma.csv", '3,"c, c', None),
    _among("backslash.csv", "3,C:\\dir\\new", ["3", "C:\\dir\\new"]),
    _among("backslash_last.csv", "3,dir\\", ["3", "dir\\"]),
    _among("backslash_last_quoted.csv", '3,"dir\\"', ["3", "dir\\"]),
    kept(
        "single_quotes.csv",
        lines("n;t", "1;'a; b'", "2;'it''s'", "3;'c; d'"),
        "n|t",
        grid("1|a; b/2|it's/3|c; d"),
    ),
    kept(
        "backslash_escapes.csv",
        lines("n,t", '1,"he said \\"no\\""', '2,"a, \\"b\\", c"', '3,"plain"'),
        "n|t",
        [["1", 'he said "no"'], ["2", 'a, "b", c'], ["3", "plain"]],
    ),
    kept(
        "first_cell_opened.csv",
        lines("n,t", '"1,a', "2,b", "3,c"),
        "n|t",
        [['"1', "a"], ["2", "b"], ["3", "c"]],
    ),
    kept(
        "last_row_opened.csv",
        lines("n,t", "1,a", "2,b", '3,"c'),
        "n|t",
        [["1", "a"], ["2", "b"], ["3", '"c']],
    ),
    kept(
        "last_row_opened_no_end.csv",
        lines("n,t", "1,a", "2,b") + b'3,"c',
        "n|t",
        [["1", "a"], ["2", "b"], ["3", '"c']],
    ),
    kept(
        "opened_far_from_the_end.csv",
        lines("n,t", '0,"open', *[f"{n},x" for n in range(1, 5000)]),
        "n|t",
        [["0", '"open'], *[[str(n), "x"] for n in range(1, 5000)]],
    ),
    kept(
        "stray_among_good_quotes.csv",
        lines(
            "n,t",
            *[f'{n},"x, {n}"' for n in range(500)],
            '500,5" pipe',
            *[f'{n},"x, {n}"' for n in range(501, 999)],
        ),
        "n|t",
        [[str(n), '5" pipe' if n == 500 else f"x, {n}"] for n in range(999)],
    ),
    kept(
        "opened_among_good_quotes.csv",
        lines(
            "n,t",
            *[f'{n},"x, {n}"' for n in range(500)],
            '500,"open',
            *[f'{n},"x, {n}"' for n in range(501, 999)],
        ),
        "n|t",
        [[str(n), '"open' if n == 500 else f"x, {n}"] for n in range(999)],
    ),
    kept(
        "two_opened_rows.csv",
        lines("n,t", "1,a", '2,"b', "3,c", '4,"d', "5,e"),
        "n|t",
        [["1", "a"], ["2", '"b'], ["3", "c"], ["4", '"d'], ["5", "e"]],
    ),
    kept(
        "inch_marks_in_each_row.csv",
        lines("n,t", *[f'{n},{n}" pipe' for n in range(200)]),
        "n|t",
        [[str(n), f'{n}" pipe'] for n in range(200)],
    ),
    kept(
        "quoted_line_breaks_and_stray.csv",
        lines("n,t", '1,"two\nlines"', '2,5" pipe', '3,"two\nmore"', "4,d"),
        "n|t",
        [["1", "two\nlines"], ["2", '5" pipe'], ["3", "two\nmore"], ["4", "d"]],
    ),
    kept(
        "quoted_numbers.csv",
        lines('"a","b"', '"1","2.5"', '"3","4.5"'),
        "a|b",
        grid("1|2.5/3|4.5"),
        kinds=["number", "number"],
    ),
    kept("quoted_some.csv", lines('a,"b"', '"1",2', '3,"4"'), "a|b", grid("1|2/3|4")),
    kept("quote_in_header.csv", lines('size 5",b', "1,2", "3,4"), ['size 5"', "b"], grid("1|2/3|4")),
    kept("doubled_quote_header.csv", lines('"a ""x""",b', "1,2"), ['a "x"', "b"], [["1", "2"]]),
    kept("quotes_tab.tsv", lines("a\tb", '"x\ty"\t1', '5" z\t2'), "a|b", [["x\ty", "1"], ['5" z', "2"]]),
    kept("only_quotes_cells.csv", lines("a,b", '"",""', '"x",""'), "a|b", [["", ""], ["x", ""]]),
    kept(
        "long_quoted_cell.csv",
        lines("a,b", '"' + "line\n" * 20_000 + '",1', "x,2"),
        "a|b",
        [["line\n" * 20_000, "1"], ["x", "2"]],
    ),
    kept("quoted_cr.csv", b'a,b\n"x\ry",1\n', "a|b", [["x\ry", "1"]]),
    kept(
        "mysql_outfile.tsv",
        b"id\tnote\tsize\n1\ta\\\tb\t2\n2\ttwo\\\nlines\t\\N\n3\tC:\\\\dir\t5\n4\tplain\t6\n",
        "id|note|size",
        [["1", "a\tb", "2"], ["2", "two\nlines", "\\N"], ["3", "C:\\dir", "5"], ["4", "plain", "6"]],
        delimiter="\t",
    ),
    kept(
        "mysql_quoted.csv",
        lines("id,note", '"1","say \\"hi\\", she said"', '"2","back\\\\slash"', '"3","plain"'),
        "id|note",
        [["1", 'say "hi", she said'], ["2", "back\\slash"], ["3", "plain"]],
    ),
    kept(
        "json_escaped.csv",
        lines("id,data", '1,"{\\"a\\": 1, \\"b\\": \\"x\\"}"', '2,"{\\"a\\": 2}"'),
        "id|data",
        [["1", '{"a": 1, "b": "x"}'], ["2", '{"a": 2}']],
    ),
    kept(
        "escaped_commas.csv",
        lines("n,t", "1,a\\, b", "2,c", "3,d\\, e"),
        "n|t",
        [["1", "a, b"], ["2", "c"], ["3", "d, e"]],
    ),
]
