"""Archives: compressed tables and ZIPs of tables are read, all others are refused and named."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib

import pyarrow as pa

from .case import either, grid, kept, lines, refused

TABLE = lines("a,b", "1,x", "2,y")
_ANSWER = ("a|b", grid("1|x/2|y"))


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP archive of members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return target.getvalue()


def _tarred() -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:gz") as archive:
        entry = tarfile.TarInfo("table.csv")
        entry.size = len(TABLE)
        archive.addfile(entry, io.BytesIO(TABLE))
    return target.getvalue()


def _encrypted() -> bytes:
    """Return an archive whose entry says that it is encrypted."""
    data = bytearray(zipped(("a.csv", TABLE), method=zipfile.ZIP_STORED))
    data[6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _altered(find: bytes, place: int, value: int) -> bytes:
    data = bytearray(zipped(("a.csv", TABLE)))
    data[data.find(find) + place] ^= value
    return bytes(data)


def _zstandard(data: bytes) -> bytes:
    target = pa.BufferOutputStream()
    with pa.CompressedOutputStream(target, "zstd") as stream:
        stream.write(data)
    content: bytes = target.getvalue().to_pybytes()
    return content


_COMPRESSIONS = {"bz2": bz2.compress, "xz": lzma.compress, "zst": _zstandard}
_GZ = gzip.compress(TABLE, mtime=0)
_LARGE = lines("a,b", *[f"{n},{n * n}" for n in range(50_000)])
_LARGE_ROWS = [[str(n), str(n * n)] for n in range(50_000)]

CASES = [
    kept("table.csv.gz", _GZ, *_ANSWER, delimiter=",", encoding=("utf_8",), header=True),
    kept("gz_without_its_ending.csv", _GZ, *_ANSWER),
    kept(
        "gz_two_members.csv.gz",
        gzip.compress(TABLE[:6], mtime=0) + gzip.compress(TABLE[6:], mtime=0),
        *_ANSWER,
    ),
    kept("gz_trailing_zeros.csv.gz", _GZ + bytes(512), *_ANSWER),
    kept("gz_large.csv.gz", gzip.compress(_LARGE, mtime=0), "a|b", _LARGE_ROWS),
    kept("gz_tabs.tsv.gz", gzip.compress(b"a\tb\n1\tx\n", mtime=0), "a|b", [["1", "x"]], delimiter="\t"),
    kept(
        "gz_korean.csv.gz",
        gzip.compress("이름,n\n김철수,1\n박영희,2\n".encode("cp949"), mtime=0),
        "이름|n",
        [["김철수", "1"], ["박영희", "2"]],
    ),
    kept("gz_named.csv.gz", b"\x1f\x8b\x08\x08" + bytes(4) + b"\x00\x03../../etc/x\0" + _GZ[10:], *_ANSWER),
    kept("plain_called_gz.csv.gz", TABLE, *_ANSWER),
    refused(
        "gz_cut.csv.gz",
        gzip.compress(_LARGE, mtime=0)[:50_000],
        "gzip|damaged|cut|incomplete|truncated|broken|end",
    ),
    refused("gz_cut_in_trailer.csv.gz", _GZ[:-4], "gzip|damaged|cut|incomplete|truncated|broken|end"),
    refused("gz_wrong_checksum.csv.gz", _GZ[:-8] + b"\0\0\0\0" + _GZ[-4:], "gzip|damaged|checksum|broken"),
    refused("gz_header_only.csv.gz", _GZ[:10], "gzip|damaged|cut|incomplete|truncated|broken|end|empty"),
    refused("gz_magic_only.csv.gz", b"\x1f\x8b", "gzip|damaged|cut|incomplete|truncated|broken|end|empty"),
    refused("gz_of_nothing.csv.gz", gzip.compress(b"", mtime=0), "empty"),
    refused("gz_flipped.csv.gz", _GZ[:14] + bytes([_GZ[14] ^ 255]) + _GZ[15:], "gzip|damaged|broken"),
    refused("gz_then_junk.csv.gz", _GZ + b"junk after the end", "gzip|damaged|broken|after"),
    refused("gz_in_gz.csv.gz", gzip.compress(_GZ, mtime=0), "gzip|archive|packed|twice|nested"),
    refused(
        "gz_in_gz_many.csv.gz",
        gzip.compress(gzip.compress(gzip.compress(_GZ, mtime=0), mtime=0), mtime=0),
        "gzip|archive|packed|twice|nested",
    ),
    refused("tar.tar.gz", _tarred(), "tar|archive|binary|several"),
    kept("table.zip", zipped(("table.csv", TABLE)), *_ANSWER, delimiter=",", header=True),
    kept("zip_stored.zip", zipped(("table.csv", TABLE), method=zipfile.ZIP_STORED), *_ANSWER),
    kept("zip_in_a_folder.zip", zipped(("data/", b""), ("data/table.csv", TABLE)), *_ANSWER),
    kept(
        "zip_of_a_mac.zip",
        zipped(("table.csv", TABLE), ("__MACOSX/._table.csv", b"\0\5\x16\7"), (".DS_Store", b"x")),
        *_ANSWER,
    ),
    kept("zip_climbing_name.zip", zipped(("../../../../tmp/table.csv", TABLE)), *_ANSWER),
    kept("zip_absolute_name.zip", zipped(("/etc/table.csv", TABLE)), *_ANSWER),
    kept("zip_korean_name.zip", zipped(("한글 표.csv", TABLE)), *_ANSWER),
    kept("zip_tsv.zip", zipped(("table.tsv", b"a\tb\n1\tx\n2\ty\n")), *_ANSWER, delimiter="\t"),
    kept("zip_txt.zip", zipped(("table.txt", TABLE)), *_ANSWER),
    kept("zip_large.zip", zipped(("table.csv", _LARGE)), "a|b", _LARGE_ROWS),
    kept("zip_bzip2.zip", zipped(("table.csv", TABLE), method=zipfile.ZIP_BZIP2), *_ANSWER),
    kept("zip_lzma.zip", zipped(("table.csv", TABLE), method=zipfile.ZIP_LZMA), *_ANSWER),
    kept("zip_with_a_readme.zip", zipped(("README.md", b"# About"), ("table.csv", TABLE)), *_ANSWER),
    kept("zip_with_a_readme.txt.zip", zipped(("ReadMe.txt", b"About"), ("table.csv", TABLE)), *_ANSWER),
    kept(
        "zip_two_tables.zip",
        zipped(("one.csv", TABLE), ("two.csv", _LARGE)),
        *_ANSWER,
        finds=["other_tables"],
    ),
    kept(
        "zip_many_tables.zip",
        zipped(*[(f"{n}.csv", TABLE) for n in range(500)]),
        *_ANSWER,
        finds=["other_tables"],
    ),
    kept("zip_same_names.zip", zipped(("a.csv", TABLE), ("A.csv", TABLE)), *_ANSWER, finds=["other_tables"]),
    kept("zip_of_json_lines.zip", zipped(("a.jsonl", b'{"a":1,"b":"x"}\n{"a":2,"b":"y"}\n')), *_ANSWER),
    refused("zip_of_nothing.zip", zipped(), "empty|no table|nothing"),
    refused("zip_of_folders.zip", zipped(("a/", b""), ("b/", b"")), "empty|no table|nothing"),
    refused("zip_of_an_empty_table.zip", zipped(("a.csv", b"")), "empty"),
    refused("zip_encrypted.zip", _encrypted(), "encrypted|password"),
    refused("zip_wrong_checksum.zip", _altered(b"PK\x01\x02", 16, 255), "damaged|checksum|broken|ZIP"),
    refused("zip_flipped.zip", _altered(b"a.csv", 7, 255), "damaged|broken|ZIP"),
    refused("zip_unknown_method.zip", _altered(b"PK\x01\x02", 10, 64), "method|packed|damaged|ZIP|compress"),
    refused("zip_cut.zip", zipped(("a.csv", _LARGE))[:100_000], "damaged|cut|broken|ZIP"),
    refused("zip_magic_only.zip", b"PK\x03\x04", "damaged|cut|broken|ZIP"),
    refused("zip_end_only.zip", b"PK\x05\x06" + bytes(18), "empty|no table|nothing"),
    refused("zip_in_zip.zip", zipped(("inner.zip", zipped(("a.csv", TABLE)))), "archive|nested|ZIP|no table"),
    refused(
        "zip_gz_in_it.zip",
        zipped(("a.csv.gz", gzip.compress(gzip.compress(TABLE, mtime=0), mtime=0))),
        "archive|nested|gzip|no table",
    ),
    refused("zip_of_a_picture.zip", zipped(("a.png", b"\x89PNG\r\n\x1a\n" + bytes(50))), "image|no table"),
    either("zip_behind_a_script.zip", b"#!/bin/sh\nexit 0\n" + zipped(("a.csv", TABLE))),
    *[
        case
        for name, compress in _COMPRESSIONS.items()
        for case in (
            kept(f"table.csv.{name}", compress(TABLE), *_ANSWER, delimiter=",", header=True),
            kept(f"{name}_without_its_ending.csv", compress(TABLE), *_ANSWER),
            kept(f"{name}_large.csv.{name}", compress(_LARGE), "a|b", _LARGE_ROWS),
            kept(f"{name}_twice.csv.{name}", compress(TABLE[:6]) + compress(TABLE[6:]), *_ANSWER),
            refused(f"{name}_cut.csv.{name}", compress(_LARGE)[:5_000], "broken or incomplete"),
            refused(f"{name}_of_nothing.csv.{name}", compress(b""), "empty"),
            refused(f"{name}_in_{name}.csv.{name}", compress(compress(TABLE)), "archive inside"),
        )
    ],
    refused("zstd_of_zeros.csv.zst", b"\x28\xb5\x2f\xfd" + bytes(40), "Zstandard"),
    refused("zlib.csv.z", zlib.compress(_LARGE), "binary|packed|zlib|text"),
    refused("seven.7z", b"7z\xbc\xaf\x27\x1c" + bytes(40), "7z"),
    refused("rar.rar", b"Rar!\x1a\x07\x01\x00" + bytes(40), "RAR|archive|binary"),
]
