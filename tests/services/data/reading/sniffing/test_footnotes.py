import pytest

from services.data.reading.parsing.dialect import Dialect
from services.data.reading.sniffing.footnotes import find_footnotes

COUNTRIES = "Korea,KR,1.5\nUnited States,US,2.5\nNorth Macedonia,MK,3.5\nPeru,PE,4.5\n"
NUMBERS = "1,x,2.5\n2,y,3.5\n3,z,4.5\n"


@pytest.fixture
def footnotes(tmp_path):
    """Return a function that returns the texts of the footnotes below some rows of three columns."""

    def footnotes(text):
        path = tmp_path / "table.csv"
        path.write_bytes(text.encode())
        stop, records = find_footnotes(path, 0, Dialect("utf-8", ","), 3)
        texts = [record.text for record in records]
        assert path.read_bytes()[stop:].decode().replace("\n\n", "\n") == "".join(texts)
        return texts

    return footnotes


@pytest.mark.parametrize(
    ("rows", "notes"),
    [
        (COUNTRIES, []),
        (COUNTRIES, ["Source: World Bank,,\n"]),
        (COUNTRIES, ["출처: 통계청,,\n"]),
        (COUNTRIES, ["* provisional,,\n", "** estimated,,\n"]),
        (COUNTRIES, ["Source: World Bank\n"]),
        (COUNTRIES + ",,\n", ["Figures may not add up,,\n", ",,\n", "Last updated: 2021,,\n"]),
        (COUNTRIES + "\n", ["Notes,,\n", "1) Some figures are provisional,,\n"]),
        (COUNTRIES, ["Some of these figures are estimates of the national offices,,\n"]),
        (NUMBERS, ["Total of all rows,,\n"]),
        (NUMBERS + "\n", ["Provisional,,\n"]),
        (NUMBERS * 3000, ["Source: a survey,,\n"]),
    ],
)
def test_notes_below_a_table_are_found(footnotes, rows, notes):
    assert footnotes(rows + "".join(notes)) == notes


@pytest.mark.parametrize(
    "last",
    [
        "South Africa,,\n",
        "Peru\n",
        ",,9.5\n",
        ",PERU,\n",
        "NA,,\n",
        "Bosnia and Herzegovina,,\n",
        "12,,\n",
        "Source: x,y,\n",
    ],
)
def test_a_row_with_one_cell_of_its_column_is_no_note(footnotes, last):
    assert footnotes(COUNTRIES + last) == []


def test_a_note_that_resembles_cells_above_it_is_a_cell(footnotes):
    films = "Alien: Covenant,1,2\nStar Wars: A New Hope,3,4\nNote: a film,5,6\n"
    assert footnotes(films + "Notes: another film,,\n") == []


def test_a_sparse_table_has_no_notes(footnotes):
    assert footnotes("Kim,a,1\n,b,2\nLee,c,3\n" + ",Org 1,\n,Org 2,\n" * 5) == []


def test_a_letter_has_no_notes(footnotes):
    assert footnotes("Dear all,as,said\nI write to you\nas I said\nBest wishes\n") == []


@pytest.mark.parametrize(
    "total", ["Total,,12.0\n", "합계,-,12.0\n", "Grand total:,,12\n\nPrinted on 1 May\n"]
)
def test_a_row_of_sums_below_the_others_is_a_note(footnotes, total):
    assert "".join(footnotes(COUNTRIES + total)) == total.replace("\n\n", "\n")


def test_words_for_sums_that_recur_or_stand_elsewhere_are_cells(footnotes):
    assert footnotes("a,Total,1\nb,Total,2\nc,Total,3\nTotal,x,4\nd,y,5\n") == []
    assert footnotes("Sum,x,1\nSum,y,2\nb,z,3\nSum,u,4\n") == []
