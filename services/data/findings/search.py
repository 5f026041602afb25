"""The verdict on a table and a recipe: all that speaks against them, and whether a run may start."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from services.data.associations.associations import Association
from services.data.findings import cells, columns, dates, distribution, leaks, pii, reading, table, target
from services.data.findings.finding import SEVERITIES, Finding
from services.data.findings.grouping import grouped
from services.data.findings.subject import Case
from services.data.profile import Profile
from services.data.reading.repairs import Repair
from services.data.recipe.recipe import Recipe, propose
from services.errors import InvalidInput
from services.text.i18n import _

# Within a severity: what makes the score worthless first, what is merely good to know last.
WORST_FIRST: tuple[str, ...] = (
    *(
        "target_missing",
        "unknown_column",
        "split_column",
        "one_class",
        "regression_on_text",
        "class_per_row",
        "too_few_rows",
    ),
    *("target_missing_rows", "target_used", "no_features", "leak", "single_row_class", "personal_data"),
    *(
        "ragged_row",
        "duplicate_header",
        "blank_header",
        "stray_quote",
        "unreadable",
        "no_header",
        "too_many_columns",
        "many_columns",
        "id_like",
    ),
    *("duplicate_rows", "imbalance", "rare_class", "many_classes", "infinite", "numbers_as_text"),
    *("mixed_types", "dates_as_text", "role_misfit", "high_cardinality", "mostly_missing", "all_missing"),
    *("constant", "outliers", "leak_by_name", "dates", "unused_dates", "skew", "missing_marks"),
)
_SEARCHES: tuple[Callable[[Case], Iterator[Finding]], ...] = (
    *(table.search, target.search, leaks.search, pii.search, reading.search),
    *(columns.search, cells.search, dates.search, distribution.search),
)


def findings(
    profile: Profile,
    recipe: Recipe | None = None,
    links: Sequence[Association] = (),
    repairs: Sequence[Repair] = (),
) -> tuple[Finding, ...]:
    """Return what speaks against a table and a recipe, worst first; without one, against what is proposed.

    `links` say how much each column tells of the recipe's target, `repairs` what reading mended.
    """
    case = Case(profile, recipe or propose(profile), tuple(links), tuple(repairs))
    found = [finding for search in _SEARCHES for finding in search(case)]
    return grouped(sorted(found, key=_badness))


def require_trainable(
    recipe: Recipe, profile: Profile, links: Sequence[Association] = (), confirmed: Collection[str] = ()
) -> None:
    """Raise InvalidInput with the first thing that `findings` finds and that forbids a run.

    `confirmed` names the columns of which someone who knows the table said what a question asks.
    """
    for finding in barriers(findings(profile, recipe, links), confirmed):
        if finding.severity == "error":
            raise InvalidInput(finding.message, finding.advice)
        raise InvalidInput(
            finding.message,
            _(
                "{advice} If that is so, confirm it: {statement}",
                advice=finding.advice,
                statement=finding.statement,
            ),
        )


def barriers(found: Iterable[Finding], confirmed: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return the findings that forbid a run: errors, and questions about a column not confirmed yet."""
    return tuple(
        finding
        for finding in found
        if finding.severity == "error"
        or (finding.severity == "question" and not set(finding.columns) <= set(confirmed))
    )


def errors(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that must be cured before a run can start, whatever anyone says."""
    return tuple(finding for finding in found if finding.severity == "error")


def _badness(finding: Finding) -> tuple[int, int, str]:
    known = finding.kind in WORST_FIRST
    place = WORST_FIRST.index(finding.kind) if known else len(WORST_FIRST)
    return SEVERITIES.index(finding.severity), place, finding.kind
