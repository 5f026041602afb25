"""Properties of reading: tables in any common dialect come back cell by cell, and no bytes break it."""

import csv
import gzip
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.data.reading.read import read
from services.errors import InvalidInput
from tests.services.data.corpus.collection import CASES
from tests.services.data.corpus.packings import zipped

# The short form is one round; further ones draw other examples.
ROUNDS = [0, *(pytest.param(number, marks=pytest.mark.soak) for number in range(1, 25))]
SMALL = [case.content() for _name, case in CASES if isinstance(case.data, bytes) and len(case.data) < 4000]

names = st.sampled_from(["id", "name", "city", "note", "amount", "day", "score", "이름", "größe", "値段"])
words = st.sampled_from(
    ["Kim", "Seoul", "red", "Müller", "서울", "東京", "so, so", 'he said "no"', "a;b", "x\ny"]
)
numbers = st.integers(-(10**6), 10**6).map(str) | st.decimals(-999, 999, places=2).map(str)
days = st.dates().map(str)
columns = st.sampled_from([words, numbers, days])
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), max_size=12)
awkward = texts | st.sampled_from(["", '"', '""', ",", ";", "\n", "\r\n", "NA", "=1+1", " x ", "'", "\\"])


@st.composite
def plain_tables(draw):
    """Draw an ordinary table: named columns whose cells are of one type."""
    header = draw(st.lists(names, min_size=2, max_size=6, unique=True))
    sorts = [draw(columns) for _name in header]
    rows = draw(st.lists(st.tuples(*sorts), min_size=3, max_size=12))
    return header, [list(row) for row in rows]


@st.composite
def awkward_tables(draw):
    """Draw a table of any texts; the first column has no empty cell, so that no row is a blank line."""
    width = draw(st.integers(2, 5))
    first = texts.filter(lambda text: text.strip())
    rows = st.tuples(first, *[awkward] * (width - 1))
    return [f"c{n}" for n in range(width)], [
        list(row) for row in draw(st.lists(rows, min_size=1, max_size=8))
    ]


@st.composite
def dialects(draw):
    """Draw how a table is written: delimiter, line end, encoding and packing."""
    return (
        draw(st.sampled_from([",", ";", "\t", "|"])),
        draw(st.sampled_from(["\n", "\r\n"])),
        draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"])),
        draw(st.sampled_from([bytes, gzip.compress, lambda data: zipped(("table.csv", data))])),
    )


def written(header, rows, dialect, quoting):
    delimiter, end, encoding, pack = dialect
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerows([header, *rows])
    return pack(target.getvalue().encode(encoding))


def cells(table):
    frame = table.frame().astype(object)
    return [["" if cell != cell else cell for cell in row] for row in frame.itertuples(index=False)]


@pytest.fixture(scope="module", params=ROUNDS, autouse=True)
def round_of_examples(request):
    """The round that the examples belong to."""
    return request.param


@pytest.fixture(scope="module")
def read_bytes(tmp_path_factory):
    """Read bytes as the page does: from a file on disk."""
    path = tmp_path_factory.mktemp("door") / "table"

    def read_bytes(data):
        path.write_bytes(data)
        return read(path)

    return read_bytes


@settings(max_examples=60)
@given(plain_tables(), dialects())
def test_a_table_as_people_have_them_comes_back_from_any_dialect(read_bytes, table, dialect):
    header, rows = table
    reading = read_bytes(written(header, rows, dialect, csv.QUOTE_MINIMAL))
    assert (list(reading.table.names), cells(reading.table)) == (header, rows)
    assert reading.dialect.delimiter == dialect[0]
    assert (reading.rows_in, reading.rows_reported) == (len(rows), 0)


@settings(max_examples=60)
@given(awkward_tables(), dialects())
def test_any_texts_come_back_where_each_cell_is_quoted(read_bytes, table, dialect):
    header, rows = table
    reading = read_bytes(written(header, rows, dialect, csv.QUOTE_ALL))
    assert (list(reading.table.names), cells(reading.table)) == (header, rows)
    assert (reading.rows_in, reading.rows_reported) == (len(rows), 0)


@st.composite
def spoiled(draw):
    """Draw a file of the corpus with some bytes changed, put in, left out, or cut off."""
    data = bytearray(draw(st.sampled_from(SMALL)))
    for _change in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(data)))
        piece = draw(st.binary(max_size=4) | st.sampled_from([b'"', b"\n", b"\0", b",", b"\xff", b"\r"]))
        match draw(st.integers(0, 3)):
            case 0:
                data[place : place + len(piece)] = piece
            case 1:
                data[place:place] = piece
            case 2:
                del data[place : place + draw(st.integers(1, 50))]
            case _:
                del data[place:]
    return bytes(data)


def refused_or_accounted(read_bytes, data):
    try:
        first = read_bytes(data)
    except InvalidInput:
        return  # any other exception fails the test
    assert first.rows_in == first.rows_kept + first.rows_reported
    with first.table.path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file, strict=True)
    assert (header, len(rows)) == (list(first.table.names), first.rows_kept)
    assert {len(row) for row in rows} <= {len(header)}


@settings(max_examples=200)
@given(spoiled())
def test_a_spoiled_file_is_refused_or_read_with_each_row_accounted_for(read_bytes, data):
    refused_or_accounted(read_bytes, data)


@settings(max_examples=200)
@given(
    st.binary(max_size=300)
    | st.text(st.sampled_from(list("ab1,;\t|\"\n\r \0\\'#=.")), max_size=60).map(str.encode)
)
def test_random_bytes_raise_nothing_but_a_refusal(read_bytes, data):
    refused_or_accounted(read_bytes, data)
