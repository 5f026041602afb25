"""Findings about the whole table: its recipe, its rows, its width and its duplicates."""

from collections.abc import Iterator

from services.data.findings import fix
from services.data.findings.finding import Evidence, Fact, Finding
from services.data.findings.subject import Subject

MINIMUM_ROWS = 10
FEW_ROWS = 50
MANY_COLUMNS = 1000
COLUMNS_AFTER_FIX = 100
_DUPLICATE_SHARE = 0.01
_COMBINATIONS_PER_ROW = 10  # with fewer possible rows than this, duplicates are expected by chance


def search(subject: Subject) -> Iterator[Finding]:
    """Yield the findings about the table as a whole."""
    yield from _recipe(subject)
    yield from _rows(subject)
    yield from _width(subject)
    yield from _duplicates(subject)


def _recipe(subject: Subject) -> Iterator[Finding]:
    unknown = tuple(name for name in subject.recipe.used if name not in subject.columns)
    if unknown:
        yield Finding(
            "unknown_column",
            "error",
            unknown[0],
            {"count": len(unknown)},
            Evidence(columns=unknown),
            fix.drop(unknown),
        )
    yield from _split(subject)
    if not any(role != "ignore" for _column, role in subject.features):
        again = fix.use_suggested(subject.profile, subject.recipe.target)
        yield Finding("no_features", "error", fix=again)


def _split(subject: Subject) -> Iterator[Finding]:
    split = subject.recipe.split
    if not split.needs_column:
        return
    column = subject.columns.get(split.column or "")
    if split.column is None:
        problem = "unset"
    elif column is None:
        problem = "absent"
    elif split.method == "time" and not column.dated and column.kind != "date":
        problem = "no dates"
    else:
        return
    yield Finding("split_column", "error", split.column, {"problem": problem}, fix=fix.stratify())


def _rows(subject: Subject) -> Iterator[Finding]:
    rows = subject.profile.rows
    if rows < FEW_ROWS:
        yield Finding(
            "too_few_rows",
            "error" if rows < MINIMUM_ROWS else "warning",
            parameters={"rows": rows, "minimum": MINIMUM_ROWS},
            evidence=Evidence((Fact("rows", rows),)),
        )


def _width(subject: Subject) -> Iterator[Finding]:
    rows = subject.profile.rows
    used = [column.name for column, role in subject.features if role != "ignore"]
    if len(used) <= min(MANY_COLUMNS, max(rows, MINIMUM_ROWS)):
        if len(subject.profile.columns) > MANY_COLUMNS:
            yield _many_columns(subject, len(used))
        return
    strongest = sorted(used, key=lambda name: -subject.strengths.get(name, 0.0))
    leave_out, remaining = None, None
    if subject.associations and len(used) > COLUMNS_AFTER_FIX:
        leave_out, remaining = fix.leave_out(*strongest[COLUMNS_AFTER_FIX:]), COLUMNS_AFTER_FIX
    yield Finding(
        "too_many_columns",
        "warning",
        parameters={
            "columns": len(used),
            "rows": rows,
            "remaining": remaining,
        },
        evidence=Evidence((Fact("columns_used", len(used)), Fact("rows", rows))),
        fix=leave_out,
    )


def _many_columns(subject: Subject, used: int) -> Finding:
    columns = len(subject.profile.columns)
    return Finding(
        "many_columns",
        "handled",
        parameters={"columns": columns, "used": used},
        evidence=Evidence((Fact("columns_used", used, "columns", columns),)),
    )


def _duplicates(subject: Subject) -> Iterator[Finding]:
    profile = subject.profile
    if not profile.duplicates or _must_repeat(subject):
        return
    share = profile.duplicates / profile.rows
    fact = Fact("duplicate_rows", profile.duplicates, "rows", profile.rows, profile.duplicates_hashed)
    yield Finding(
        "duplicate_rows",
        "warning" if share >= _DUPLICATE_SHARE else "note",
        parameters={"count": profile.duplicates},
        evidence=Evidence((fact,)),
    )


def _must_repeat(subject: Subject) -> bool:
    """Return whether duplicates are expected because few distinct rows are possible."""
    possible = 1
    for column in subject.profile.columns:
        possible *= max(1, column.distinct + (column.missing > 0))
        if possible > _COMBINATIONS_PER_ROW * subject.profile.rows:
            return False
    return True
