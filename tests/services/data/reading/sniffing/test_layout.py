import pytest

from services.data.reading.parsing.dialect import DETECT_ALL, DialectOptions
from services.data.reading.sniffing.layout import detect_layout
from services.errors import InvalidInput


def detected(text, options=DETECT_ALL):
    """Return the names, the text of the first row and the number of lines above the table."""
    layout = detect_layout(text, True, options)
    return layout.header, text[layout.start :].split("\n", 1)[0], len(layout.preamble)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\n1,2\n", (["a", "b"], "1,2", 0)),
        ("1,2\n3,4\n", (None, "1,2", 0)),
        ("Report\n\nname,age,city\nKim,3,Seoul\nLee,4,Busan\n", (["name", "age", "city"], "Kim,3,Seoul", 1)),
        ("# by x\n# v1, mm\nt,x\n1,2\n3,4\n", (["t", "x"], "1,2", 2)),
        ("#id,x\n1,2\n3,4\n", (["#id", "x"], "1,2", 0)),
        ("Owner,Kim\nday,rain,wind\n1,2,3\n4,5,6\n", (["day", "rain", "wind"], "1,2,3", 1)),
        ("Report,,\n,,\nregion,n,sum\nnorth,1,2\nsouth,3,4\n", (["region", "n", "sum"], "north,1,2", 2)),
        ('a,b\n"1",1,2\n"2",3,4\n', (["", "a", "b"], '"1",1,2', 0)),
        ("a,b,\n1,2\n3,4\n", (["a", "b"], "1,2", 0)),
        ("a,b,\n1,2,\n3,4,\n", (["a", "b", ""], "1,2,", 0)),
        ("a,b\n1,2,\n3,4,\n", (["a", "b"], "1,2,", 0)),
        (",a,b\n0,x,1\n1,y,2\n", (["", "a", "b"], "0,x,1", 0)),
        ("sep=;\na;b\n1;2\n", (["a", "b"], "1;2", 0)),
        ('"first\nname",b\n1,2\n', (["first\nname", "b"], "1,2", 0)),
        ("id,name\n1,x,2.5,red\n1,y,3.5,blue\n", (["id", "name", "", ""], "1,x,2.5,red", 0)),
        ("id,name\n1,x,2.5\n1,y,3.5\n", (["id", "name", ""], "1,x,2.5", 0)),
        ("a,b,,,\n1,2\n3,4\n", (["a", "b"], "1,2", 0)),
        ("t;x\n;[K]\n1;2\n3;4\n", (["t", "x"], "1;2", 0)),
        ("country,2019,2020\nKR,1.5,2.5\nUS,3,4\n", (["country", "2019", "2020"], "KR,1.5,2.5", 0)),
    ],
)
def test_the_table_begins_at_its_names_whatever_is_above(text, expected):
    assert detected(text) == expected


def test_options_override_the_detected_layout():
    assert detected("a,b\nc,d\n", DialectOptions(header=False)) == (None, "a,b", 0)
    assert detected("1,2\n3,4\n", DialectOptions(header=True)) == (["1", "2"], "3,4", 0)
    assert detected("a;b,c\n1;2,3\n", DialectOptions(delimiter=";")) == (["a", "b,c"], "1;2,3", 0)


@pytest.mark.parametrize("text", [",,\n,,\n", '""', ","])
def test_a_text_without_a_word_is_no_table(text):
    with pytest.raises(InvalidInput, match="file_empty"):
        detect_layout(text, True, DETECT_ALL)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("a,b,c,d\n1,x\n2,y\n", 2),
        ("a,b,c\n1,x,3\n2,y,4\n", 3),
        ("a,b,c\n1,x\n2,y,4\n", 3),
        ("Dear all, hello, you\nI write, as said\nSo long, bye\n", 3),
    ],
    ids=["all rows lack cells", "no row does", "some do", "a letter"],
)
def test_rows_lack_their_last_cells_only_if_nearly_all_do(text, width):
    assert detect_layout(text, True, DETECT_ALL).row_width == width


def test_second_headers_are_no_rows():
    layout = detect_layout("t;x\n;[K]\n1;2\n3;4\n", True, DETECT_ALL)
    assert [record.text for record in layout.second_headers] == [";[K]\n"]
    assert layout.rows == [["1", "2"], ["3", "4"]]
