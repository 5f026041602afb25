"""Findings about the classes of a target: too many, too rare, too uneven."""

from collections.abc import Iterator

from services.data.findings import fix
from services.data.findings.finding import Evidence, Fact, Finding
from services.data.findings.subject import Case
from services.data.profile import ColumnProfile
from services.text.i18n import _, _n

MANY_CLASSES = 50
RARE_ROWS = 5
LOPSIDED_SHARE = 0.9
_SHOWN = 6


def search(case: Case, column: ColumnProfile) -> Iterator[Finding]:
    """Yield what speaks against the classes of the target."""
    present = case.present(column)
    if column.distinct >= present:
        yield _class_a_row(case, column)
        return
    if column.distinct > MANY_CLASSES:
        yield _many(case, column)
    if column.kind == "text":  # its most frequent words are known, not its most frequent values
        if column.once:
            yield _single(column, (), present)
        return
    yield from _rare(case, column)
    largest = column.top[0] if column.top else ("", 0)
    if largest[1] / present >= LOPSIDED_SHARE:
        yield _lopsided(case, column, largest, present)


def _class_a_row(case: Case, column: ColumnProfile) -> Finding:
    number = column.kind == "number"
    return Finding(
        "class_per_row",
        "error",
        column.name,
        _("Every row has a class of its own in “{column}”.", column=column.name),
        _("A class is learned from several rows that share it; what is tested was never seen before."),
        _("Predict a number instead.") if number else _("Choose a target whose values repeat."),
        Evidence(
            (Fact(_("Classes"), column.distinct, "values", case.present(column)),), examples=column.examples
        ),
        fix.set_task("regression") if number else None,
    )


def _many(case: Case, column: ColumnProfile) -> Finding:
    number = column.kind == "number"
    return Finding(
        "many_classes",
        "warning",
        column.name,
        _(
            "“{column}” has {many:,} classes, which is a lot to tell apart.",
            column=column.name,
            many=column.distinct,
        ),
        _(
            "Each class has few rows to be learned from: {rows:,.0f} on average.",
            rows=case.present(column) / column.distinct,
        ),
        _("The values are numbers: predict a number if they are quantities.")
        if number
        else _("Group rare classes in the file."),
        Evidence((Fact(_("Classes"), column.distinct, "values", hashed=column.hashed),), column.top[:_SHOWN]),
        fix.set_task("regression") if number else None,
    )


def _rare(case: Case, column: ColumnProfile) -> Iterator[Finding]:
    """Yield the classes of one row, else those of a few, as far as the most frequent values tell."""
    rare = tuple(each for each in column.top if each[1] < RARE_ROWS)
    beyond = column.distinct - len(column.top)
    left = case.present(column) - sum(count for _value, count in column.top)
    if column.once:
        single = tuple(each for each in column.top if each[1] == 1)
        yield _single(column, single, case.present(column))
    elif rare or left < RARE_ROWS * beyond:
        yield _few(column, rare)


def _single(column: ColumnProfile, single: tuple[tuple[str, int], ...], present: int) -> Finding:
    # Of two classes one would be missing from either the rows to learn from or those to test.
    hopeless = column.distinct == 2
    if column.once == 1 and single:
        message = _(
            "The class “{value}” has one row only, so it can't be learned and tested.", value=single[0][0]
        )
    else:
        message = _n(
            "{count:,} class of “{column}” has one row only, so it can't be learned and tested.",
            "{count:,} classes of “{column}” have one row only: they can't be learned and tested.",
            column.once,
            count=column.once,
            column=column.name,
        )
    return Finding(
        "single_row_class",
        "error" if hopeless else "warning",
        column.name,
        message,
        _("The row is either learned or tested, never both: no score says whether the class is known."),
        _("Add rows of this class, or join it with another in the file."),
        Evidence(
            (Fact(_("Rows with a target"), present, "rows"),), () if column.kind == "text" else _ends(column)
        ),
    )


def _few(column: ColumnProfile, rare: tuple[tuple[str, int], ...]) -> Finding:
    if len(rare) == 1 and column.distinct == len(column.top):
        message = _("The class “{value}” has {many} rows only.", value=rare[0][0], many=rare[0][1])
    else:
        message = _(
            "Several classes of “{column}” have fewer than {many} rows.", column=column.name, many=RARE_ROWS
        )
    return Finding(
        "rare_class",
        "warning",
        column.name,
        message,
        _("So few rows show one side of the class only, and one of them at most is tested."),
        _("Add rows of this class for a score that can be trusted."),
        Evidence(counts=_ends(column)),
    )


def _lopsided(case: Case, column: ColumnProfile, largest: tuple[str, int], present: int) -> Finding:
    return Finding(
        "imbalance",
        "warning",
        column.name,
        _(
            "{share:.1%} of the rows are of the class “{value}”.",
            share=largest[1] / present,
            value=largest[0],
        ),
        _(
            "A model that always answers “{value}” is right as often, and has learned nothing.",
            value=largest[0],
        ),
        _("Look at the scores of each class rather than the accuracy, and add rows of the rare ones."),
        Evidence((Fact(_("Largest class"), largest[1], "rows", present),), _ends(column)),
        fix.stratify() if case.recipe.split.method == "random" else None,
    )


def _ends(column: ColumnProfile) -> tuple[tuple[str, int], ...]:
    """Return the most frequent classes, or the ends of their list where it is long."""
    if len(column.top) <= _SHOWN:
        return column.top
    return (*column.top[: _SHOWN // 2], *column.top[-_SHOWN // 2 :])
