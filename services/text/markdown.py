"""Escape untrusted text in markdown."""

import re

# A mark that does nothing where it stands isn't escaped: screen readers read a label with its backslashes.
_MARKS = re.compile(r"([\\`*\[\]<>$#~|]|(?<![^\W_])_|_(?![^\W_])|:(?=\S)|!(?=\[)|&(?=[#\w]))")
# Streamlit replaces addresses, icons and arrows after it has removed escapes, so an escape doesn't prevent
# that; an invisible seam inside them does.
_SEAMS = re.compile(
    r"(?<=http)(?=://)|(?<=https)(?=://)|(?<=www)(?=\.)|(?<=[-.\w+])(?=@)"
    r"|(?<=:)(?=material/)|(?<=[-<])(?=[->])|(?<=[<>~])(?==)",
    re.IGNORECASE,
)
SEAM = ":small[]"  # Streamlit's small text without content: invisible, not copied, not read aloud


def escape(text: str) -> str:
    """Return text that markdown shows unchanged, with line breaks and without links."""
    return "  \n".join(_shown_as_it_is(line.strip()) for line in text.splitlines())


def _shown_as_it_is(line: str) -> str:
    return SEAM.join(_MARKS.sub(r"\\\1", piece) for piece in _SEAMS.split(line))
