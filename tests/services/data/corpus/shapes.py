"""Shapes: wide, long, one column, one row, cut, joined."""

from .case import Case, either, grid, kept, lines

_LONG = [[str(n), f"name {n % 97}", f"{n / 7:.3f}"] for n in range(100_000)]
_WIDE = [f"c{n}" for n in range(2000)]
_WHOLE = lines("a,b,c", *[f'{n},"x, {n}",{n}' for n in range(1000)])
_WHOLE_ROWS = [[str(n), f"x, {n}", str(n)] for n in range(1000)]

CASES = [
    kept(
        "long.csv",
        lambda: lines("n,name,x", *[",".join(row) for row in _LONG]),
        "n|name|x",
        _LONG,
        kinds=["number", "category", "number"],
    ),
    kept(
        "wide.csv", lambda: lines(",".join(_WIDE), *[",".join(["1"] * 2000)] * 5), _WIDE, [["1"] * 2000] * 5
    ),
    kept(
        "wide_blank_names.csv",
        lambda: lines("," * 199, *[",".join(["1"] * 200)] * 5),
        [f"column {n}" for n in range(1, 201)],
        [["1"] * 200] * 5,
    ),
    kept("one_row.csv", lines("a,b,c", "1,x,2.5"), "a|b|c", grid("1|x|2.5")),
    kept(
        "one_column.csv",
        lines("value", *[str(n) for n in range(100)]),
        "value",
        [[str(n)] for n in range(100)],
    ),
    kept(
        "one_column_words.csv", lines("word", "red", "green", "blue"), "word", [["red"], ["green"], ["blue"]]
    ),
    kept(
        "one_column_quoted.csv",
        lines('"word"', '"red, dark"', '"green, light"'),
        "word",
        [["red, dark"], ["green, light"]],
    ),
    kept(
        "one_column_prose.csv",
        lines("review", *["The film, as such, was good.", "I liked it.", "Well, no, never again, thanks."]),
        "review",
        [["The film, as such, was good."], ["I liked it."], ["Well, no, never again, thanks."]],
    ),
    kept("one_cell_table.csv", lines("a", "x"), "a", [["x"]]),
    kept("same_rows.csv", lines("a,b", *["1,x"] * 1000), "a|b", [["1", "x"]] * 1000),
    kept(
        "long_cells.csv",
        lambda: lines("a,b", *[f"{'x' * 50_000},{n}" for n in range(20)]),
        "a|b",
        [["x" * 50_000, str(n)] for n in range(20)],
    ),
    kept(
        "cell_at_the_limit.csv", lambda: lines("a,b", "x" * 1_000_000 + ",1"), "a|b", [["x" * 1_000_000, "1"]]
    ),
    Case("cell_over_the_limit.csv", lambda: lines("a,b", "x" * 1_000_001 + ",1"), refused="cell|long|most"),
    kept("cut_after_a_row.csv", _WHOLE[: _WHOLE.index(b"500,")], "a|b|c", _WHOLE_ROWS[:500]),
    Case("cut_in_a_row.csv", _WHOLE[: _WHOLE.index(b"500,") + 5], names=["a", "b", "c"], rows_in=501),
    Case("cut_in_quotes.csv", _WHOLE[: _WHOLE.index(b"500,") + 7], names=["a", "b", "c"], rows_in=501),
    Case("cut_in_the_header.csv", b"a,b,", refused="no rows|empty"),
    kept(
        "head_missing.csv",
        lines("7,x,1.5", "8,y,2.5", "9,z,3.5"),
        [f"column {n}" for n in (1, 2, 3)],
        grid("7|x|1.5/8|y|2.5/9|z|3.5"),
        header=False,
    ),
    Case("joined_with_headers.csv", lines("a,b", "1,2", "3,4") * 3, names=["a", "b"], rows_in=8),
    Case("joined_without_newline.csv", b"a,b\n1,2\n3,4a,b\n5,6\n", names=["a", "b"], rows_in=3),
    Case("joined_two_boms.csv", b"\xef\xbb\xbfa,b\n1,2\n\xef\xbb\xbfa,b\n3,4\n", names=["a", "b"], rows_in=3),
    Case(
        "joined_two_widths.csv",
        lines("a,b", *["1,2"] * 50, "x,y,z", *["1,2,3"] * 5),
        names=["a", "b"],
        rows_in=56,
        reported=6,
    ),
    either("transposed.csv", lines("name,Kim,Lee,Park", "age,31,32,33", "city,Seoul,Busan,Daegu"), rows_in=2),
    Case(
        "columns_of_width.txt",
        lines("name      age", "Kim        31", "Lee         7", "Park      102"),
        names=["name", "age"],
        rows_in=3,
    ),
    Case(
        "diagonal.csv",
        lines("a,b,c", "1,,", ",2,", ",,3"),
        names=["a", "b", "c"],
        rows=[["1", "", ""], ["", "2", ""], ["", "", "3"]],
        rows_in=3,
        reported=0,
    ),
    Case(
        "block_border_quotes.csv",
        lambda: b"a,b\n" + b"".join(b'%d,"%s"\n' % (n, b'x""y' * 300) for n in range(30_000)),
        names=["a", "b"],
        rows_in=30_000,
        reported=0,
    ),
    Case(
        "block_border_crlf.csv",
        lambda: b"a,b\r\n" + b"12345,xyz\r\n" * 900_000,
        rows_in=900_000,
        reported=0,
    ),
]
