"""File names that bite; the content is one good table, and each export stays in its folder."""

from .case import Case, kept, lines

_TABLE = lines("a,b", "1,x")


def _named(name: str) -> Case:
    return kept(name, _TABLE, "a|b", [["1", "x"]])


CASES = [
    _named(name)
    for name in (
        "with space.csv",
        "한글 파일.csv",
        "日本語.CSV",
        "emoji 😀.csv",
        "no_ending",
        ".hidden",
        "..csv",
        "-dash.csv",
        "--json.csv",
        "new\nline.csv",
        "tab\there.csv",
        "quote'\".csv",
        "back\\slash.csv",
        "percent%s.csv",
        "braces{0}.csv",
        "caf\udce9.csv",
        "\udcff\udcfe.csv",
        "e\u0301.csv",
        "\u00e9.csv",
        "rtl\u202evsc.csv",
        "x" * 250 + ".csv",
        "a.csv.csv.csv",
        "a.tsv",
        "A.csv",
        "CON.csv",
        "$HOME.csv",
        "*.csv",
        "~.csv",
        "sep=;.csv",
        "http:evil.csv",
        "wrong.parquet.csv",
    )
]
