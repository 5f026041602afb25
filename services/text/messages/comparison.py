"""Texts of a comparison: what changed in a column between an earlier and a later table."""

from collections.abc import Iterator
from typing import assert_never

from services.data.comparison.comparison import Change, Status
from services.data.comparison.drift import DateDifference, Difference, NumberDifference, ValueDifference
from services.text.formats import cell_date, number
from services.text.i18n import _
from services.text.messages.columns import type_name

_NAMED = 5
_NAME_CHARACTERS = 40


def status_text(status: Status) -> str:
    """Return the name of what happened to a column."""
    match status:
        case "added":
            return _("Added")
        case "removed":
            return _("Removed")
        case "renamed":
            return _("Renamed?")
        case "type changed":
            return _("Type changed")
        case "drifted":
            return _("Drift")
        case "steady":
            return _("No drift")
        case _:
            assert_never(status)


def change_text(change: Change) -> str:
    """Return what changed in a column, as one or more sentences."""
    return " ".join(_sentences(change))


def _sentences(change: Change) -> Iterator[str]:
    match change.status:
        case "added":
            if change.kind_after:
                yield _("New in the later table (type: {kind}).", kind=type_name(change.kind_after))
        case "removed":
            if change.kind_before:
                yield _(
                    "Missing from the later table (type: {kind}). A model that uses this column can't "
                    "predict on that table.",
                    kind=type_name(change.kind_before),
                )
        case "renamed":
            yield _("Probably “{name}” under a new name.", name=change.earlier_name)
            yield from _moved(change)
        case "type changed":
            if change.kind_before and change.kind_after:
                yield _(
                    "The type changed from {before} to {after}.",
                    before=type_name(change.kind_before),
                    after=type_name(change.kind_after),
                )
            yield from (_difference(difference, change) for difference in change.differences)
        case "drifted" | "steady":
            yield from _moved(change)
        case _:
            assert_never(change.status)


def _moved(change: Change) -> Iterator[str]:
    yield from (_difference(difference, change) for difference in change.differences)
    if change.level == "steady" and not change.differences:
        yield _("The distribution is the same.")
    elif not change.differences:
        yield _("The distribution changed.")


def _difference(difference: Difference, change: Change) -> str:
    match difference:
        case NumberDifference():
            return _number_difference(difference, change.shift or 0.0, plain=change.has_plain_numbers)
        case DateDifference():
            return _(
                "The dates run from {first} to {last}; before, from {first_before} to {last_before}.",
                first=cell_date(difference.after[0]),
                last=cell_date(difference.after[1]),
                first_before=cell_date(difference.before[0]),
                last_before=cell_date(difference.before[1]),
            )
        case ValueDifference():
            return _value_difference(difference)
        case _:
            assert_never(difference)


def _number_difference(difference: NumberDifference, shift: float, *, plain: bool) -> str:
    before, after = difference.before, difference.after
    match difference.measure:
        case "mean" if after > before:
            return _(
                "The mean rose from {before} to {after} ({shift:+.1f} standard deviations).",
                before=number(before, plain=plain),
                after=number(after, plain=plain),
                shift=shift,
            )
        case "mean":
            return _(
                "The mean fell from {before} to {after} ({shift:+.1f} standard deviations).",
                before=number(before, plain=plain),
                after=number(after, plain=plain),
                shift=shift,
            )
        case "mean_length" if after > before:
            return _(
                "The mean length rose from {before} to {after} characters "
                "({shift:+.1f} standard deviations).",
                before=number(before),
                after=number(after),
                shift=shift,
            )
        case "mean_length":
            return _(
                "The mean length fell from {before} to {after} characters "
                "({shift:+.1f} standard deviations).",
                before=number(before),
                after=number(after),
                shift=shift,
            )
        case "standard_deviation":
            return _(
                "The standard deviation changed from {before} to {after}.",
                before=number(before),
                after=number(after),
            )
        case "missing" if after > before:
            return _("Missing values rose from {before:.1%} to {after:.1%}.", before=before, after=after)
        case "missing":
            return _("Missing values fell from {before:.1%} to {after:.1%}.", before=before, after=after)
        case _:
            assert_never(difference.measure)


def _value_difference(difference: ValueDifference) -> str:
    names = _names(difference.values)
    match difference.measure:
        case "new_values":
            return _("New values: {names}.", names=names)
        case "lost_values":
            return _("Values that no longer occur: {names}.", names=names)
        case "new_words":
            return _("New among the most frequent words: {names}.", names=names)
        case "lost_words":
            return _("No longer among the most frequent words: {names}.", names=names)
        case _:
            assert_never(difference.measure)


def _names(values: tuple[str, ...]) -> str:
    names = ", ".join(f"“{value[:_NAME_CHARACTERS]}”" for value in values[:_NAMED])
    if len(values) <= _NAMED:
        return names
    return _("{names} and {n:,} more", names=names, n=len(values) - _NAMED)
