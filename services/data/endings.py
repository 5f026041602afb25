"""Names of files: made harmless, and what their ending says before any byte is read."""

import re
from pathlib import PurePosixPath

from services.errors import InvalidInput
from services.words import _

NAME_LENGTH = 100
TABLES = ("csv", "tsv", "tab", "psv", "txt", "dat", "gz", "zip", "parquet", "pq")

_UNWANTED = re.compile(r"[\x00-\x1f\x7f*?\[\]#]+")
_EXPORT = _("Export it as CSV and choose that file.")
_PICKLE = _("Reading it could run foreign code. Write the table as CSV or Parquet.")
_OTHERS = {
    "xlsx": (_("an Excel workbook"), _EXPORT),
    "xlsm": (_("an Excel workbook"), _EXPORT),
    "xls": (_("an Excel workbook"), _EXPORT),
    "ods": (_("a spreadsheet"), _EXPORT),
    "json": (_("JSON"), _("Write its records as CSV, for instance with pandas: read_json, then to_csv.")),
    "jsonl": (_("JSON"), _("Write its records as CSV, for instance with pandas: read_json, then to_csv.")),
    "html": (_("a web page"), _("Copy its table into a spreadsheet and export that as CSV.")),
    "pdf": (_("a PDF document"), _("Take the table that it was made from, as CSV.")),
    "docx": (_("a Word document"), _("Copy its table into a spreadsheet and export that as CSV.")),
    "sqlite": (_("a database"), _("Export one of its tables as CSV.")),
    "pkl": (_("a Python pickle"), _PICKLE),
    "joblib": (
        _("a Python pickle"),
        _("Reading it could run foreign code. Write the table as CSV or Parquet."),
    ),
    "rds": (_("an R object"), _("Write the table with write.csv.")),
    "bz2": (_("a bzip2 archive"), _("Unpack it, or pack it as .gz.")),
    "xz": (_("an xz archive"), _("Unpack it, or pack it as .gz.")),
    "7z": (_("a 7z archive"), _("Unpack it, or pack the one table as .zip.")),
    "rar": (_("a RAR archive"), _("Unpack it, or pack the one table as .zip.")),
    "tar": (_("an archive"), _("Unpack it, or pack the one table as .zip.")),
    "tgz": (_("an archive"), _("Unpack it, or pack the one table as .zip.")),
    "png": (_("a picture"), _("Choose a table.")),
    "jpg": (_("a picture"), _("Choose a table.")),
    "exe": (_("a program"), _("Choose a table.")),
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
    while stem.suffix and _ending(stem.name) in TABLES:
        stem = PurePosixPath(stem.stem)
    return stem.name.strip("*?-_. ") or _("table")


def refuse_ending(name: str) -> None:
    """Raise InvalidInput where a name ends as that of a well-known kind which is no table."""
    ending = _ending(name)
    if ending not in _OTHERS:
        return
    kind, hint = _OTHERS[ending]
    raise InvalidInput(_("“{name}” is {kind}, not a table as text.").format(name=name, kind=kind), hint)


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.removeprefix(".").lower()
