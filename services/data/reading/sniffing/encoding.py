"""Detect the encoding of a file, by its byte order mark or charset-normalizer, and decode it."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import CharsetMatch, from_bytes

from services.data.reading.parsing.repairs import Repair
from services.data.reading.sniffing import letter_frequency
from services.errors import InvalidInput

_MARKS = (  # the longer marks first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The encodings that spreadsheet programs write, in order of frequency; dozens of others decode any bytes.
_CANDIDATES = ["cp949", "cp932", "gb18030", "big5hkscs", "euc_jp", "cp1252", "cp1250", "cp1251", "koi8_r"]
_OLDER_STANDARDS = {"cp949": "iso2022_kr", "gb18030": "gb2312", "big5hkscs": "big5"}
_SINGLE = ["cp1252", "cp1250", "cp1251", "koi8_r"]
_USUAL_PUNCTUATION = "“”‘’–—…€£°©®™«»·¿¡§"
_RARE_CYRILLIC = re.compile("[^\\WА-Яа-яЁёІіЇїЄєҐґЎў\\d_]")
_FALLBACK = "cp1252"
_SAMPLE_BYTES = 64 * 1024
_PIECE_BYTES = 512 * 1024  # small, because decoding holds the GIL and delays pages
_NUL_SHARE = 0.05
_WIDE_ENDS = (b"\n\0", b"\0\n", b"\r\0", b"\0\r")
_CLOSE = 0.1  # matches with a smaller difference of chaos or coherence are equally likely
_BROKEN = 0.05  # up to this share of invalid characters a text is UTF-8
_END_MARK = "\x1a"  # the end of a text in CP/M and DOS


@dataclass(frozen=True)
class DecodedText:
    """The text of a file as UTF-8 on disk from `start` on; NULs are removed, invalid characters replaced."""

    path: Path
    start: int
    encoding: str
    removed: int = 0
    replaced: int = 0

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """The repairs made by decoding."""
        repairs = (
            Repair("nul", self.removed),
            Repair("unreadable", self.replaced, encoding=self.encoding),
        )
        return tuple(repair for repair in repairs if repair.count)


def decode(source: Path, target: Path, encoding: str | None = None) -> DecodedText:
    """Return a file's text as UTF-8: the file itself if it is UTF-8 already, else written to `target`.

    An encoding of None is detected. Raises InvalidInput for an unknown encoding.
    """
    encoding = detect(source) if encoding is None else _codec_name(encoding)
    if encoding in ("utf-8", "utf-8-sig") and _is_clean(source):
        return DecodedText(source, _start(source), encoding)
    removed = replaced = 0
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    with target.open("wb") as file:
        is_start = True
        for piece in _pieces(source, end=True):
            text = decoder.decode(piece, final=not piece)
            if is_start and text:
                text, is_start = text.lstrip("\ufeff"), False
            if not piece and encoding.startswith(("utf-16", "utf-32")):
                text = text.rstrip("\N{REPLACEMENT CHARACTER}")  # the sample may end inside a character
            if "\0" in text:
                removed += text.count("\0")
                text = text.replace("\0", "")
            replaced += text.count("\N{REPLACEMENT CHARACTER}")
            file.write(text.encode("utf-8", errors="replace"))
    if replaced:
        replaced -= _count_own_replacements(source, encoding)
    _drop_end_mark(target)
    return DecodedText(target, 0, encoding, removed, replaced)


def detect(source: Path) -> str:
    """Return the encoding by byte order mark, else UTF-8 if the bytes are valid, else the likeliest one."""
    with source.open("rb") as file:
        head = file.read(_SAMPLE_BYTES)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    if wide := _unmarked_wide(head):
        return wide
    sample = _foreign_lines(source)
    if sample is None or _is_mostly_utf8(sample):
        return "utf-8"
    return _likeliest(sample)


def is_wide(head: bytes) -> bool:
    """Return whether a file's first bytes are text in UTF-16, or in UTF-32 with a byte order mark."""
    is_marked = any(head.startswith(mark) for mark, encoding in _MARKS if encoding != "utf-8-sig")
    return is_marked or _unmarked_wide(head) in ("utf-16-le", "utf-16-be")


