"""Formats: files that are no CSV, told by their first bytes or their text."""

import re
from collections import Counter

from services.errors import InvalidInput
from services.words import _

_BINARY = (
    (b"PK\x03\x04", _("an archive in an archive")),
    (b"\x1f\x8b", _("an archive in an archive")),
    (b"PAR1", _("a Parquet file in an archive")),
    (b"\x28\xb5\x2f\xfd", _("a Zstandard archive")),
    (b"BZh", _("a bzip2 archive")),
    (b"\xfd7zXZ", _("an xz archive")),
    (b"7z\xbc\xaf", _("a 7z archive")),
    (b"\xd0\xcf\x11\xe0", _("an old Office document")),
    (b"%PDF", _("a PDF document")),
    (b"\x89PNG", _("a picture")),
    (b"\xff\xd8\xff", _("a picture")),
    (b"GIF8", _("a picture")),
    (b"SQLite format 3", _("a SQLite database")),
    (b"\x7fELF", _("a program")),
    (b"\x80\x04", _("a Python pickle")),
    (b"\x93NUMPY", _("a NumPy array")),
)
_MARKUP = re.compile(
    r"<(!doctype|\?xml|html|head|body|table|svg)\b|<[\w:-]+[^<>]{0,500}>\s*(<[\w/!?:-]+[^<>]{0,500}>|[\r\n]|\Z)",
    re.IGNORECASE,
)
_TEXTS = (
    (
        re.compile(r"(Return-Path|Received|From|MIME-Version|Message-ID|Subject): [^,;\t]*[\r\n]+[\w-]+: "),
        _("an e-mail"),
    ),
    (re.compile(r"diff --git |(--- [^\r\n]*[\r\n]+\+\+\+ )"), _("a list of changes to a program")),
    (
        re.compile(
            r"#!/|(import [\w.]+|from [\w.]+ import [\w., *]+|def \w+\(.*\):|class \w+.*:)[ \t]*[\r\n]"
        ),
        _("a program"),
    ),
    (re.compile(r"(\(lp|\(dp|ccopy_reg|cnumpy|c__builtin__|cbuiltins)[\w.]*[\r\n]"), _("a Python pickle")),
)
_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROL_SHARE = 0.02
_FEW_CONTROLS = 8
_NUL_SHARE = 0.02
_SAMPLE_CHARACTERS = 64 * 1024


def refuse_binary(data: bytes) -> None:
    """Raise InvalidInput where the first bytes are those of a well-known format that is no text."""
    for mark, name in _BINARY:
        if data.startswith(mark):
            raise _refusal(_("The file is {name}, not a CSV file.").format(name=name))


def refuse_no_table(text: str, removed_nuls: int) -> None:
    """Raise InvalidInput where a text is markup or JSON, or what is left of binary data."""
    sample = text[:_SAMPLE_CHARACTERS]
    controls = _strange_controls(sample)
    most_nuls = max(_FEW_CONTROLS, _NUL_SHARE * len(text))
    if controls > max(_FEW_CONTROLS, _CONTROL_SHARE * len(sample)) or removed_nuls > most_nuls:
        raise _refusal(_("The file holds binary data, not text."))
    head = text[:1000].lstrip()
    if _MARKUP.match(head):
        raise _refusal(_("The file is a web page or XML, not a CSV file."))
    for pattern, name in _TEXTS:
        if pattern.match(head):
            raise _refusal(_("The file is {name}, not a CSV file.").format(name=name))
    if head[:2] in ("{}", "[]") or (head[:1] in ("{", "[") and head[1:].lstrip()[:1] in ('"', "{", "[")):
        raise _refusal(_("The file is JSON, not a CSV file."))


def _strange_controls(sample: str) -> int:
    """Count the control characters, but for one that stands in nearly each line, as a delimiter does."""
    found = Counter(_CONTROL.findall(sample))
    if not found:
        return 0
    sign, count = found.most_common(1)[0]
    lines = [line for line in sample.splitlines()[:200] if line]
    between = sum(sign in line for line in lines) >= 0.9 * len(lines)
    return found.total() - (count if between and len(lines) > 1 else 0)


def _refusal(message: str) -> InvalidInput:
    return InvalidInput(message, _("Export the table as CSV and choose that file."))
