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
    ],
)
def test_the_records_above_a_table_are_counted(text, width, length):
    records = list(RecordSplitter(Dialect("", ",")).records(text))
    assert preamble_length(records, width, share=0.9) == length


def test_without_a_common_width_nothing_is_a_preamble():
    records = list(RecordSplitter(Dialect("", ",")).records("Report\na,b,c\n1,2,3\n"))
    assert preamble_length(records, 3, share=0.4) == 0