def _codec_name(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError as error:
        raise InvalidInput("unknown_encoding", encoding=encoding) from error


def _pieces(source: Path, end: bool = False) -> Iterator[bytes]:
    with source.open("rb") as file:
        while piece := file.read(_PIECE_BYTES):
            yield piece
    if end:
        yield b""


def _start(source: Path) -> int:
    """Return the start of the text after byte order marks; concatenated files may have several."""
    with source.open("rb") as file:
        start = 0
        while file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8:
            start += len(codecs.BOM_UTF8)
        return start


def _is_clean(source: Path) -> bool:
    """Return whether a file is UTF-8 without need of repair."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    last = b""
    try:
        for piece in _pieces(source, end=True):
            decoder.decode(piece, final=not piece)
            if b"\0" in piece:
                return False
            last = piece[-4:] or last
    except UnicodeDecodeError:
        return False
    return not last.strip(b"\r\n ").endswith(_END_MARK.encode())


def _foreign_lines(source: Path) -> bytes | None:
    """Return the first lines that aren't ASCII, up to the size of a sample, or None if all is UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines: list[bytes] = []
    is_valid, size = True, 0
    for piece in _pieces(source, end=True):
        if is_valid:
            try:
                decoder.decode(piece, final=not piece)
            except UnicodeDecodeError:
                is_valid = False
        if size < _SAMPLE_BYTES and not piece.isascii():
            for line in piece.splitlines():
                if not line.isascii() and size < _SAMPLE_BYTES:
                    lines.append(line)
                    size += len(line)
        if not is_valid and size >= _SAMPLE_BYTES:
            break
    return None if is_valid else b"\n".join(lines)


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


def _likeliest(sample: bytes) -> str:
    candidates = _SINGLE if _is_single_byte(sample) else _CANDIDATES
    matches = list(from_bytes(sample, cp_isolation=candidates))
    if not matches:  # short words with many accents look chaotic
        matches = list(from_bytes(sample, cp_isolation=_SINGLE, threshold=1.0))
    if not matches:
        return _FALLBACK
    best = matches[0]
    close = [
        match
        for match in matches
        if match.chaos <= best.chaos + _CLOSE and match.coherence >= best.coherence - _CLOSE
    ]
    chosen = letter_frequency.commonest_letters(min(close, key=_strangeness), close, _strangeness)
    equivalent = {chosen.encoding, *chosen.could_be_from_charset}  # both decode the sample to the same text
    return next(candidate for candidate in candidates if candidate in equivalent)


def _strangeness(match: CharsetMatch) -> tuple[float, float, int]:
    """Return a sort key of equally likely matches: strange characters, chaos, rank of the encoding.

    Strange characters are symbols except usual punctuation, letters of CP949 and GB18030 that the older
    Korean and Chinese standards lack, and half-width katakana.
    """
    text = "".join(character for character in str(match) if not character.isascii())
    strange = float(sum(not (character.isalpha() or character in _USUAL_PUNCTUATION) for character in text))
    older = _OLDER_STANDARDS.get(match.encoding)
    if older is not None:
        strange += len(text) - len(text.encode(older, errors="ignore").decode(older))
    if match.encoding in ("cp1251", "koi8_r"):
        strange += len(_RARE_CYRILLIC.findall(text))
    strange += sum("\uff61" <= character <= "\uff9f" for character in text) / 2
    return (strange, match.chaos, _CANDIDATES.index(match.encoding))


def _is_single_byte(sample: bytes) -> bool:
    """Return whether non-ASCII bytes stand alone, like accented letters and unlike East Asian scripts."""
    return not re.search(rb"[\x80-\xff].?[\x80-\xff]", sample)


def _count_own_replacements(source: Path, encoding: str) -> int:
    """Return the number of replacement characters in the file itself."""
    if encoding not in ("utf-8", "utf-8-sig"):
        return 0
    character = "\N{REPLACEMENT CHARACTER}".encode()
    tail, count = b"", 0
    for piece in _pieces(source):
        joined = tail + piece
        count += joined.count(character)
        tail = joined[-2:]
    return count


def _drop_end_mark(path: Path) -> None:
    with path.open("rb+") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 4))
        tail = file.read()
        text = tail.rstrip(b"\r\n ").removesuffix(_END_MARK.encode())
        if len(text) < len(tail.rstrip(b"\r\n ")):
            file.truncate(size - len(tail) + len(text))
