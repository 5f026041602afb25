"""Bombs: small files that would take all memory or all day; each is refused with a sentence, or read."""

import gzip
import io
import struct
import zipfile
import zlib
from binascii import crc32

from .case import Case, either, kept, lines, refused

_MB = 1024**2


def _endless(total: int, unit: bytes) -> bytes:
    """Return gzip of a unit that repeats to a total size, made without packing it all."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = unit * (8 * _MB // len(unit))
    piece = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    repeats = total // len(block)
    end = zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    head = gzip.compress(b"", mtime=0)[:10]
    return head + piece * repeats + end + struct.pack("<II", 0, (len(block) * repeats) & 0xFFFFFFFF)


def _lying_zip(unit: bytes, total: int, claimed: int) -> bytes:
    """Return a ZIP whose entry claims to be small and unpacks to much."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = unit * (8 * _MB // len(unit))
    piece = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = piece * (total // len(block)) + zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    return _zip_of(packed, claimed, crc32(unit))


def _zip_of(packed: bytes, claimed: int, checksum: int) -> bytes:
    name = b"a.csv"
    fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, checksum, len(packed), claimed, len(name), 0)
    local = b"PK\x03\x04" + fields + name + packed
    central = b"PK\x01\x02" + struct.pack("<H", 20) + fields + bytes(10) + struct.pack("<I", 0) + name
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)


def _quine_like() -> bytes:
    """Return a ZIP of ZIPs of ZIPs, ten each."""
    inner = gzip.compress(bytes(_MB), mtime=0)
    for _level in range(4):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(10):
                archive.writestr(f"{number}.zip", inner)
        inner = target.getvalue()
    return inner


