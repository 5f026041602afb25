import pytest

from services.data.reading.parsing.dialect import Dialect
from services.data.reading.parsing.records import RecordSplitter
from services.data.reading.sniffing.preamble import preamble_length


@pytest.mark.parametrize(
    ("text", "width", "length"),
    [
        ("a,b\n1,2\n", 2, 0),
        ("Report\na,b,c\n1,2,3\n", 3, 1),
        ("Report\nby me\na,b,c\n1,2,3\n", 3, 2),
        ("# by me\n# v1\nt,x\n1,2\n", 2, 2),
        ("#id,x\n1,2\n", 2, 0),
        ("Report,,\n,,\na,b,c\n1,2,3\n", 3, 2),
        ("a,b\n1,1,2\n2,3,4\n", 3, 0),
        ("a,b\n1,2,\n3,4,\n", 3, 0),
        ("one column\n1\n", 1, 0),
        ("made by me,on May 1, 2017,again\ncm,%T\n4,9\n3,8\n", 2, 1),
        ("Report,,,\ncm,%T\n4,9\n3,8\n", 2, 1),
        ("a,b,c,d\n1,x\n2,y\n", 2, 0),
        ("id,name\n1,x,2.5,red\n2,y,3.5,blue\n", 4, 0),
        ("178,13\n1,x,2.5,red\n2,y,3.5,blue\n", 4, 1),
        (",,\na,b,c\n1,2,3\n4,5,6\n", 3, 1),
        ("Report,,\na,b,\n1,2,\n4,5,\n", 3, 1),
        ("Report,,\nname,city,team\nKim,Seoul,red\nLee,Seoul,red\n", 3, 1),
        (",Report of the year,\nname,city,team\nKim,Seoul,red\nLee,Seoul,red\n", 3, 1),
        ("Report,,\ncountry,2019,2020\nKR,1.5,2.5\nUS,3.5,4.5\n", 3, 1),
        (",,team\nKim,Seoul,red\nLee,Busan,blue\n", 3, 0),
        (",text\na,red\nb,blue\n", 2, 0),
        (",,\n1,2,3\n4,5,6\n", 3, 0),
        ("The table, made in 2017\ncm,%T\n4,9\n3,8\n", 2, 1),
        ("a,b,\n1,2\n3,4\n", 2, 0),
        ("Title,Rain\nStation,Kew\nYear,mm\n2019,3\n2020,4\n2021,5\n", 2, 2),
        ("Title,Rain\nStation,Kew\nUnit,mm\n2019,3\n2020,4\n2021,5\n", 2, 0),
    ],
    ids=[
        "none",
        "a title",
        "two titles",
        "comments",
        "a header",
        "padded",
        "row names",
        "trailing",
        "one column",
        "wider",
        "padded beyond",
        "short rows",
        "a short header",
        "values above",
        "a blank row",
        "padded above a blank name",
        "padded above texts",
        "a centred title",
        "padded above years",
        "two blank names",
        "a blank name",
        "blank names",
        "a sentence",
        "a surplus delimiter",
        "metadata above names",
        "metadata",
    ],
)
def test_the_records_above_a_table_are_counted(text, width, length):
    records = list(RecordSplitter(Dialect("", ",")).records(text))
    assert preamble_length(records, width, share=0.9) == length


def test_without_a_common_width_nothing_is_a_preamble():
    records = list(RecordSplitter(Dialect("", ",")).records("Report\na,b,c\n1,2,3\n"))
    assert preamble_length(records, 3, share=0.4) == 0
