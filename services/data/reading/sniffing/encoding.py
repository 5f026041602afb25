"""Detect the encoding of a file: by its byte order mark or its zeros, else UTF-8, else a code page."""

import codecs
from collections.abc import Iterator
from pathlib import Path

from services.data.reading.sniffing.code_pages import Encoding, detect_code_page

_MARKS = (  # the longer marks first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Encodings of seven bits by the sequence that switches to their letters.
_ESCAPES = ((b"\x1b$)C", "iso2022_kr"), (b"\x1b$B", "iso2022_jp_ext"), (b"\x1b$@", "iso2022_jp_ext"))
_SAMPLE_BYTES = 64 * 1024
_PIECE_BYTES = 512 * 1024  # small, because decoding holds the GIL and delays pages
_NUL_SHARE = 0.05
_WIDE_ENDS = (b"\n\0", b"\0\n", b"\r\0", b"\0\r")
_BROKEN = 0.05  # up to this share of invalid characters a text is UTF-8


def detect(source: Path) -> Encoding:
    """Return the encoding by byte order mark, else UTF-8 if the bytes are valid, else the likeliest one."""
    with source.open("rb") as file:
        head = file.read(_SAMPLE_BYTES)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return Encoding(name)
    if wide := _unmarked_wide(head):
        return Encoding(wide)
    sample = _foreign_lines(source)
    if sample is None:
        return Encoding(next((name for escape, name in _ESCAPES if escape in head), "utf-8"))
    return Encoding("utf-8") if _is_mostly_utf8(sample) else detect_code_page(sample)


def is_wide(head: bytes) -> bool:
    """Return whether a file's first bytes are text in UTF-16, or in UTF-32 with a byte order mark."""
    is_marked = any(head.startswith(mark) for mark, encoding in _MARKS if encoding != "utf-8-sig")
    return is_marked or _unmarked_wide(head) in ("utf-16-le", "utf-16-be")


def _foreign_lines(source: Path) -> bytes | None:
    """Return the first lines that aren't ASCII, up to the size of a sample, or None if all is UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines: list[bytes] = []
    is_valid, size, rest = True, 0, b""
    for piece in pieces(source, end=True):
        if is_valid:
            try:
                decoder.decode(piece, final=not piece)
            except UnicodeDecodeError:
                is_valid = False
        if size < _SAMPLE_BYTES:
            whole, rest = _whole_lines(rest + piece, is_end=not piece)
            foreign = [line for line in whole if not line.isascii()]
            lines += foreign
            size += sum(map(len, foreign))
        elif not is_valid:
            break
    return None if is_valid else b"\n".join(lines)[:_SAMPLE_BYTES]


def _whole_lines(data: bytes, is_end: bool) -> tuple[list[bytes], bytes]:
    """Return the lines that end in the data, and the rest, which may end inside a character."""
    if data.isascii() and not is_end:  # what is skipped fast
        rest = data[max(data.rfind(b"\n"), data.rfind(b"\r")) + 1 :]
        return [], rest if len(rest) < _PIECE_BYTES else b""
    lines = data.splitlines()
    if is_end or len(lines) < 2:
        return lines, b""
    return lines[:-1], lines[-1]


def _is_mostly_utf8(sample: bytes) -> bool:
    decoded = sample.decode("utf-8", errors="replace")
    foreign = sum(not character.isascii() for character in decoded)
    own = sample.count("\N{REPLACEMENT CHARACTER}".encode())
    valid = foreign - decoded.count("\N{REPLACEMENT CHARACTER}") + own
    return valid > 0 and foreign - valid <= max(1, _BROKEN * foreign) and valid >= 3


def _unmarked_wide(sample: bytes) -> str | None:
    """Return UTF-16 or UTF-32 without a mark, detected by the NULs on one side of ASCII characters."""
    quarter = max(len(sample) // 4, 1)
    nul_shares = [sample[place::4].count(0) / quarter for place in range(4)]
    if nul_shares[3] > 0.9 and nul_shares[2] > 0.9 and nul_shares[0] < 0.1:
        return "utf-32-le"
    if nul_shares[0] > 0.9 and nul_shares[1] > 0.9 and nul_shares[3] < 0.1:
        return "utf-32-be"
    if sample.count(0) < 2 or not any(end in sample for end in _WIDE_ENDS):
        return None
    half = max(len(sample) // 2, 1)
    even, odd = sample[::2].count(0) / half, sample[1::2].count(0) / half
    if odd > _NUL_SHARE and even < odd / 4:  # some Korean syllables have a NUL in the other byte
        return "utf-16-le"
    if even > _NUL_SHARE and odd < even / 4:
        return "utf-16-be"
    return None


def pieces(source: Path, end: bool = False) -> Iterator[bytes]:
    """Yield the bytes of a file in pieces; with `end`, an empty one is the last."""
    with source.open("rb") as file:
        while piece := file.read(_PIECE_BYTES):
            yield piece
    if end:
        yield b""
