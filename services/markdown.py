"""Markdown, as far as strangers' text must be kept from being read as such."""

import re

_MARKS = re.compile(r"([\\`*_\[\]<>$#~:|!&])")


def escape(text: str) -> str:
    """Return text that markdown shows as it is, line by line, whoever wrote it."""
    lines = (_MARKS.sub(r"\\\1", line.strip()) for line in text.splitlines())
    return "  \n".join(lines)
