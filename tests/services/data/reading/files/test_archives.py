import gzip
import io
import zipfile

import pytest

from services.data.reading.files.archives import unpack
from services.errors import InvalidInput
from services.settings import LIMITS, Limits

TABLE = b"a,b\n1,2\n"


def zipped(**members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


@pytest.fixture
def unpacked(tmp_path):
    """Return a function that unpacks bytes and returns the packing and what was in it."""

    def run(data, limits=LIMITS):
        (tmp_path / "source").write_bytes(data)
        found = unpack(tmp_path / "source", tmp_path, limits)
        return found.packing, found.path.read_bytes()

    return run


@pytest.mark.parametrize(
    ("data", "packing"),
    [
        (TABLE, ""),
        (gzip.compress(TABLE), "gzip"),
        (gzip.compress(TABLE[:4]) + gzip.compress(TABLE[4:]), "gzip"),
        (zipped(**{"a.csv": TABLE}), "zip"),
        (zipped(**{"deep/a.csv": TABLE, "__MACOSX/._a.csv": b"x", "deep/.DS_Store": b"y"}), "zip"),
        (zipped(**{"../../../etc/passwd": TABLE}), "zip"),
        (zipped(**{"xl/a.csv": TABLE}), "zip"),
    ],
    ids=["plain", "gzip", "two gzip members", "zip", "litter", "hostile name", "a workbook's folder"],
)
def test_the_one_table_inside_comes_out(unpacked, data, packing):
    assert unpacked(data) == (packing, TABLE)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (zipped(**{"a.csv": TABLE, "b.csv": TABLE}), r"holds 2 files \(a.csv, b.csv\)"),
        (zipped(), "archive is empty"),
        (zipped(**{"[Content_Types].xml": b"<x/>", "xl/a.xml": b"<x/>"}), "an Excel workbook"),
        (zipped(**{"a.csv": TABLE * 1000})[:-40], "broken"),
        (gzip.compress(TABLE * 1000)[:-12], "broken"),
        (gzip.compress(TABLE) + b"rubbish behind", "broken"),
        (b"\x1f\x8b\x08", "broken"),
        (b"PK\x03\x04rest", "broken"),
    ],
    ids=["two", "none", "spreadsheet", "cut zip", "cut gzip", "rubbish", "header only", "no zip"],
)
def test_what_is_no_whole_archive_of_one_table_is_refused(unpacked, data, message):
    with pytest.raises(InvalidInput, match=message) as refusal:
        unpacked(data)
    assert refusal.value.hint


def test_a_bomb_is_refused_before_it_fills_the_disk(unpacked, tmp_path):
    bomb = gzip.compress(bytes(200 * 1024**2))
    with pytest.raises(InvalidInput, match="times smaller"):
        unpacked(bomb)
    assert (tmp_path / "unpacked").stat().st_size < 100 * 1024**2


def test_a_zip_that_lies_about_its_size_gives_no_more_than_it_says(unpacked):
    data = bytearray(zipped(**{"a.csv": b"a,b\n" + TABLE * 100}))
    place = data.rfind(b"PK\x01\x02") + 24
    data[place : place + 4] = (10).to_bytes(4, "little")
    with pytest.raises(InvalidInput, match="broken"):
        unpacked(bytes(data))


@pytest.mark.parametrize("data", [gzip.compress(TABLE * 9), zipped(**{"a.csv": TABLE * 9})])
def test_more_than_is_taken_is_refused(unpacked, data):
    with pytest.raises(InvalidInput, match="more than"):
        unpacked(data, Limits(unpacked_bytes=20))
