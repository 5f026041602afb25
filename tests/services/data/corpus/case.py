"""Cases: a file that a stranger may bring, and what a thoughtful user wants to become of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Case:
    """A file's name and bytes, and what is expected of it; what is None may be anything.

    `refused` is a pattern of the sentence that refuses the file, empty where it is read; `either` will do
    for a file that has no one answer. `rows` are the exact cells of the rows kept, an empty text where a
    cell is missing. `encoding` names every codec that reads the file's bytes alike. `kinds` are the
    columns' types, `finds` kinds of findings among others.
    """

    name: str
    data: bytes | Callable[[], bytes]
    refused: str = ""
    names: Sequence[str] | None = None
    rows: Rows | None = None
    rows_in: int | None = None
    reported: int | None = None
    encoding: Sequence[str] | None = None
    delimiter: str | None = None
    header: bool | None = None
    kinds: Sequence[str] | None = None
    finds: Sequence[str] = ()
    either: bool = False

    def content(self) -> bytes:
        """Return the file's bytes."""
        return self.data if isinstance(self.data, bytes) else self.data()


def kept(name: str, data: Any, names: str | Sequence[str], rows: Rows, **more: Any) -> Case:
    """Return a case of a table that is read whole; names may stand in one text between bars."""
    names = names.split("|") if isinstance(names, str) else names
    given = {"rows_in": len(rows), "reported": 0, **more}
    return Case(name, data, names=names, rows=rows, **given)


def refused(name: str, data: Any, reason: str, **more: Any) -> Case:
    """Return a case of a file that is refused for a reason."""
    return Case(name, data, refused=reason, **more)


def either(name: str, data: Any, **more: Any) -> Case:
    """Return a case of a file that may be read or refused, if nothing is lost unsaid."""
    return Case(name, data, either=True, **more)


def lines(*each: str, end: str = "\n", encoding: str = "utf-8") -> bytes:
    """Return lines as a file's bytes, each with its end."""
    return "".join(f"{line}{end}" for line in each).encode(encoding)


def grid(text: str) -> list[list[str]]:
    """Return cells that stand between bars, rows between slashes: "1|2/3|4"."""
    return [row.split("|") for row in text.split("/")]
