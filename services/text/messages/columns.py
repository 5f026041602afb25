"""Words for a column's type and statistics."""

from collections.abc import Iterable
from typing import assert_never

from services.data.profile import ColumnProfile, Personal, odds
from services.data.tables.column_types import ColumnType
from services.text import formats
from services.text.i18n import _, _n

_EXAMPLES, _MOST_FREQUENT = 3, 4


def type_name(kind: ColumnType) -> str:
    """Return the name of a column type."""
    match kind:
        case "number":
            return _("Number")
        case "category":
            return _("Category")
        case "text":
            return _("Text")
        case "date":
            return _("Date")
        case "empty":
            return _("Empty")
        case _:
            assert_never(kind)


def personal_data_name(kind: Personal) -> str:
    """Return the name of a kind of personal data."""
    match kind:
        case "mail":
            return _("email addresses")
        case "phone":
            return _("phone numbers")
        case "resident number":
            return _("resident registration numbers")
        case "social security number":
            return _("social security numbers")
        case "card number":
            return _("card numbers")
        case "bank account":
            return _("bank accounts (IBAN)")
        case "name":
            return _("names of persons")
        case "address":
            return _("postal addresses")
        case _:
            assert_never(kind)


def distinct_count(column: ColumnProfile) -> str:
    """Return how many distinct values a column has, marked where hashes were counted."""
    if column.hashed:
        return _("{count:,} (estimated)", count=column.distinct)
    return formats.count(column.distinct)


def distinct_label(*, estimated: bool) -> str:
    """Return the label of a count of distinct values."""
    return _("Distinct values (estimated)") if estimated else _("Distinct values")


def duplicates_label(*, estimated: bool) -> str:
    """Return the label of a count of duplicate rows."""
    return _("Duplicate rows (estimated)") if estimated else _("Duplicate rows")


def estimate_note(count: int) -> str:
    """Return how so many values or rows were counted by their hashes, and how likely the count is wrong."""
    return _(
        "Estimated by counting 64-bit hashes instead of the values or rows. The probability of a wrong "
        "count is below 1 in {odds:,}.",
        odds=odds(count),
    )


def summary(column: ColumnProfile) -> str:
    """Return a column's range, or its most frequent values, in a line."""
    match column.kind:
        case "number":
            return _(
                "{low} to {high}, mean {mean}",
                low=number_text(column, column.minimum),
                high=number_text(column, column.maximum),
                mean=number_text(column, column.mean),
            )
        case "date":
            first, last = formats.cell_date(column.earliest or ""), formats.cell_date(column.latest or "")
            return _("{first} to {last}", first=first, last=last)
        case "category" | "text":
            if column.examples and not column.top and column.once == column.distinct:
                return _("All distinct, such as {examples}", examples=", ".join(column.examples[:_EXAMPLES]))
            return ", ".join(_counted(column.top[:_MOST_FREQUENT]))
        case "empty":
            return ""
        case _:
            assert_never(column.kind)


def number_text(column: ColumnProfile, value: float | None) -> str:
    """Return a number of a column, without thousands separators if it is a year, a code or an identifier."""
    return formats.number(value, plain=column.has_plain_numbers)


def remarks(column: ColumnProfile) -> list[str]:
    """Return a sentence for each thing that is unusual about a column's cells."""
    sentences = []
    if column.marks:
        markers = ((f"“{marker}”", count) for marker, count in column.marks)
        sentences.append(_("Read as missing values: {markers}.", markers=", ".join(_counted(markers))))
    if column.infinite:
        sentences.append(
            _n(
                "{count:,} cell is infinite and left out of the statistics.",
                "{count:,} cells are infinite and left out of the statistics.",
                column.infinite,
                count=column.infinite,
            )
        )
    if column.personal:
        kinds = ((personal_data_name(kind), count) for kind, count in column.personal)
        sentences.append(_("May hold personal data: {kinds}.", kinds=", ".join(_counted(kinds))))
    sentences += _of_other_types(column)
    if column.words_of > 1:
        sentences.append(_("Words are counted in one of every {many:,} cells.", many=column.words_of))
    if column.words_forgotten:
        sentences.append(_("The column has so many distinct words that counts of rare ones may be too low."))
    if column.hashed:
        sentences.append(estimate_note(column.distinct))
    return sentences


def _of_other_types(column: ColumnProfile) -> list[str]:
    """Return how many cells hold a number or a date in a column of another type."""
    sentences = []
    if column.kind != "number" and column.numeric:
        sentences.append(
            _n(
                "{count:,} cell holds a number.",
                "{count:,} cells hold numbers.",
                column.numeric,
                count=column.numeric,
            )
        )
    if column.kind != "date" and column.dated:
        sentences.append(
            _n(
                "{count:,} cell holds a date.",
                "{count:,} cells hold dates.",
                column.dated,
                count=column.dated,
            )
        )
    return sentences


def _counted(values: Iterable[tuple[str, int]]) -> list[str]:
    return [f"{value} ({formats.count(count)})" for value, count in values]
