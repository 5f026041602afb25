"""Detect the quote and the escape character of a file."""

import re
from collections.abc import Iterable

BACKSLASH = "\\"


def detect_quote(lines: list[str], delimiters: Iterable[str]) -> str:
    """Return the quote: the double quote, unless all cells are in single quotes."""
    text = "".join(lines)
    if '"' in text or "'" not in text:
        return '"'
    borders = _character_class(delimiters)
    opened = re.findall(rf"(?:^|[{borders}])'", text, re.MULTILINE)
    whole = re.findall(rf"(?:^|(?<=[{borders}]))'(?:[^'\r\n]|'')*'(?=[{borders}\r\n]|\Z)", text, re.MULTILINE)
    rows = len([line for line in lines if line.strip()])
    return "'" if len(whole) == len(opened) and len(whole) >= max(2, rows / 2) else '"'


def detect_escape(lines: list[str], quote: str, delimiters: Iterable[str]) -> str:
    """Return a backslash if more quotes inside cells are escaped by it than doubled, else ""."""
    text, quote = "".join(lines), re.escape(quote)
    borders = _character_class(delimiters)
    escaped = len(re.findall(rf"[^{borders}\r\n]\\{quote}(?![{borders}\r\n]|\Z)", text))
    doubled = len(re.findall(rf"(?<![{borders}\r\n{quote}]){quote}{quote}(?![{borders}\r\n]|\Z)", text))
    return BACKSLASH if escaped > doubled else ""


def has_escaped_delimiter(lines: list[str], delimiter: str) -> bool:
    """Return whether a backslash, which may be an escape, precedes a delimiter."""
    return bool(delimiter) and any(f"{BACKSLASH}{delimiter}" in line for line in lines)


def _character_class(characters: Iterable[str]) -> str:
    return "".join(re.escape(character) for character in characters)
