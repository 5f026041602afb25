"""Reports: an inspection as text for a terminal."""

import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from services.data.inspection.inspect import Inspection
from services.data.profile import ColumnProfile, Profile
from services.data.reading.read import Reading
from services.text.i18n import _, _n
from services.text.messages.findings import finding_text

_COLUMNS = 30
_FINDINGS = 20
_NAME_WIDTH = 32
_EXAMPLES_WIDTH = 48
_DELIMITERS = {",": _("commas"), ";": _("semicolons"), "\t": _("tabs"), "|": _("bars"), " ": _("spaces")}


def report(inspection: Inspection, written: Path | None = None) -> str:
    """Return what is known of a file, for people, and where its table was written."""
    lines = [printable(inspection.file)]
    if inspection.reading is None or inspection.profile is None:
        return "\n".join([*lines, "  " + _("Refused: {error}", error=inspection.error), ""])
    lines += [f"  {line}" for line in _reading(inspection.reading)]
    lines += ["", *(f"  {line}" for line in _columns(inspection.profile))]
    if inspection.findings:
        lines += ["", *(f"  {line}" for line in _findings(inspection))]
    if written:
        lines += ["", "  " + _("Written to {path}.", path=printable(str(written)))]
    return "\n".join([*lines, ""])


def printable(text: str) -> str:
    """Return a stranger's text with what would move a terminal's cursor or colours shown as an escape."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)


def _reading(reading: Reading) -> Iterable[str]:
    dialect = reading.dialect
    header = _("the first row names the columns") if dialect.header else _("no row names the columns")
    yield _(
        "Encoding {encoding}, cells separated by {delimiter}, {header}.",
        encoding=dialect.encoding,
        delimiter=_DELIMITERS.get(dialect.delimiter, printable(dialect.delimiter) or _("nothing")),
        header=header,
    )
    yield _n(
        "{rows:,} row in: {kept:,} kept, {reported:,} set aside.",
        "{rows:,} rows in: {kept:,} kept, {reported:,} set aside.",
        reading.rows_in,
        rows=reading.rows_in,
        kept=reading.rows_kept,
        reported=reading.rows_reported,
    )


def _columns(profile: Profile) -> Iterable[str]:
    shown = profile.columns[:_COLUMNS]
    rows = [(_("Column"), _("Type"), _("Missing"), _("Distinct"), _("Examples")), *map(_column, shown)]
    widths = [max(_width(row[index]) for row in rows) for index in range(4)]
    for row in rows:
        yield _row(row, widths)
    if len(profile.columns) > _COLUMNS:
        yield _n(
            "… and {count:,} more column",
            "… and {count:,} more columns",
            len(profile.columns) - _COLUMNS,
            count=len(profile.columns) - _COLUMNS,
        )


def _column(column: ColumnProfile) -> tuple[str, ...]:
    return (
        _cut(printable(column.name), _NAME_WIDTH),
        column.kind,
        f"{column.missing:,}",
        _("{n:,} by hash", n=column.distinct) if column.hashed else f"{column.distinct:,}",
        _cut(", ".join(printable(example) for example in column.examples), _EXAMPLES_WIDTH),
    )


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    name, kind, missing, distinct, examples = cells
    return "  ".join(
        (
            name + " " * (widths[0] - _width(name)),
            kind + " " * (widths[1] - _width(kind)),
            " " * (widths[2] - _width(missing)) + missing,
            " " * (widths[3] - _width(distinct)) + distinct,
            examples,
        )
    ).rstrip()


def _findings(inspection: Inspection) -> Iterable[str]:
    for finding in inspection.findings[:_FINDINGS]:
        yield printable(f"{finding.severity}: {finding_text(finding).message}")
    if len(inspection.findings) > _FINDINGS:
        yield _n(
            "… and {count:,} more finding",
            "… and {count:,} more findings",
            len(inspection.findings) - _FINDINGS,
            count=len(inspection.findings) - _FINDINGS,
        )


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes: Korean letters two, combining signs none."""
    return sum(
        0 if unicodedata.combining(sign) else 1 + (unicodedata.east_asian_width(sign) in "WF")
        for sign in text
    )


def _cut(text: str, most: int) -> str:
    if _width(text) <= most:
        return text
    kept = text[:most]
    while _width(kept) >= most:
        kept = kept[:-1]
    return f"{kept}…"
