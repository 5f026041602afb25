"""An inspection as text for a terminal."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from services.data.inspection.inspect import Inspection
from services.data.profile import ColumnProfile, Profile
from services.data.reading.read import Reading
from services.text import formats
from services.text.i18n import _, _n
from services.text.messages.columns import distinct_count, type_name
from services.text.messages.errors import error_text
from services.text.messages.findings import finding_text, severity_label
from services.text.messages.formats import table_format_name
from services.text.messages.reading import delimiter_text, encoding_text
from services.text.messages.recipe import target_reasons
from services.text.shorten import shorten, width

_COLUMNS = 30
_FINDINGS = 20
_NAME_WIDTH = 32
_EXAMPLES_WIDTH = 48


def report(inspection: Inspection, written: Path | None = None) -> str:
    """Return an inspection as lines of text, with the path to which the table was written."""
    lines = [printable(inspection.file)]
    if inspection.reading is None or inspection.profile is None:
        error = error_text(inspection.error) if inspection.error else ""
        return "\n".join([*lines, "  " + printable(_("Rejected: {error}", error=error)), ""])
    lines += [f"  {line}" for line in _reading(inspection.reading)]
    lines += ["", *(f"  {line}" for line in _columns(inspection.profile))]
    if inspection.targets:
        lines += ["", *(f"  {line}" for line in _targets(inspection))]
    if inspection.findings:
        lines += ["", *(f"  {line}" for line in _findings(inspection))]
    if written:
        lines += ["", "  " + _("Written to {path}.", path=printable(str(written)))]
    return "\n".join([*lines, ""])


def printable(text: str) -> str:
    """Return untrusted text with control characters escaped."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)


def _reading(reading: Reading) -> Iterable[str]:
    dialect = reading.dialect
    encoding, delimiter = encoding_text(dialect.encoding), delimiter_text(dialect.delimiter)
    if reading.choice:
        yield _("Table: {table}.", table=printable(reading.choice.chosen))
    if reading.format != "text":
        yield _("Format: {format}.", format=table_format_name(reading.format))
    elif dialect.header:
        yield _(
            "Encoding: {encoding}. Delimiter: {delimiter}. The first row is the header.",
            encoding=encoding,
            delimiter=delimiter,
        )
    else:
        yield _(
            "Encoding: {encoding}. Delimiter: {delimiter}. There is no header.",
            encoding=encoding,
            delimiter=delimiter,
        )
    yield _n(
        "{rows:,} row read: {accepted:,} accepted, {rejected:,} rejected.",
        "{rows:,} rows read: {accepted:,} accepted, {rejected:,} rejected.",
        reading.rows_in,
        rows=reading.rows_in,
        accepted=reading.rows_kept,
        rejected=reading.rows_reported,
    )


def _columns(profile: Profile) -> Iterable[str]:
    header = (_("Column"), _("Type"), _("Missing values"), _("Distinct values"), _("Examples"))
    rows = [header, *map(_column, profile.columns[:_COLUMNS])]
    widths = [max(width(row[index]) for row in rows) for index in range(4)]
    for row in rows:
        yield _row(row, widths)
    more = len(profile.columns) - _COLUMNS
    if more > 0:
        yield _n("… and {count:,} more column", "… and {count:,} more columns", more, count=more)


def _column(column: ColumnProfile) -> tuple[str, ...]:
    return (
        shorten(printable(column.name), _NAME_WIDTH),
        type_name(column.kind),
        formats.count(column.missing),
        distinct_count(column),
        shorten(", ".join(printable(example) for example in column.examples), _EXAMPLES_WIDTH),
    )


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    name, kind, missing, distinct, examples = cells
    return "  ".join(
        (
            name + " " * (widths[0] - width(name)),
            kind + " " * (widths[1] - width(kind)),
            " " * (widths[2] - width(missing)) + missing,
            " " * (widths[3] - width(distinct)) + distinct,
            examples,
        )
    ).rstrip()


def _targets(inspection: Inspection) -> Iterable[str]:
    for proposal in inspection.targets:
        yield printable(
            _(
                "Proposed target: {column} ({reasons})",
                column=shorten(proposal.column, _NAME_WIDTH),
                reasons=target_reasons(proposal),
            )
        )


def _findings(inspection: Inspection) -> Iterable[str]:
    for finding in inspection.findings[:_FINDINGS]:
        yield printable(f"{severity_label(finding.severity)}: {finding_text(finding).message}")
    more = len(inspection.findings) - _FINDINGS
    if more > 0:
        yield _n("… and {count:,} more finding", "… and {count:,} more findings", more, count=more)
