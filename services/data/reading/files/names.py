"""File names: make them safe, and check the extension against the first bytes."""

import re
from pathlib import PurePosixPath

from services.data.reading.files import signatures
from services.data.reading.sniffing import encoding
from services.errors import InvalidInput

NAME_LENGTH = 100
DEFAULT_NAME = "table"
_TABLES = (
    *("csv", "tsv", "tab", "psv", "txt", "dat", "data", "parquet", "pq"),
    *("xlsx", "xlsm", "xlsb", "xls", "ods", "json", "jsonl", "ndjson", "geojson"),
)
_KNOWN = (*_TABLES, "gz", "bz2", "xz", "zst", "zip")

_UNSAFE = re.compile(r"[\x00-\x1f\x7f*?\[\]#]+")
# The formats that can't be read as a table, by extension.
_OTHER_FORMATS = {
    **dict.fromkeys(("html", "htm"), "markup"),
    "pdf": "pdf",
    "docx": "word",
    **dict.fromkeys(("sqlite", "db"), "database"),
    **dict.fromkeys(("pkl", "pickle", "joblib"), "pickle"),
    **dict.fromkeys(("rds", "rdata"), "r_object"),
    "7z": "seven_zip",
    "rar": "rar",
    **dict.fromkeys(("tar", "tgz"), "tar"),
    **dict.fromkeys(("png", "jpg", "jpeg", "gif"), "image"),
    "exe": "program",
}


def safe_name(name: str) -> str:
    """Return a file name without folders, wildcards and control characters."""
    base = PurePosixPath(name.replace("\\", "/")).name
    safe = _UNSAFE.sub("_", base).strip(". ")
    if len(safe) > NAME_LENGTH:
        suffix = PurePosixPath(safe).suffix[:12]
        safe = safe[: NAME_LENGTH - len(suffix)] + suffix
    return safe or DEFAULT_NAME


def table_name(file_name: str) -> str:
    """Return the name of the table in a file: the file name without extensions."""
    stem = PurePosixPath(file_name)
    while stem.suffix and (extension(stem.name) in _KNOWN or has_other_extension(stem.name)):
        stem = PurePosixPath(stem.stem)
    return stem.name.strip("*?-_. ") or DEFAULT_NAME


def has_other_extension(name: str) -> bool:
    """Return whether the extension is one of a format that can't be read; the bytes decide."""
    return extension(name) in _OTHER_FORMATS


def has_table_extension(name: str) -> bool:
    """Return whether the extension is one of tables."""
    return extension(name) in _TABLES


def check_format(name: str, head: bytes) -> None:
    """Raise InvalidInput if the first bytes, or they and the extension, show an unreadable format.

    Archives, Parquet, workbooks, UTF-16 and UTF-32 pass; their readers check them.
    """
    if not signatures.is_container(head):
        signatures.check_no_binary_format(head)
        if signatures.is_text(head):
            signatures.check_no_other_text(head.decode("utf-8-sig", errors="ignore"), 0)
            return
        if encoding.is_wide(head):
            return
    if has_other_extension(name):
        raise InvalidInput("named_file_of_another_format", name=name, format=_OTHER_FORMATS[extension(name)])


def extension(name: str) -> str:
    """Return a name's extension in lower case, without the dot."""
    return PurePosixPath(name).suffix.removeprefix(".").lower()
