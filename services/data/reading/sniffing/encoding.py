"""Encodings: which one a file's text is written in, told by its marks or by charset-normalizer."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import CharsetMatch, from_bytes

from services.data.reading.repairs import Repair
from services.data.reading.sniffing import letter_frequency
from services.errors import InvalidInput
from services.text.i18n import _, _n

_MARKS = (  # the longer marks first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What spreadsheet programs really write, the commoner first; any byte fits dozens of others.
_CANDIDATES = ["cp949", "cp932", "gb18030", "big5hkscs", "euc_jp", "cp1252", "cp1250", "cp1251", "koi8_r"]
_COMMON_PARTS = {"cp949": "iso2022_kr", "gb18030": "gb2312", "big5hkscs": "big5"}
_SINGLE = ["cp1252", "cp1250", "cp1251", "koi8_r"]
_USUAL_SIGNS = "“”‘’–—…€£°©®™«»·¿¡§"
_RARE_CYRILLIC = re.compile("[^\\WА-Яа-яЁёІіЇїЄєҐґЎў\\d_]")
_FALLBACK = "cp1252"
_SAMPLE_BYTES = 64 * 1024
_PIECE_BYTES = 512 * 1024  # decoding holds Python's lock: pages come in between
_NUL_SHARE = 0.05
_WIDE_ENDS = (b"\n\0", b"\0\n", b"\r\0", b"\0\r")
_CLOSE = 0.1  # a mess or a coherence this near to the best one decides nothing
_BROKEN = 0.05  # UTF-8 with so small a share of broken characters is UTF-8 with broken characters
_END_MARK = "\x1a"  # how old systems end a text


@dataclass(frozen=True)
class Transcoded:
    """A file's text as UTF-8 on disk from `start`, and what had to be changed to make it so."""

    path: Path
    start: int
    encoding: str
    removed: int = 0
    replaced: int = 0

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """What had to be changed to make it text."""
        found = (
            Repair(
                "nul",
                self.removed,
                _n(
                    "{count:,} NUL character was taken out.",
                    "{count:,} NUL characters were taken out.",
                    self.removed,
                    count=self.removed,
                ),
            ),
            Repair(
                "unreadable",
                self.replaced,
                _n(
                    "{count:,} character can't be read as {encoding} and was replaced.",
                    "{count:,} characters can't be read as {encoding} and were replaced.",
                    self.replaced,
                    count=self.replaced,
                    encoding=self.encoding,
                ),
            ),
        )
        return tuple(repair for repair in found if repair.count)


def transcode(source: Path, target: Path, given: str | None = None) -> Transcoded:
    """Return a file's text as UTF-8: the file itself where it is that already, else written to `target`.

    Raises InvalidInput where the encoding that somebody gives isn't known.
    """
    encoding = detect(source) if given is None else _known(given)
    if encoding in ("utf-8", "utf-8-sig") and _is_clean(source):
        return Transcoded(source, _start(source), encoding)
    removed = replaced = 0
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    with target.open("wb") as file:
        first = True
        for piece in _pieces(source, end=True):
            text = decoder.decode(piece, final=not piece)
            if first and text:
                text, first = text.lstrip("\ufeff"), False
            if not piece and encoding.startswith(("utf-16", "utf-32")):
                text = text.rstrip("\N{REPLACEMENT CHARACTER}")  # half a character at the end
            if "\0" in text:
                removed += text.count("\0")
                text = text.replace("\0", "")
            replaced += text.count("\N{REPLACEMENT CHARACTER}")
            file.write(text.encode("utf-8", errors="replace"))
    if replaced:  # some may stand in the file itself
        replaced -= _own_replacements(source, encoding)
    _drop_end_mark(target)
    return Transcoded(target, 0, encoding, removed, replaced)


def detect(source: Path) -> str:
    """Return the name of the encoding: a byte order mark's, else UTF-8 where it is valid, else a guess."""
    with source.open("rb") as file:
        head = file.read(_SAMPLE_BYTES)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    if wide := _wide(head):
        return wide
    telling = _telling(source)
    if telling is None or _is_mostly_utf8(telling):
        return "utf-8"
    return _guess(telling)


def is_wide(head: bytes) -> bool:
    """Tell whether a file's first bytes are text in UTF-16, or in UTF-32 with a mark."""
    marked = any(head.startswith(mark) for mark, encoding in _MARKS if encoding != "utf-8-sig")
    return marked or _wide(head) in ("utf-16-le", "utf-16-be")


