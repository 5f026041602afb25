"""Texts of the HTML report of a table."""

from collections.abc import Iterator
from datetime import datetime

from services.data.profile import ColumnProfile, Profile
from services.text import formats
from services.text.i18n import _, _n, fill
from services.text.messages.columns import distinct_count, duplicates_label, estimate_note

CELL_VALUES = 5
_VALUE_CHARACTERS = 40


def subtitle(made: datetime) -> str:
    """Return the line under the report's title."""
    return _("Statistics of the whole table as of {moment}", moment=formats.date_time(made))


def facts(profile: Profile, target: str = "") -> list[tuple[str, str]]:
    """Return the facts of the table, each as a label and a value."""
    cells = profile.rows * len(profile.columns)
    missing = sum(column.missing for column in profile.columns)
    known = [
        (_("Rows"), formats.count(profile.rows)),
        (_("Columns"), formats.count(len(profile.columns))),
        (_("Missing values"), fill("{share:.1%}", share=missing / cells) if cells else formats.NONE),
        (duplicates_label(estimated=profile.duplicates_hashed), formats.count(profile.duplicates)),
        (_("Size as CSV"), formats.size(profile.size)),
    ]
    return [*known, (_("Target"), target)] if target else known


def more_findings(count: int) -> str:
    """Return how many findings the report leaves to the CSV file."""
    return _n(
        "{n:,} more finding is in the CSV file of findings.",
        "{n:,} more findings are in the CSV file of findings.",
        count,
        n=count,
    )


def text_headings() -> tuple[str, ...]:
    """Return the headings of the first columns of the table of columns."""
    return (_("Column"), _("Type"), _("Distribution"))


def number_headings() -> tuple[str, ...]:
    """Return the headings of the columns of numbers of the table of columns."""
    return (_("Missing values"), _("Distinct values"), _("Minimum"), _("Mean"), _("Maximum"))


def frequent_heading() -> str:
    """Return the heading of the most frequent values of each column."""
    return _("Most frequent values")


def number_cells(column: ColumnProfile, rows: int) -> tuple[str, ...]:
    """Return the numbers of a column under `number_headings`."""
    return (
        fill("{share:.1%}", share=column.missing / rows) if rows else formats.NONE,
        distinct_count(column),
        formats.cell_date(column.earliest) if column.earliest else _number(column, column.minimum),
        _number(column, column.mean),
        formats.cell_date(column.latest) if column.latest else _number(column, column.maximum),
    )


def frequent_cell(column: ColumnProfile) -> str:
    """Return the most frequent values of a column with their counts."""
    return ", ".join(
        fill("{value} ({count:,})", value=value[:_VALUE_CHARACTERS], count=count)
        for value, count in column.top[:CELL_VALUES]
    )


def chart_label(column: ColumnProfile) -> str:
    """Return what a screen reader says of the chart of a column."""
    return _("Distribution of {name}", name=column.name)


def column_notes(profile: Profile, charts: int) -> Iterator[str]:
    """Yield what the numbers of the columns need to be read right; `charts` columns have a chart."""
    estimated = [column.distinct for column in profile.columns if column.hashed]
    estimated += [profile.rows] if profile.duplicates_hashed else []
    if estimated:
        yield estimate_note(max(estimated))
    incomplete = ", ".join(column.name for column in profile.columns if column.words_forgotten)
    if incomplete:
        yield _("Counts of rare words may be too low in: {names}.", names=incomplete)
    sampled = ", ".join(
        fill("{name} (1 / {n:,})", name=column.name, n=column.words_of)
        for column in profile.columns
        if column.words_of > 1
    )
    if sampled:
        yield _("Words are counted in a sample of the cells of: {names}.", names=sampled)
    if len(profile.columns) > charts:
        yield _("Only the first {many:,} columns have charts.", many=charts)


def correlation_notes(left_out: int) -> Iterator[str]:
    """Yield how to read the matrix of correlations, and how many columns it leaves out."""
    yield _(
        "Pearson's correlation coefficient between numeric columns: blue for positive, red for negative"
        " correlation."
    )
    if left_out:
        yield _n(
            "{n:,} column with weaker correlations is left out.",
            "{n:,} columns with weaker correlations are left out.",
            left_out,
            n=left_out,
        )


def coefficient(first: str, second: str, value: float) -> str:
    """Return a coefficient of two columns."""
    return fill("{first} · {second}: {value:+.2f}", first=first, second=second, value=value)


def _number(column: ColumnProfile, value: float | None) -> str:
    if value is None:
        return formats.NONE
    if column.has_plain_numbers:
        return formats.number(value, plain=True)
    # Powers of ten are for numbers too long to be read.
    large = 1e6 <= abs(value) < 1e15
    return fill("{value:,.0f}", value=value) if large else fill("{value:,.6g}", value=value)
