import csv

from services.data.reading.parsing.rejected_rows import HEADER, RejectedRows


def test_a_rejected_line_is_written_with_its_row_a_code_and_its_text(tmp_path):
    path = tmp_path / "rejected.csv"
    with RejectedRows(path) as rejected:
        rejected.add_preamble("A title\n")
        rejected.add(1, "second_header", "[s],[m]\n")
        rejected.add_ragged(3, 1, 2, 'said "no"\r\n')
    with path.open(newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        list(HEADER),
        ["", "preamble", "A title"],
        ["1", "second_header", "[s],[m]"],
        ["3", "ragged_row cells=1 columns=2", 'said "no"'],
    ]
    assert rejected.counts == {"second_header": 1, "ragged_row": 1}
    assert rejected.count == 2  # a preamble is no row


def test_a_lone_surrogate_is_replaced_rather_than_an_error(tmp_path):
    with RejectedRows(tmp_path / "rejected.csv") as rejected:
        rejected.add_preamble("\udcff")
    assert rejected.path.read_text().splitlines() == ["row,reason,text", ",preamble,?"]