def _known(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError as error:
        raise InvalidInput(
            _("There is no encoding “{name}”.", name=name),
            _("Common ones are utf-8, cp949, cp932, gb18030 and cp1252."),
        ) from error


def _pieces(source: Path, end: bool = False) -> Iterator[bytes]:
    with source.open("rb") as file:
        while piece := file.read(_PIECE_BYTES):
            yield piece
    if end:
        yield b""


def _start(source: Path) -> int:
    """Return where the text begins behind its marks, of which joined files may have several."""
    with source.open("rb") as file:
        start = 0
        while file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8:
            start += len(codecs.BOM_UTF8)
        return start


def _is_clean(source: Path) -> bool:
    """Tell whether a file is UTF-8 that needs no change."""
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


def _telling(source: Path) -> bytes | None:
    """Return the first lines that aren't plain ASCII, at most a sample, or None where all is UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines: list[bytes] = []
    valid, size = True, 0
    for piece in _pieces(source, end=True):
        if valid:
            try:
                decoder.decode(piece, final=not piece)
            except UnicodeDecodeError:
                valid = False
        if size < _SAMPLE_BYTES and not piece.isascii():
            for line in piece.splitlines():
                if not line.isascii() and size < _SAMPLE_BYTES:
                    lines.append(line)
                    size += len(line)
        if not valid and size >= _SAMPLE_BYTES:
            break
    return None if valid else b"\n".join(lines)


def _is_mostly_utf8(telling: bytes) -> bool:
    broken = telling.decode("utf-8", errors="replace")
    foreign = sum(not character.isascii() for character in broken)
    own = telling.count("\N{REPLACEMENT CHARACTER}".encode())
    good = foreign - broken.count("\N{REPLACEMENT CHARACTER}") + own
    return good > 0 and foreign - good <= max(1, _BROKEN * foreign) and good >= 3


def _wide(sample: bytes) -> str | None:
    """Tell UTF-16 and UTF-32 without a mark by the NULs on one side of their delimiters and digits."""
    quarter = max(len(sample) // 4, 1)
    lanes = [sample[place::4].count(0) / quarter for place in range(4)]
    if lanes[3] > 0.9 and lanes[2] > 0.9 and lanes[0] < 0.1:
        return "utf-32-le"
    if lanes[0] > 0.9 and lanes[1] > 0.9 and lanes[3] < 0.1:
        return "utf-32-be"
    if sample.count(0) < 2 or not any(end in sample for end in _WIDE_ENDS):
        return None
    half = max(len(sample) // 2, 1)
    even, odd = sample[::2].count(0) / half, sample[1::2].count(0) / half
    if odd > _NUL_SHARE and even < odd / 4:  # 가 and its like have a NUL on the other side
        return "utf-16-le"
    if even > _NUL_SHARE and odd < even / 4:
        return "utf-16-be"
    return None


def _guess(telling: bytes) -> str:
    candidates = _SINGLE if _is_isolated(telling) else _CANDIDATES
    matches = list(from_bytes(telling, cp_isolation=candidates))
    if not matches:  # short words with many accents look like a mess
        matches = list(from_bytes(telling, cp_isolation=_SINGLE, threshold=1.0))
    if not matches:
        return _FALLBACK
    best = matches[0]
    close = [
        each
        for each in matches
        if each.chaos <= best.chaos + _CLOSE and each.coherence >= best.coherence - _CLOSE
    ]
    chosen = letter_frequency.likelier(min(close, key=_strangeness), close, _strangeness)
    same = {chosen.encoding, *chosen.could_be_from_charset}  # those in which the text is the same
    return next(each for each in candidates if each in same)


def _strangeness(match: CharsetMatch) -> tuple[float, float, int]:
    """Rank equally likely matches: fewer strange signs, then less mess, then the commoner encoding.

    Strange are foreign signs that are no letters, and letters that a language hardly uses: those of
    CP949 and GB18030 that the older standards of Korean and Chinese lack, and narrow katakana.
    """
    text = "".join(character for character in str(match) if not character.isascii())
    strange = float(sum(not (character.isalpha() or character in _USUAL_SIGNS) for character in text))
    common = _COMMON_PARTS.get(match.encoding)
    if common is not None:
        strange += len(text) - len(text.encode(common, errors="ignore").decode(common))
    if match.encoding in ("cp1251", "koi8_r"):
        strange += len(_RARE_CYRILLIC.findall(text))
    strange += sum("\uff61" <= character <= "\uff9f" for character in text) / 2
    return (strange, match.chaos, _CANDIDATES.index(match.encoding))


def _is_isolated(telling: bytes) -> bool:
    """Tell whether each foreign byte stands alone, as accents and signs do and no Asian script."""
    return not re.search(rb"[\x80-\xff].?[\x80-\xff]", telling)


def _own_replacements(source: Path, encoding: str) -> int:
    """Count the replacement characters that stand in the file, not made by reading it."""
    if encoding not in ("utf-8", "utf-8-sig"):
        return 0
    written = "\N{REPLACEMENT CHARACTER}".encode()
    kept, count = b"", 0
    for piece in _pieces(source):
        joined = kept + piece
        count += joined.count(written)
        kept = joined[-2:]
        count -= kept.count(written)
    return count


def _drop_end_mark(path: Path) -> None:
    with path.open("rb+") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 4))
        tail = file.read()
        kept = tail.rstrip(b"\r\n ").removesuffix(_END_MARK.encode())
        if len(kept) < len(tail.rstrip(b"\r\n ")):
            file.truncate(size - len(tail) + len(kept))
