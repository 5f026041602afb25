import bz2
import gzip
import io
import lzma
import zipfile
import zlib

import pyarrow as pa
import pytest

from services.data.reading.files.archives import unpack
from services.data.reading.files.choice import Choice
from services.errors import InvalidInput
from services.settings import LIMITS, Limits

TABLE = b"a,b\n1,2\n"


def zipped(**members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def zstandard(data, codec="zstd"):
    target = pa.BufferOutputStream()
    with pa.CompressedOutputStream(target, codec) as stream:
        stream.write(data)
    return target.getvalue().to_pybytes()


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
        (bz2.compress(TABLE), "bzip2"),
        (bz2.compress(TABLE[:4]) + bz2.compress(TABLE[4:]), "bzip2"),
        (lzma.compress(TABLE), "xz"),
        (lzma.compress(TABLE[:4]) + bytes(8) + lzma.compress(TABLE[4:]) + bytes(4), "xz"),
        (zstandard(TABLE), "zstandard"),
        (zstandard(TABLE[:4]) + zstandard(TABLE[4:]), "zstandard"),
        (zipped(**{"a.csv": TABLE}), "zip"),
        (zipped(**{"deep/a.csv": TABLE, "__MACOSX/._a.csv": b"x", "deep/.DS_Store": b"y"}), "zip"),
        (zipped(**{"../../../etc/passwd": TABLE}), "zip"),
        (zipped(**{"xl/a.csv": TABLE}), "zip"),
    ],
)
def test_the_one_table_inside_comes_out(unpacked, data, packing):
    assert unpacked(data) == (packing, TABLE)


@pytest.mark.parametrize(
    ("data", "code", "parameters"),
    [
        (zipped(), "zip_empty", {}),
        (
            zipped(**{"[Content_Types].xml": b"<x/>", "word/a.xml": b"<x/>"}),
            "another_format",
            {"format": "word"},
        ),
        (zipped(**{"a.csv": TABLE * 1000})[:-40], "archive_broken", {"packing": "zip"}),
        (gzip.compress(TABLE * 1000, mtime=0)[:-12], "archive_broken", {"packing": "gzip"}),
        (gzip.compress(TABLE, mtime=0) + b"rubbish behind", "archive_broken", {"packing": "gzip"}),
        (b"\x1f\x8b\x08", "archive_broken", {"packing": "gzip"}),
        (b"PK\x03\x04rest", "archive_broken", {"packing": "zip"}),
        (bz2.compress(TABLE * 1000)[:-4], "archive_broken", {"packing": "bzip2"}),
        (lzma.compress(TABLE * 1000)[:-4], "archive_broken", {"packing": "xz"}),
        (lzma.compress(TABLE) + b"rubbish behind", "archive_broken", {"packing": "xz"}),
        (zstandard(TABLE * 1000)[:-4], "archive_broken", {"packing": "zstandard"}),
        (b"\x28\xb5\x2f\xfd" + bytes(40), "archive_broken", {"packing": "zstandard"}),
    ],
)
def test_what_is_no_whole_archive_of_one_table_is_refused(unpacked, data, code, parameters):
    with pytest.raises(InvalidInput) as refusal:
        unpacked(data)
    assert (refusal.value.code, refusal.value.parameters) == (code, parameters)


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, zstandard])
def test_a_bomb_is_refused_before_it_fills_the_disk(unpacked, tmp_path, compress):
    bomb = compress(bytes(64 * 1024**2))
    with pytest.raises(InvalidInput, match="compression_ratio_too_high"):
        unpacked(bomb)
    assert (tmp_path / "unpacked").stat().st_size < 40 * 1024**2


def test_an_xz_dictionary_that_takes_too_much_memory_is_refused(unpacked):
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 4096}]
    data = bytearray(lzma.compress(TABLE, filters=filters))
    place = data.index(b"\x21\x01") + 2  # the filter's id and the length of its properties, then the size
    data[place] = 38  # 3 GB
    header = data[12 : place + 1 + 3]
    data[place + 4 : place + 8] = zlib.crc32(header).to_bytes(4, "little")
    with pytest.raises(InvalidInput, match="archive_needs_memory"):
        unpacked(bytes(data))


def test_a_zstandard_window_that_takes_too_much_memory_is_refused(unpacked):
    descriptor = bytes([0, (31 - 10) << 3])  # a window of 2 GB
    with pytest.raises(InvalidInput, match="archive_needs_memory"):
        unpacked(b"\x28\xb5\x2f\xfd" + descriptor + b"\x01\0\0")


@pytest.mark.parametrize(
    ("members", "wanted", "names", "chosen"),
    [
        (["a.csv", "b.csv"], None, ("a.csv", "b.csv"), "a.csv"),
        (["a.csv", "b.csv"], "b.csv", ("a.csv", "b.csv"), "b.csv"),
        (["notes.txt", "a.csv", "b.xlsx"], None, ("notes.txt", "a.csv", "b.xlsx"), "a.csv"),
        (["x/a.csv", "y/a.csv", "README.txt", "LICENSE"], "y/a.csv", ("x/a.csv", "y/a.csv"), "y/a.csv"),
        (["one", "two"], None, ("one", "two"), "one"),
    ],
)
def test_one_of_the_tables_in_a_zip_is_chosen(tmp_path, members, wanted, names, chosen):
    (tmp_path / "source").write_bytes(zipped(**{name: name.encode() for name in members}))
    unpacked = unpack(tmp_path / "source", tmp_path, LIMITS, wanted)
    assert unpacked.choice == Choice(names, chosen, wanted is not None)
    assert unpacked.path.read_text() == chosen


def test_the_only_table_beside_a_readme_leaves_no_choice(tmp_path):
    (tmp_path / "source").write_bytes(zipped(**{"README.md": b"# About", "a.csv": TABLE}))
    unpacked = unpack(tmp_path / "source", tmp_path, LIMITS)
    assert (unpacked.choice, unpacked.path.read_bytes()) == (None, TABLE)


def test_a_table_that_a_zip_lacks_is_refused_with_those_it_has(tmp_path):
    (tmp_path / "source").write_bytes(zipped(**{"a.csv": TABLE, "b.csv": TABLE}))
    with pytest.raises(InvalidInput, match="no_such_table") as refusal:
        unpack(tmp_path / "source", tmp_path, LIMITS, "c.csv")
    assert refusal.value.parameters == {"table": "c.csv", "names": "a.csv, b.csv"}


def test_a_zip_that_lies_about_its_size_gives_no_more_than_it_says(unpacked):
    data = bytearray(zipped(**{"a.csv": b"a,b\n" + TABLE * 100}))
    place = data.rfind(b"PK\x01\x02") + 24
    data[place : place + 4] = (10).to_bytes(4, "little")
    with pytest.raises(InvalidInput, match="archive_broken"):
        unpacked(bytes(data))


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(TABLE * 9, mtime=0),
        lzma.compress(TABLE * 9),
        zstandard(TABLE * 9),
        zipped(**{"a.csv": TABLE * 9}),
    ],
)
def test_content_that_exceeds_the_limit_is_refused(unpacked, data):
    with pytest.raises(InvalidInput, match="archive_too_large"):
        unpacked(data, Limits(unpacked_bytes=20))
