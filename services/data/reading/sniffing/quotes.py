"""Quotes: which sign quotes a file's cells, and what escapes them."""

import re
from collections.abc import Iterable

BACKSLASH = "\\"


def detect(lines: list[str], delimiters: Iterable[str]) -> str:
    """Return the quote: the double one unless cells stand between single ones throughout."""
    text = "".join(lines)
    if '"' in text or "'" not in text:
        return '"'
    signs = "".join(re.escape(each) for each in delimiters)
    opened = re.findall(rf"(?:^|[{signs}])'", text, re.MULTILINE)
    whole = re.findall(rf"(?:^|(?<=[{signs}]))'(?:[^'\r\n]|'')*'(?=[{signs}\r\n]|\Z)", text, re.MULTILINE)
    rows = len([line for line in lines if line.strip()])
    return "'" if len(whole) == len(opened) and len(whole) >= max(2, rows / 2) else '"'


def detect_escape(lines: list[str], quote: str, delimiters: Iterable[str]) -> str:
    """Return the backslash where quotes inside cells stand behind one, else nothing."""
    text, quote = "".join(lines), re.escape(quote)
    signs = "".join(re.escape(each) for each in delimiters)
    escaped = len(re.findall(rf"[^{signs}\r\n]\\{quote}(?![{signs}\r\n]|\Z)", text))
    doubled = len(re.findall(rf"(?<![{signs}\r\n{quote}]){quote}{quote}(?![{signs}\r\n]|\Z)", text))
    return BACKSLASH if escaped > doubled else ""


def escapes(lines: list[str], delimiter: str) -> bool:
    """Tell whether a backslash stands before a delimiter, which it may escape."""
    return bool(delimiter) and any(f"{BACKSLASH}{delimiter}" in line for line in lines)
