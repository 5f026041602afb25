"""Encodings: which one a file's text is written in, told by its marks or by charset-normalizer."""

import codecs
from dataclasses import dataclass

from charset_normalizer import CharsetMatch, from_bytes

from services.data.repairs import Repair
from services.words import _

_MARKS = (  # the longer marks first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What spreadsheet programs really write, the commoner first; any byte fits dozens of others.
_CANDIDATES = ["cp949", "cp932", "gb18030", "big5hkscs", "euc_jp", "cp1252", "cp1250", "cp1251", "koi8_r"]
_FALLBACK = "cp1252"
_SAMPLE_BYTES = 64 * 1024
_NUL_SHARE = 0.05
_CLOSE = 0.1  # a coherence this near to the best one decides nothing


@dataclass(frozen=True)
class Decoded:
    """A file's text, with how many NULs were taken out and how many bytes could not be read."""

    text: str
    encoding: str
    removed: int
    replaced: int

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """What had to be changed to make it text."""
        found = (
            Repair(
                "nul", self.removed, _("{count:,} NUL characters were taken out.").format(count=self.removed)
            ),
            Repair(
                "unreadable",
                self.replaced,
                _("{count:,} characters can't be read as {encoding} and were replaced.").format(
                    count=self.replaced, encoding=self.encoding
                ),
            ),
        )
        return tuple(repair for repair in found if repair.count)


def decode(data: bytes) -> Decoded:
    """Return a file's text in the encoding that its mark or its content tells."""
    encoding = detect(data)
    text = data.decode(encoding, errors="replace")
    replaced = text.count("\N{REPLACEMENT CHARACTER}") if encoding not in ("utf-8", "utf-8-sig") else 0
    removed = text.count("\0")
    return Decoded(text.replace("\0", "") if removed else text, encoding, removed, replaced)


def detect(data: bytes) -> str:
    """Return the name of the encoding: a byte order mark's, else UTF-8 where it is valid, else a guess."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if wide := _wide(data[:_SAMPLE_BYTES]):
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(data)
    return "utf-8"


def _wide(sample: bytes) -> str | None:
    """Tell UTF-16 without a mark by the NULs that stand on one side of its delimiters and digits."""
    half = max(len(sample) // 2, 1)
    even, odd = sample[::2].count(0) / half, sample[1::2].count(0) / half
    if odd > _NUL_SHARE and even == 0:
        return "utf-16-le"
    if even > _NUL_SHARE and odd == 0:
        return "utf-16-be"
    return None


def _guess(data: bytes) -> str:
    telling = b"\n".join(line for line in data[: 16 * _SAMPLE_BYTES].splitlines() if not line.isascii())
    matches = list(from_bytes(telling[:_SAMPLE_BYTES] or data[-_SAMPLE_BYTES:], cp_isolation=_CANDIDATES))
    if not matches:
        return _FALLBACK
    close = [
        each
        for each in matches
        if each.chaos <= matches[0].chaos and each.coherence >= matches[0].coherence - _CLOSE
    ]
    return min(close, key=_strangeness).encoding


def _strangeness(match: CharsetMatch) -> tuple[int, int]:
    """Rank equally likely matches: fewer foreign signs that are no letters, then the commoner encoding."""
    signs = sum(not (character.isascii() or character.isalpha()) for character in str(match))
    return (signs, _CANDIDATES.index(match.encoding))
