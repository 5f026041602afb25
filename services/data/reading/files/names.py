"""Names of files: made harmless, and what their ending says beside their first bytes."""

import re
from pathlib import PurePosixPath

from services.data.reading.files import signatures
from services.data.reading.sniffing import encoding
from services.errors import InvalidInput
from services.text.i18n import _

NAME_LENGTH = 100
_TABLES = ("csv", "tsv", "tab", "psv", "txt", "dat", "gz", "zip", "parquet", "pq")

_UNWANTED = re.compile(r"[\x00-\x1f\x7f*?\[\]#]+")
_OTHERS = {
    **dict.fromkeys(("xlsx", "xlsm", "xls"), (_("an Excel workbook"), signatures.SHEET)),
    "ods": (_("a spreadsheet"), signatures.SHEET),
    **dict.fromkeys(("json", "jsonl", "ndjson"), (_("JSON"), signatures.RECORDS)),
    **dict.fromkeys(("html", "htm"), (_("a web page"), signatures.PAGE)),
    "pdf": (_("a PDF document"), signatures.PDF),
    "docx": (_("a Word document"), signatures.PAGE),
    **dict.fromkeys(("sqlite", "db"), (_("a database"), signatures.DATABASE)),
    **dict.fromkeys(("pkl", "pickle", "joblib"), (_("a Python pickle"), signatures.PICKLE)),
    **dict.fromkeys(("rds", "rdata"), (_("an R object"), _("Write the table with write.csv."))),
    "bz2": (_("a bzip2 archive"), signatures.PACK),
    "xz": (_("an xz archive"), signatures.PACK),
    "zst": (_("a Zstandard archive"), signatures.PACK),
    **dict.fromkeys(("7z", "rar"), (_("an archive"), signatures.PACK_ONE)),
    **dict.fromkeys(("tar", "tgz"), (_("an archive"), signatures.PACK_ONE)),
    **dict.fromkeys(("png", "jpg", "jpeg", "gif"), (_("a picture"), signatures.TABLE)),
    "exe": (_("a program"), signatures.TABLE),
}


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
    while stem.suffix and (ending(stem.name) in _TABLES or is_unlikely(stem.name)):
        stem = PurePosixPath(stem.stem)
    return stem.name.strip("*?-_. ") or _("table")


def is_unlikely(name: str) -> bool:
    """Tell whether a name ends as that of a well-known kind which is no table; the bytes decide."""
    return ending(name) in _OTHERS


def refuse_kind(name: str, head: bytes) -> None:
    """Raise InvalidInput where a file is no table by its first bytes, or where they agree with its ending.

    Archives and Parquet are let through, whose ends tell what they hold, and text in UTF-16 or UTF-32,
    which its reader judges.
    """
    if not head.startswith((b"PK\x03\x04", b"\x1f\x8b", b"PAR1")):
        signatures.refuse_binary(head)
        if signatures.is_text(head):
            signatures.refuse_no_table(head.decode("utf-8-sig", errors="ignore"), 0)
            return
        if encoding.is_wide(head):
            return
    if is_unlikely(name):
        kind, hint = _OTHERS[ending(name)]
        raise InvalidInput(_("“{name}” is {kind}, not a table as text.", name=name, kind=kind), hint)


def ending(name: str) -> str:
    """Return what stands behind a name's last dot, in small letters."""
    return PurePosixPath(name).suffix.removeprefix(".").lower()
