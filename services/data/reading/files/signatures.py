"""Formats: files that are no CSV, told by their first bytes or their text."""

import re
from collections import Counter

from services.errors import InvalidInput
from services.text.i18n import _

CSV = _("Export the table as CSV and choose that file.")
SHEET = _("Open it, choose “Save as” and CSV, and upload that file.")
RECORDS = _("Write its records as CSV, for instance with pandas: read_json, then to_csv.")
PAGE = _("Copy its table into a spreadsheet and export that as CSV.")
PDF = _("Take the table that it was made from, as CSV.")
DATABASE = _("Export one of its tables as CSV.")
PICKLE = _("Reading it could run foreign code. Write the table as CSV or Parquet.")
PACK = _("Unpack it, or pack it as .gz.")
PACK_ONE = _("Unpack it, or pack the one table as .zip.")
PANDAS = _("Write the table as CSV or Parquet, for instance with pandas.")
TABLE = _("Choose a table.")

_NESTED = _("Unpack it once and upload what is in it.")
_BINARY = (
    (rb"PK\x03\x04|\x1f\x8b", _("an archive in an archive"), _NESTED),
    (rb"PAR1", _("a Parquet file in an archive"), _NESTED),
    (rb"\x28\xb5\x2f\xfd", _("a Zstandard archive"), PACK),
    (rb"BZh\d", _("a bzip2 archive"), PACK),
    (rb"\xfd7zXZ", _("an xz archive"), PACK),
    (rb"7z\xbc\xaf", _("a 7z archive"), PACK_ONE),
    (rb"Rar!\x1a", _("a RAR archive"), PACK_ONE),
    (rb".{257}ustar", _("a tar archive"), PACK_ONE),
    (rb"\xd0\xcf\x11\xe0", _("an old Excel workbook or another Office document"), SHEET),
    (rb"%PDF", _("a PDF document"), PDF),
    (rb"\{\\\\rtf", _("a formatted document"), PAGE),
    (rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF.{4}WEBP|II\*\0|MM\0\*", _("a picture"), TABLE),
    (rb"RIFF.{4}|.{4}ftyp|ID3[\x02-\x04]|OggS\0|fLaC", _("a sound or a film"), TABLE),
    (rb"SQLite format 3", _("a SQLite database"), DATABASE),
    (rb"\x7fELF|MZ\x90\0", _("a program"), TABLE),
    (rb"\x80[\x02-\x05]", _("a Python pickle"), PICKLE),
    (rb"\x93NUMPY", _("a NumPy array"), PANDAS),
    (rb"\x89HDF", _("an HDF5 file"), PANDAS),
    (rb"ARROW1\0\0|FEA1", _("an Arrow or Feather file"), PANDAS),
    (rb"Obj\x01", _("an Avro file"), PANDAS),
    (rb"ORC[^\x09-\x7f]", _("an ORC file"), PANDAS),
    (rb"<stata_dta>", _("a Stata file"), PANDAS),
    (rb"\$FL[23]@\(#\)", _("an SPSS file"), PANDAS),
    (rb"RD[XA][23]\n|[XA]\n\0\0", _("an R object"), _("Write the table with write.csv.")),
    (rb"MATLAB 5\.0", _("a MATLAB file"), PANDAS),
)
HEAD_BYTES = 4096  # tell what a file is
_MARKUP = re.compile(
    r"(<!--[^>]{0,500}-->\s*)*<(!doctype|\?xml|html|head|body|table|svg)\b"
    r"|<[\w:-]+[^<>]{0,500}>\s*(<[\w/!?:-]+[^<>]{0,500}>|[\r\n]|\Z)",
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
_LINE = re.compile(r"\S[\r\n]+\S")
_CONTROL_SHARE = 0.02
_FEW_CONTROLS = 8
_NUL_SHARE = 0.02
_SAMPLE_CHARACTERS = 64 * 1024


def refuse_binary(data: bytes) -> None:
    """Raise InvalidInput where the first bytes are those of a well-known format that is no text."""
    for mark, name, hint in _BINARY:
        if re.match(mark, data, re.DOTALL):
            raise _refusal(name, hint)


def is_text(data: bytes) -> bool:
    """Tell whether a file's first bytes are text, in an encoding in which ASCII is written as ever."""
    return b"\0" not in data and len(_CONTROL.findall(data.decode("latin-1"))) <= _CONTROL_SHARE * len(data)


def refuse_no_table(text: str, removed_nuls: int) -> None:
    """Raise InvalidInput where a text is markup or JSON, or what is left of binary data."""
    sample = text[:_SAMPLE_CHARACTERS]
    controls = _strange_controls(sample)
    most_nuls = max(_FEW_CONTROLS, _NUL_SHARE * len(text))
    # Lines of text in which nothing else is strange are text, also where NULs fill their cells up.
    is_packed = removed_nuls > most_nuls and bool(controls or not _LINE.search(text))
    if controls > max(_FEW_CONTROLS, _CONTROL_SHARE * len(sample)) or is_packed:
        raise InvalidInput(_("The file holds binary data, not text."), CSV)
    head = text[:1000].lstrip()
    if _MARKUP.match(head):
        raise _refusal(_("a web page or XML"), PAGE)
    for pattern, name in _TEXTS:
        if pattern.match(head):
            raise _refusal(name, CSV)
    if head[:2] in ("{}", "[]") or (head[:1] in ("{", "[") and head[1:].lstrip()[:1] in ('"', "{", "[")):
        raise _refusal(_("JSON"), RECORDS)


def _strange_controls(sample: str) -> int:
    """Count the control characters, but for one that stands in nearly each line, as a delimiter does."""
    found = Counter(_CONTROL.findall(sample))
    if not found:
        return 0
    sign, count = found.most_common(1)[0]
    lines = [line for line in sample.splitlines()[:200] if line]
    between = sum(sign in line for line in lines) >= 0.9 * len(lines)
    return found.total() - (count if between and len(lines) > 1 else 0)


def _refusal(name: str, hint: str) -> InvalidInput:
    return InvalidInput(_("The file is {name}, not a CSV file.", name=name), hint)
