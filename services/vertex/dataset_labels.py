"""Dataset labels: facts about a dataset, encoded as Google's labels.

A label has at most 63 lower-case letters, digits, dashes and underscores.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from services.vertex import layout

LENGTH = 63
_NOT_ALLOWED = re.compile(r"[^a-z0-9-]")
_ESCAPED = re.compile(r"_([0-9a-f]{2})")


@dataclass(frozen=True)
class Facts:
    """The facts in a dataset's labels; `by` is the person who stored it, empty if nobody was signed in."""

    content_id: str = ""
    rows: int | None = None
    columns: int | None = None
    size: int | None = None
    version: int = 1
    by: str = ""


def to_labels(facts: Facts) -> dict[str, str]:
    """Return the facts as labels; unknown facts have none."""
    labels = {
        layout.CONTENT_LABEL: facts.content_id,
        layout.ROWS_LABEL: _digits(facts.rows),
        layout.COLUMNS_LABEL: _digits(facts.columns),
        layout.BYTES_LABEL: _digits(facts.size),
        layout.VERSION_LABEL: str(facts.version),
        layout.BY_LABEL: escape(facts.by),
    }
    return {name: value for name, value in labels.items() if value}


def from_labels(labels: Mapping[str, str]) -> Facts:
    """Return the facts in labels; unreadable ones are unknown."""
    return Facts(
        content_id=labels.get(layout.CONTENT_LABEL, ""),
        rows=_number(labels.get(layout.ROWS_LABEL)),
        columns=_number(labels.get(layout.COLUMNS_LABEL)),
        size=_number(labels.get(layout.BYTES_LABEL)),
        version=_number(labels.get(layout.VERSION_LABEL)) or 1,
        by=unescape(labels.get(layout.BY_LABEL, "")),
    )


def escape(text: str) -> str:
    """Return a text as a label's value, cut to fit; other bytes become `_` and two hexadecimal digits."""
    value = ""
    for character in text.lower():
        allowed = _NOT_ALLOWED.sub(
            lambda match: "".join(f"_{byte:02x}" for byte in match[0].encode()), character
        )
        if len(value) + len(allowed) > LENGTH:
            break
        value += allowed
    return value


def unescape(value: str) -> str:
    """Return the text of a value that `escape` returned, in lower case."""
    data = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)
    return data.encode("latin-1", "replace").decode("utf-8", "replace")


def _digits(number: int | None) -> str:
    return "" if number is None else str(number)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() else None
