"""Findings about the whole table: its rows, its width, and what reading it mended."""

from collections.abc import Iterator

from services.data.findings import fix
from services.data.findings.finding import Evidence, Fact, Finding
from services.data.findings.subject import Case
from services.text.i18n import _, _n

MINIMUM_ROWS = 10
FEW_ROWS = 50
MANY_COLUMNS = 1000
KEPT_COLUMNS = 100
_DUPLICATE_SHARE = 0.01
_ROOM = 10  # rows of fewer than this many times their number of possible rows repeat by chance


def search(case: Case) -> Iterator[Finding]:
    """Yield what speaks against the table as a whole."""
    yield from _recipe(case)
    yield from _rows(case)
    yield from _width(case)
    yield from _duplicates(case)


def _recipe(case: Case) -> Iterator[Finding]:
    strange = tuple(name for name in case.recipe.used if name not in case.columns)
    if strange:
        yield Finding(
            "unknown_column",
            "error",
            strange[0],
            _("The recipe uses “{column}”, which the table doesn't have.", column=strange[0]),
            _("The run reads the columns by name and would fail at once."),
            _("Choose the column roles again."),
            Evidence(columns=strange),
            fix.drop(strange),
        )
    yield from _split(case)
    if not any(role != "ignore" for _column, role in case.features):
        yield Finding(
            "no_features",
            "error",
            None,
            _("No column is left to learn from."),
            _("A model finds the target from other columns; each of them is left out."),
            _("Give at least one column besides the target a role other than “ignore”."),
            fix=fix.use_again(case.profile, case.recipe.target),
        )


def _split(case: Case) -> Iterator[Finding]:
    split = case.recipe.split
    column = case.columns.get(split.column or "")
    if not split.needs_column or (
        column and (split.method != "time" or column.dated or column.kind == "date")
    ):
        return
    if column is None:
        message = _("The rows to test with are chosen by “{column}”, which the table doesn't have.")
    else:
        message = _("The latest rows by “{column}” are to be tested, but it holds no dates.")
    yield Finding(
        "split_column",
        "error",
        split.column,
        message.format(column=split.column),
        _("Without this column nothing says which rows to hold out, and the run would fail."),
        _("Choose another column for the split, or hold out rows at random."),
        fix=fix.stratify(),
    )


def _rows(case: Case) -> Iterator[Finding]:
    rows = case.profile.rows
    evidence = Evidence((Fact(_("Rows"), rows, "rows"),))
    if rows < MINIMUM_ROWS:
        yield Finding(
            "too_few_rows",
            "error",
            None,
            _n(
                "The table has only one row; training needs at least {least}.",
                "The table has only {rows} rows; training needs at least {least}.",
                rows,
                rows=rows,
                least=MINIMUM_ROWS,
            ),
            _("A part of the rows is held out to test the model; what is left is too little to learn from."),
            _("Add rows to the file and upload it again."),
            evidence,
        )
    elif rows < FEW_ROWS:
        yield Finding(
            "too_few_rows",
            "warning",
            None,
            _("The table has only {many} rows.", many=rows),
            _("With so few rows held out, one row more or less that is right moves the score a lot."),
            _("Take the score as a hint, and add rows if you can."),
            evidence,
        )


def _width(case: Case) -> Iterator[Finding]:
    used = [column.name for column, role in case.features if role != "ignore"]
    if len(used) <= min(MANY_COLUMNS, max(case.profile.rows, MINIMUM_ROWS)):
        if len(case.profile.columns) > MANY_COLUMNS:
            yield _narrowed(case, len(used))
        return
    if len(used) > case.profile.rows:
        message = _n(
            "{many:,} columns are used for {rows:,} row.",
            "{many:,} columns are used for {rows:,} rows.",
            case.profile.rows,
        )
    else:
        message = _("{many:,} columns are used.")
    strongest = sorted(used, key=lambda name: -case.strengths.get(name, 0.0))
    cure = fix.leave_out(*strongest[KEPT_COLUMNS:]) if case.links and len(used) > KEPT_COLUMNS else None
    yield Finding(
        "too_many_columns",
        "warning",
        None,
        message.format(many=len(used), rows=case.profile.rows),
        _(
            "Among so many columns some fit the target by chance: the model learns these by heart and "
            "fails on new rows. Training and each prediction take longer, too."
        ),
        _(
            "Leave out what can't matter. The fix keeps the {many} columns that tell most of the target; "
            "as all rows choose them, the score will look a little too good.",
            many=KEPT_COLUMNS,
        )
        if cure
        else _("Leave out what can't matter, or add rows."),
        Evidence((Fact(_("Columns used"), len(used), "columns"), Fact(_("Rows"), case.profile.rows, "rows"))),
        cure,
    )


def _narrowed(case: Case, used: int) -> Finding:
    columns = len(case.profile.columns)
    return Finding(
        "many_columns",
        "answered",
        None,
        _("The table has {many:,} columns, of which the model sees {used:,}.", many=columns, used=used),
        _("Among very many columns some fit the target by chance, and each prediction takes longer."),
        _("The recipe leaves the others out; look whether the ones that matter are among those it uses."),
        Evidence((Fact(_("Columns used"), used, "columns", columns),)),
    )


def _duplicates(case: Case) -> Iterator[Finding]:
    profile = case.profile
    if not profile.duplicates or _must_repeat(case):
        return
    share = profile.duplicates / profile.rows
    yield Finding(
        "duplicate_rows",
        "warning" if share >= _DUPLICATE_SHARE else "note",
        None,
        _n(
            "One row repeats an earlier one in every cell.",
            "{count:,} rows repeat an earlier one in every cell.",
            profile.duplicates,
            count=profile.duplicates,
        ),
        _("Where one of a pair is learned and the other tested, the score looks better than it is."),
        _("If they are copies made by mistake, remove them from the file and upload it again."),
        Evidence(
            (Fact(_("Repeated rows"), profile.duplicates, "rows", profile.rows, profile.duplicates_hashed),)
        ),
    )


def _must_repeat(case: Case) -> bool:
    """Tell whether there are so few different rows that some are alike without being copies."""
    possible = 1
    for column in case.profile.columns:
        possible *= max(1, column.distinct + (column.missing > 0))
        if possible > _ROOM * case.profile.rows:
            return False
    return True
