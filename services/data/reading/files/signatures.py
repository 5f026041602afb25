"""Signatures: recognise formats by the first bytes of a file or the start of its text.

A format is a code; `services.text.messages.formats` has its name and what to do with such a file.
"""

import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import Literal

from services.data.reading.files.compression import compression
from services.data.reading.files.documents import OLE, is_workbook
from services.errors import InvalidInput

Format = Literal["text", "json", "parquet", "workbook"]

HEAD_BYTES = 4096  # enough to recognise a format
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PARQUET = (b"PAR1", b"PARE")  # the latter is encrypted

# The first pattern that matches at the start of the file decides.
_BINARY = (
    (rb"7z\xbc\xaf", "seven_zip"),
    (rb"Rar!\x1a", "rar"),
    (rb".{257}ustar", "tar"),
    (rb"\x09\x08.\0", "old_office"),
    (rb"%PDF", "pdf"),
    (rb"\{\\\\rtf", "rtf"),
    (rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF.{4}WEBP|II\*\0|MM\0\*", "image"),
    (rb"RIFF.{4}|.{4}ftyp|ID3[\x02-\x04]|OggS\0|fLaC", "audio_or_video"),
    (rb"SQLite format 3", "sqlite"),
    (rb"\x7fELF|MZ\x90\0", "program"),
    (rb"\x80[\x02-\x05]", "pickle"),
    (rb"\x93NUMPY", "numpy"),
    (rb"\x89HDF", "hdf5"),
    (rb"ARROW1\0\0|FEA1", "arrow"),
    (rb"Obj\x01", "avro"),
    (rb"ORC[^\x09-\x7f]", "orc"),
    (rb"<stata_dta>", "stata"),
    (rb"\$FL[23]@\(#\)", "spss"),
    (rb"RD[XA][23]\n|[XA]\n\0\0", "r_object"),
    (rb"MATLAB 5\.0", "matlab"),
)
_MARKUP = re.compile(
    r"(<!--[^>]{0,500}-->\s*)*<(!doctype|\?xml|html|head|body|table|svg)\b"
    r"|<[\w:-]+[^<>]{0,500}>\s*(<[\w/!?:-]+[^<>]{0,500}>|[\r\n]|\Z)",
    re.IGNORECASE,
)
_TEXT = (
    (
        re.compile(r"(Return-Path|Received|From|MIME-Version|Message-ID|Subject): [^,;\t]*[\r\n]+[\w-]+: "),
        "email",
    ),
    (re.compile(r"diff --git |(--- [^\r\n]*[\r\n]+\+\+\+ )"), "diff"),
    (
        re.compile(
            r"#!/|(import [\w.]+|from [\w.]+ import [\w., *]+|def \w+\(.*\):|class \w+.*:)[ \t]*[\r\n]"
        ),
        "source_code",
    ),
    (re.compile(r"(\(lp|\(dp|ccopy_reg|cnumpy|c__builtin__|cbuiltins)[\w.]*[\r\n]"), "old_pickle"),
)
_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_LINE = re.compile(r"\S[\r\n]+\S")
_CONTROL_SHARE = 0.02
_FEW_CONTROLS = 8
_NUL_SHARE = 0.02
_SAMPLE_CHARACTERS = 64 * 1024


def content_format(path: Path) -> Format:
    """Return the format of a file that isn't compressed, "text" for a table with any delimiter and for JSON.

    Raises InvalidInput for a file that is empty or of a format without a table.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head:
        raise InvalidInput("file_empty")
    if head.startswith(_PARQUET):
        return "parquet"
    if head.startswith(OLE):
        return "workbook"
    if head.startswith(ZIP) or compression(head):
        _check_workbook(path)
        return "workbook"
    check_no_binary_format(head)
    return "text"


def is_container(head: bytes) -> bool:
    """Return whether a file starts like a format whose reader checks it: an archive, a workbook, Parquet."""
    return head.startswith((*ZIP, OLE, *_PARQUET)) or compression(head) is not None


def _check_workbook(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            if is_workbook(archive):
                return
    except (zipfile.BadZipFile, OSError, ValueError):
        pass  # another archive
    raise InvalidInput("another_format", format="nested_archive")


def check_no_binary_format(head: bytes) -> None:
    """Raise InvalidInput if a file starts with the signature of a binary format."""
    for signature, code in _BINARY:
        if re.match(signature, head, re.DOTALL):
            raise InvalidInput("another_format", format=code)


def is_text(head: bytes) -> bool:
    """Return whether a file's first bytes are text in an encoding that extends ASCII."""
    return b"\0" not in head and len(_CONTROL.findall(head.decode("latin-1"))) <= _CONTROL_SHARE * len(head)


def check_no_other_text(text: str, removed_nuls: int) -> None:
    """Raise InvalidInput if a text is markup, code, mail or decoded binary data."""
    sample = text[:_SAMPLE_CHARACTERS]
    controls = _stray_controls(sample)
    most_nuls = max(_FEW_CONTROLS, _NUL_SHARE * len(text))
    # Text is text even if its cells are padded with NULs.
    is_packed = removed_nuls > most_nuls and bool(controls or not _LINE.search(text))
    if controls > max(_FEW_CONTROLS, _CONTROL_SHARE * len(sample)) or is_packed:
        raise InvalidInput("binary_data")
    head = text[:1000].lstrip()
    if _MARKUP.match(head):
        raise InvalidInput("another_format", format="markup")
    for pattern, code in _TEXT:
        if pattern.match(head):
            raise InvalidInput("another_format", format=code)


def is_json(text: str) -> bool:
    """Return whether a text starts like JSON: with an object or a list of texts, objects or lists."""
    head = text[:1000].lstrip()
    return head[:2] in ("{}", "[]") or (head[:1] in ("{", "[") and head[1:].lstrip()[:1] in ('"', "{", "["))


def _stray_controls(sample: str) -> int:
    """Count the control characters, except one that is in nearly every line, as a delimiter is."""
    counts = Counter(_CONTROL.findall(sample))
    if not counts:
        return 0
    commonest, count = counts.most_common(1)[0]
    lines = [line for line in sample.splitlines()[:200] if line]
    is_delimiter = len(lines) > 1 and sum(commonest in line for line in lines) >= 0.9 * len(lines)
    return counts.total() - (count if is_delimiter else 0)
