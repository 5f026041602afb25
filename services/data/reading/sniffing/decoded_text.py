"""Decode a file to UTF-8 on disk."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from services.data.reading.parsing.repairs import Repair
from services.data.reading.sniffing.code_pages import Encoding
from services.data.reading.sniffing.encoding import detect, pieces
from services.errors import InvalidInput

_END_MARK = "\x1a"  # the end of a text in CP/M and DOS


@dataclass(frozen=True)
class DecodedText:
    """The text of a file as UTF-8 on disk from `start` on; NULs are removed, invalid characters replaced."""

    path: Path
    start: int
    encoding: str
    removed: int = 0
    replaced: int = 0
    rival: str | None = None
    example: str | None = None

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """The repairs made by decoding."""
        name = self.encoding
        doubtful = int(self.rival is not None)
        repairs = (
            Repair("doubtful_encoding", doubtful, encoding=name, rival=self.rival, example=self.example),
            Repair("nul", self.removed),
            Repair("unreadable", self.replaced, encoding=name),
        )
        return tuple(repair for repair in repairs if repair.count)


def decode(source: Path, target: Path, encoding: str | None = None) -> DecodedText:
    """Return a file's text as UTF-8: the file itself if it is UTF-8 already, else written to `target`.

    An encoding of None is detected. Raises InvalidInput for an unknown encoding.
    """
    detected = detect(source) if encoding is None else Encoding(_codec_name(encoding))
    name = detected.name
    if name in ("utf-8", "utf-8-sig") and _is_clean(source):
        return DecodedText(source, _start(source), name)
    removed = replaced = 0
    decoder = codecs.getincrementaldecoder(name)(errors="replace")
    with target.open("wb") as file:
        is_start = True
        for piece in pieces(source, end=True):
            text = decoder.decode(piece, final=not piece)
            if is_start and text:
                text, is_start = text.lstrip("\ufeff"), False
            if not piece and name.startswith(("utf-16", "utf-32")):
                text = text.rstrip("\N{REPLACEMENT CHARACTER}")  # the sample may end inside a character
            if "\0" in text:
                removed += text.count("\0")
                text = text.replace("\0", "")
            replaced += text.count("\N{REPLACEMENT CHARACTER}")
            file.write(text.encode("utf-8", errors="replace"))
    if replaced:
        replaced -= _count_own_replacements(source, name)
    _drop_end_mark(target)
    return DecodedText(target, 0, name, removed, replaced, detected.rival, detected.example)


def _codec_name(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError as error:
        raise InvalidInput("unknown_encoding", encoding=encoding) from error


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
        for piece in pieces(source, end=True):
            decoder.decode(piece, final=not piece)
            if b"\0" in piece:
                return False
            last = piece[-4:] or last
    except UnicodeDecodeError:
        return False
    return not last.strip(b"\r\n ").endswith(_END_MARK.encode())


def _count_own_replacements(source: Path, encoding: str) -> int:
    """Return the number of replacement characters in the file itself."""
    if encoding not in ("utf-8", "utf-8-sig"):
        return 0
    character = "\N{REPLACEMENT CHARACTER}".encode()
    tail, count = b"", 0
    for piece in pieces(source):
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
