"""Words for the slices of the held-out rows."""

from typing import assert_never

from services.data.models.slices import Bound, Condition, Slice, Slices
from services.text import formats
from services.text.i18n import _, _n, fill
from services.text.messages.metrics import metric_title

_YEARS = (1500, 2200)


def slice_text(part: Slice) -> str:
    """Return where the rows of a slice are, with the columns."""
    return " · ".join(f"{condition.column}: {condition_text(condition)}" for condition in part.where)


def condition_text(condition: Condition) -> str:
    """Return what is true of the cells of a column, without its name."""
    match condition.kind:
        case "between" | "range":
            span = _between(condition) if condition.kind == "between" else _range(condition)
            if condition.words:
                span = _("number of words {span}", span=span)
            return _("{span} or missing", span=span) if condition.or_missing else span
        case "is":
            return f"“{condition.value}”"
        case "is_not":
            return _("not “{value}”", value=condition.value)
        case "others":
            return _n(
                "{count:,} rarer value", "{count:,} rarer values", condition.count, count=condition.count
            )
        case "missing":
            return _("missing")
        case _:
            assert_never(condition.kind)


def slices_text(slices: Slices) -> str:
    """Return what the score of a slice is, and that of all rows."""
    return _n(
        "{metric} on {rows:,} held-out row: {score}. A slice is marked where its whole {level} interval is "
        "worse.",
        "{metric} on {rows:,} held-out rows: {score}. A slice is marked where its whole {level} interval is "
        "worse.",
        slices.rows,
        metric=metric_title(slices.metric),
        rows=slices.rows,
        score=formats.score(slices.score),
        level=fill("{share:.0%}", share=0.95),
    )


def _between(condition: Condition) -> str:
    low, high = _bound(condition.low), _bound(condition.high)
    return low if low == high else _("{low} to {high}", low=low, high=high)


def _range(condition: Condition) -> str:
    low, high = _bound(condition.low), _bound(condition.high)
    if condition.low is None:
        return _("at most {high}", high=high)
    if condition.high is None:
        return _("above {low}", low=low)
    return _("above {low}, at most {high}", low=low, high=high)


def _bound(bound: Bound | None) -> str:
    if isinstance(bound, str):
        return formats.cell_date(bound)
    # A year has no thousands separator.
    is_year = bound is not None and bound == int(bound) and _YEARS[0] <= bound <= _YEARS[1]
    return formats.number(bound, plain=is_year)
