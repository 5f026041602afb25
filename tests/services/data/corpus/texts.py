"""Texts that bite: formulas, markup, right-to-left, combining signs, emoji; each survives as it was."""

from .case import Case, either, kept, lines


def _survive(name: str, *cells: str) -> Case:
    rows = [[cell, str(n)] for n, cell in enumerate(cells)]
    quoted = ['"' + cell.replace('"', '""') + f'",{n}' for n, cell in enumerate(cells)]
    return kept(name, lines("text,n", *quoted), "text|n", rows, delimiter=",", header=True)


CASES = [
    _survive("formulas.csv", "=cmd|'/C calc'!A0", "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1"),
    _survive("formula_link.csv", '=HYPERLINK("http://x.example","y")', "=IMPORTXML(A1)", "safe"),
    _survive("markup.csv", "<script>alert(1)</script>", "<img src=x onerror=y>", "&amp; &lt;"),
    _survive(
        "markdown.csv", "[x](javascript:y)", "**bold** `code`", ":material/home: $x^2$", "![i](http://x)"
    ),
    _survive("sql.csv", "'; DROP TABLE t; --", "1 OR 1=1", "%s %(x)s", "{0} {x.__class__}"),
    _survive("paths.csv", "../../etc/passwd", "C:\\Windows", "file:///etc/passwd", "\\\\host\\share"),
    _survive("right_to_left.csv", "שלום עולם", "مرحبا بالعالم", "a\u202eb\u202cc", "\u2067x\u2069"),
    _survive(
        "combining.csv", "e\u0301", "\u00e9", "Z" + "\u0334\u0335\u0336" * 50, "한글", "\u1112\u1161\u11ab"
    ),
    _survive("emoji.csv", "😀", "👩‍👩‍👧‍👦", "🇰🇷", "👍🏽", "❤️"),
    _survive("beyond_the_plane.csv", "𝒳", "𠜎", "🀄", "\U0010fffd"),
    _survive("noncharacters.csv", "\ufffe", "\uffff", "\ufdd0", "x"),
    _survive("replacement_signs.csv", "\ufffd", "a\ufffdb", "x"),
    _survive("zero_width.csv", "a\u200bb", "\u200d", "a\u00adb", "\u2060x"),
    _survive("spaces.csv", "\u00a0", "\u3000x", " x ", "\u2003", "x\u00a0y"),
    _survive("korean.csv", "안녕하세요, 세계", "“따옴표”", "가나다\n라마바", "ㄱㄴㄷ"),
    _survive("json_cells.csv", '{"a": [1, 2]}', "[1, 2, 3]", '"quoted"', "null"),
    _survive("csv_in_csv.csv", "a,b\n1,2\n", '"x","y"', ";;;", "|||"),
    _survive("newlines_only.csv", "\n", "\r\n", "\r", "\n\n\n"),
    _survive("quotes_only.csv", '"', '""', '"""', "'"),
    _survive("backslashes.csv", "\\", "\\\\", "\\n", "\\x00", 'a\\"b'),
    _survive("tabs_in_cells.csv", "a\tb", "\t", "\t\t", "x"),
    _survive("shell.csv", "$(rm -rf /)", "`id`", "; ls", "&& x", "%PATH%"),
    _survive("long_texts.csv", "word " * 10_000, "x" * 100_000, "가" * 50_000),
    _survive("tags.csv", "\U000e0041\U000e0042", "\ue000", "\uf8ff"),
    _survive("dotted_i.csv", "İstanbul", "ıspanak", "straße", "ǅ"),
    _survive("sep_in_a_cell.csv", "sep=;", "# not a comment", "x"),
    kept(
        "formula_unquoted.csv",
        lines("f,n", "=A1+B1,1", "-2+3,2", "@x,3"),
        "f|n",
        [["=A1+B1", "1"], ["-2+3", "2"], ["@x", "3"]],
    ),
    Case(
        "surrogates_in_utf8.csv",
        b"text,n\n\xed\xa0\x80,1\nx,2\ny\xec\x84\x9c,3\n",
        names=["text", "n"],
        rows_in=3,
    ),
    Case("overlong_utf8.csv", b"text,n\n\xc0\xaf,1\n\xe0\x80\xaf,2\nx,3\n", names=["text", "n"], rows_in=3),
    Case("beyond_unicode.csv", b"text,n\n\xf4\x90\x80\x80,1\nx,2\n", names=["text", "n"], rows_in=2),
    either("invalid_utf8_everywhere.csv", b"text,n\n" + b"\x80\xbf\xfe\xff,1\n" * 50, rows_in=50),
]
