"""Names of files: made harmless, and what their ending says before any byte is read."""

import re
from pathlib import PurePosixPath

from services.data import formats
from services.errors import InvalidInput
from services.words import _

NAME_LENGTH = 100
TABLES = ("csv", "tsv", "tab", "psv", "txt", "dat", "gz", "zip", "parquet", "pq")

_UNWANTED = re.compile(r"[\x00-\x1f\x7f*?\[\]#]+")
_OTHERS = {
    **dict.fromkeys(("xlsx", "xlsm", "xls"), (_("an Excel workbook"), formats.SHEET)),
    "ods": (_("a spreadsheet"), formats.SHEET),
    **dict.fromkeys(("json", "jsonl", "ndjson"), (_("JSON"), formats.RECORDS)),
    **dict.fromkeys(("html", "htm"), (_("a web page"), formats.PAGE)),
    "pdf": (_("a PDF document"), formats.PDF),
    "docx": (_("a Word document"), formats.PAGE),
    **dict.fromkeys(("sqlite", "db"), (_("a database"), formats.DATABASE)),
    **dict.fromkeys(("pkl", "pickle", "joblib"), (_("a Python pickle"), formats.PICKLE)),
    **dict.fromkeys(("rds", "rdata"), (_("an R object"), _("Write the table with write.csv."))),
    "bz2": (_("a bzip2 archive"), formats.PACK),
    "xz": (_("an xz archive"), formats.PACK),
    "zst": (_("a Zstandard archive"), formats.PACK),
    **dict.fromkeys(("7z", "rar"), (_("an archive"), formats.PACK_ONE)),
    **dict.fromkeys(("tar", "tgz"), (_("an archive"), formats.PACK_ONE)),
    **dict.fromkeys(("png", "jpg", "jpeg", "gif"), (_("a picture"), formats.TABLE)),
    "exe": (_("a program"), formats.TABLE),
}
_MAY_BE_TEXT = ("xls",)  # often separated text, so named that Excel opens it: the bytes decide


def plain_name(sent: str) -> str:
    """Return a sender's file name without folders, wildcards and control characters."""
    last = PurePosixPath(sent.replace("\\", "/")).name
    plain = _UNWANTED.sub("_", last).strip(". ")
    if len(plain) > NAME_LENGTH:
        ending = PurePosixPath(plain).suffix[:12]
        plain = plain[: NAME_LENGTH - len(ending)] + ending
    return plain or "table"


def title(name: str) -> str:
    """Return what a table may be called that comes in a file of this name."""
    stem = PurePosixPath(name)
    while stem.suffix and _ending(stem.name) in TABLES:
        stem = PurePosixPath(stem.stem)
    return stem.name.strip("*?-_. ") or _("table")


def refuse_ending(name: str) -> None:
    """Raise InvalidInput where a name ends as that of a well-known kind which is no table.

    An ending that files of text bear too is let through.
    """
    ending = _ending(name)
    if ending in _OTHERS and ending not in _MAY_BE_TEXT:
        raise _refusal(name, ending)


def refuse_kind(name: str, head: bytes) -> None:
    """Raise InvalidInput where a file is no table by its first bytes, or where they agree with its ending.

    ZIP and Parquet are let through, whose ends tell what they hold.
    """
    if not head.startswith((b"PK\x03\x04", b"\x1f\x8b", b"PAR1")):
        formats.refuse_binary(head)
        if formats.is_text(head):
            formats.refuse_no_table(head.decode("utf-8", errors="ignore"), 0)
            return
    ending = _ending(name)
    if ending in _OTHERS:
        raise _refusal(name, ending)


def _refusal(name: str, ending: str) -> InvalidInput:
    kind, hint = _OTHERS[ending]
    return InvalidInput(_("“{name}” is {kind}, not a table as text.").format(name=name, kind=kind), hint)


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.removeprefix(".").lower()
