"""Markdown, as far as strangers' text must be kept from being read as such."""

import re

_MARKS = re.compile(r"([\\`*_\[\]<>$#~:|!&])")
# Addresses, icons and arrows are looked for in the text that is left when escapes are gone, so no escape
# keeps them from being found: a seam does, where each of them would be taken as one.
_SEAMS = re.compile(
    r"(?<=http)(?=://)|(?<=https)(?=://)|(?<=www)(?=\.)|(?<=[-.\w+])(?=@)"
    r"|(?<=:)(?=material/)|(?<=[-<])(?=[->])|(?<=[<>~])(?==)",
    re.IGNORECASE,
)
_SEAM = ":small[]"  # Streamlit's small text with nothing in it: not seen, not copied, not read aloud


def escape(text: str) -> str:
    """Return text that markdown shows as it is, line by line, without links, whoever wrote it."""
    return "  \n".join(_shown_as_it_is(line.strip()) for line in text.splitlines())


def _shown_as_it_is(line: str) -> str:
    return _SEAM.join(_MARKS.sub(r"\\\1", piece) for piece in _SEAMS.split(line))