def _overlapping() -> bytes:
    """Return a ZIP whose hundred entries all point at the same data."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"a,b\n" + b"1,2\n" * 100_000)
        for number in range(100):
            archive.filelist.append(_twin(archive.filelist[0], f"{number}.csv"))
    return target.getvalue()


def _twin(entry: zipfile.ZipInfo, name: str) -> zipfile.ZipInfo:
    twin = zipfile.ZipInfo(name)
    for field in ("compress_type", "CRC", "compress_size", "file_size", "header_offset"):
        setattr(twin, field, getattr(entry, field))
    return twin


_TOO = "large|expands|most|MB|GB|limit|cell|column|row|line|long|unpack|zeros|binary|empty|damaged"

CASES = [
    refused("zeros_10gb.csv.gz", lambda: _endless(10 * 1024 * _MB, b"\0"), _TOO),
    refused("rows_10gb.csv.gz", lambda: _endless(10 * 1024 * _MB, b"1,2,3,45678\n    "), _TOO),
    refused("one_cell_4gb.csv.gz", lambda: _endless(4096 * _MB, b"x"), _TOO),
    refused("newlines_4gb.csv.gz", lambda: _endless(4096 * _MB, b"\n"), _TOO),
    refused("commas_1gb.csv.gz", lambda: _endless(1024 * _MB, b","), _TOO),
    refused("quotes_1gb.csv.gz", lambda: _endless(1024 * _MB, b'"'), _TOO),
    refused("zip_lying_small.zip", lambda: _lying_zip(b"1,2,3,45678\n    ", 4096 * _MB, 100), _TOO + "|ZIP"),
    refused(
        "zip_lying_huge.zip", lambda: _lying_zip(b"1,2,3,45678\n    ", 8 * _MB, 2**31 - 1), _TOO + "|ZIP"
    ),
    refused("zip_nested.zip", _quine_like, "archive|nested|ZIP|several|no table"),
    refused("zip_overlapping.zip", _overlapping, "several|101|damaged|overlap"),
    refused("quoted_cell_100mb.csv", lambda: b'a,b\n1,"' + b"x" * 100 * _MB + b'"\n2,y\n', _TOO),
    refused("open_quote_100mb.csv", lambda: b'a,b\n1,"' + b"x" * 100 * _MB, _TOO),
    refused("no_line_end_100mb.csv", lambda: b"x" * 100 * _MB, _TOO),
    refused("no_line_end_commas_100mb.csv", lambda: b"x," * 50 * _MB, "columns"),
    refused(
        "million_columns.csv",
        lambda: (
            b",".join(b"c%d" % n for n in range(1_000_000)) + b"\n" + b",".join([b"1"] * 1_000_000) + b"\n"
        ),
        "column",
    ),
    refused(
        "million_blank_columns.csv",
        lambda: b"," * 1_000_000 + b"\n" + b"," * 1_000_000 + b"\n",
        "columns",
    ),
    refused("million_columns_no_rows.csv", lambda: b"," * 1_000_000, "columns"),
    refused("commas_in_one_line.csv", lambda: b"," * 3_000_000, "columns"),
    refused(
        "too_many_columns.csv",
        lambda: lines(",".join(f"c{n}" for n in range(10_001)), ",".join(["1"] * 10_001)),
        "column",
    ),
    kept(
        "most_columns.csv",
        lambda: lines(",".join(f"c{n}" for n in range(10_000)), *[",".join(["1"] * 10_000)] * 3),
        [f"c{n}" for n in range(10_000)],
        [["1"] * 10_000] * 3,
    ),
    Case(
        "first_row_narrow_then_million.csv",
        lambda: b"a,b\n1,2\n" + b"x," * 1_000_000 + b"\n3,4\n",
        names=["a", "b"],
        rows_in=3,
    ),
    either("a_million_quotes.csv", lambda: b"a,b\n1," + b'"' * 999_999 + b"\n2,y\n"),
    Case("blank_lines_million.csv", lambda: b"a,b\n1,2\n" + b"\n" * 2_000_000 + b"3,4\n", rows_in=2),
    Case("cr_million.csv", lambda: b"a,b\r1,2\r" + b"\r" * 1_000_000 + b"3,4\r", rows_in=2),
    either("deep_brackets.csv", lambda: b"a,b\n1," + b"[" * 900_000 + b"\n2,y\n", rows_in=2),
    Case("regex_trap_numbers.csv", lambda: lines("x,w", *["1" * 5000 + "!,a"] * 50), rows_in=50),
    Case("regex_trap_spaces.csv", lambda: lines("x,w", *[" " * 20_000 + "x,a"] * 50), rows_in=50),
    Case("regex_trap_mails.csv", lambda: lines("x,w", *["a@" * 5000 + ",a"] * 100), rows_in=100),
    Case(
        "many_distinct.csv",
        lambda: lines("x,w", *[f"{n * 7919:x},{n}" for n in range(200_000)]),
        names=["x", "w"],
        rows_in=200_000,
    ),
]


def _quotes(rows: int) -> list[Case]:
    """Return cases of some thousand rows each, whose quotes would make a careless reader take all day."""
    return [
        Case(
            "many_stray_quotes.csv",
            lambda: b"a,b\n" + b'1,x"y\n' * 2 * rows,
            names=["a", "b"],
            rows_in=2 * rows,
        ),
        Case(
            "every_row_opens_a_quote.csv",
            lambda: b"a,b\n" + b'1,"x\n' * rows,
            names=["a", "b"],
            rows_in=rows,
        ),
        Case(
            "every_row_opens_a_quote_behind_a_blank.csv",
            lambda: b"a,b\n" + b'1, "x\n' * 3 * rows,
            names=["a", "b"],
            rows_in=3 * rows,
        ),
        Case(
            "every_row_holds_a_run_of_quotes.csv",
            lambda: b"a,b\n" + b'1,"""x\n' * 3 * rows + b'1,a"\n',
            names=["a", "b"],
        ),
        either("openings_in_one_line.csv", lambda: b"a,b\n1," + b'"x,' * rows + b"\n2,3\n"),
        either("alternating_quotes.csv", lambda: b"a,b\n" + b'"",""x\n' * 2 * rows),
        either("every_row_ragged.csv", lambda: b"a,b\n" + b"1,2,3\n1\n" * rows),
    ]


CASES += _quotes(10_000)
# The same at the size at which quadratic work would take hours.
LONG = _quotes(100_000)
