"""Dataset labels: what the app knows of a dataset, in the form that Google's labels allow.

A label holds at most 63 lower-case letters, digits, dashes and underscores.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

LENGTH = 63
_UNFIT = re.compile(r"[^a-z0-9-]")
_ESCAPED = re.compile(r"_([0-9a-f]{2})")


@dataclass(frozen=True)
class Facts:
    """What a dataset's labels tell; `by` is who stored it, empty where nobody was signed in."""

    content_id: str = ""
    rows: int | None = None
    columns: int | None = None
    size: int | None = None
    version: int = 1
    by: str = ""


def written(facts: Facts) -> dict[str, str]:
    """Return the labels that `read` reads; what isn't known has none."""
    found = {
        "launchpad_content": facts.content_id,
        "launchpad_rows": _digits(facts.rows),
        "launchpad_columns": _digits(facts.columns),
        "launchpad_bytes": _digits(facts.size),
        "launchpad_version": str(facts.version),
        "launchpad_by": escaped(facts.by),
    }
    return {name: value for name, value in found.items() if value}


def read(labels: Mapping[str, str]) -> Facts:
    """Return what labels tell, whoever wrote them."""
    return Facts(
        content_id=labels.get("launchpad_content", ""),
        rows=_number(labels.get("launchpad_rows")),
        columns=_number(labels.get("launchpad_columns")),
        size=_number(labels.get("launchpad_bytes")),
        version=_number(labels.get("launchpad_version")) or 1,
        by=unescaped(labels.get("launchpad_by", "")),
    )


def escaped(text: str) -> str:
    """Return a text as a label's value: each other byte as `_` and its two hexadecimal digits, cut to fit."""
    value = ""
    for character in text.lower():
        fit = _UNFIT.sub(lambda found: "".join(f"_{byte:02x}" for byte in found[0].encode()), character)
        if len(value) + len(fit) > LENGTH:
            break
        value += fit
    return value


def unescaped(value: str) -> str:
    """Return the text that `escaped` was given, in lower case."""
    data = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
    return data.encode("latin-1", "replace").decode("utf-8", "replace")


def _digits(number: int | None) -> str:
    return "" if number is None else str(number)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() else None
