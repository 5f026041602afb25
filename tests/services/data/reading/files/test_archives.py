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
    """Return a function that unpacks bytes and returns the packing and the content."""

    def run(data, limits=LIMITS):
        (tmp_path / "source").write_bytes(data)
        unpacked = unpack(tmp_path / "source", tmp_path, limits)
        return unpacked.packing, unpacked.path.read_bytes()

    return run


@pytest.mark.parametrize(
    ("data", "packing"),
    [
        (TABLE, ""),
        (gzip.compress(TABLE, mtime=0), "gzip"),
        (gzip.compress(TABLE[:4], mtime=0) + gzip.compress(TABLE[4:], mtime=0), "gzip"),
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
    ("data", "code", "parameters"),
    [
        (
            zipped(**{"a.csv": TABLE, "b.csv": TABLE}),
            "zip_of_several_files",
            {"count": 2, "names": "a.csv, b.csv"},
        ),
        (zipped(), "zip_empty", {}),
        (
            zipped(**{"[Content_Types].xml": b"<x/>", "xl/a.xml": b"<x/>"}),
            "another_format",
            {"format": "excel"},
        ),
        (zipped(**{"a.csv": TABLE * 1000})[:-40], "archive_broken", {"packing": "zip"}),
        (gzip.compress(TABLE * 1000, mtime=0)[:-12], "archive_broken", {"packing": "gzip"}),
        (gzip.compress(TABLE, mtime=0) + b"rubbish behind", "archive_broken", {"packing": "gzip"}),
        (b"\x1f\x8b\x08", "archive_broken", {"packing": "gzip"}),
        (b"PK\x03\x04rest", "archive_broken", {"packing": "zip"}),
    ],
    ids=["two", "none", "spreadsheet", "cut zip", "cut gzip", "rubbish", "header only", "no zip"],
)
def test_what_is_no_whole_archive_of_one_table_is_refused(unpacked, data, code, parameters):
    with pytest.raises(InvalidInput) as refusal:
        unpacked(data)
    assert (refusal.value.code, refusal.value.parameters) == (code, parameters)


def test_a_bomb_is_refused_before_it_fills_the_disk(unpacked, tmp_path):
    bomb = gzip.compress(bytes(200 * 1024**2), mtime=0)
    with pytest.raises(InvalidInput, match="compression_ratio_too_high"):
        unpacked(bomb)
    assert (tmp_path / "unpacked").stat().st_size < 100 * 1024**2


def test_a_zip_that_lies_about_its_size_gives_no_more_than_it_says(unpacked):
    data = bytearray(zipped(**{"a.csv": b"a,b\n" + TABLE * 100}))
    place = data.rfind(b"PK\x01\x02") + 24
    data[place : place + 4] = (10).to_bytes(4, "little")
    with pytest.raises(InvalidInput, match="archive_broken"):
        unpacked(bytes(data))


@pytest.mark.parametrize("data", [gzip.compress(TABLE * 9, mtime=0), zipped(**{"a.csv": TABLE * 9})])
def test_content_that_exceeds_the_limit_is_refused(unpacked, data):
    with pytest.raises(InvalidInput, match="archive_too_large"):
        unpacked(data, Limits(unpacked_bytes=20))
