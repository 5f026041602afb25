"""The search for findings in a table and its recipe, and whether training may start."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from services.data.associations.associations import Association
from services.data.findings import (
    cells,
    columns,
    dates,
    distribution,
    leaks,
    pii,
    reading,
    redundancy,
    spellings,
    table,
    target,
)
from services.data.findings.finding import SEVERITIES, Finding
from services.data.findings.grouping import consistent, grouped
from services.data.findings.subject import Subject
from services.data.profile import Profile
from services.data.reading.parsing.repairs import Repair
from services.data.recipe.recipe import Recipe, propose
from services.errors import InvalidInput

# The order within a severity: from what invalidates the score to what is good to know.
WORST_FIRST: tuple[str, ...] = (
    *("target_missing", "unknown_column", "split_column", "one_class", "regression_on_text"),
    *("class_per_row", "too_few_rows", "target_missing_rows", "target_used", "no_features", "leak"),
    *("single_row_class", "personal_data", "ragged_row", "duplicate_header", "blank_header", "stray_quote"),
    *("broken_record", "error_cells"),
    *("unreadable", "no_header", "too_many_columns", "many_columns", "id_like", "id_with_repeats"),
    *("spelling_variants", "duplicate_rows", "imbalance", "rare_class", "many_classes", "infinite"),
    *("numbers_as_text", "mixed_types", "dates_as_text", "role_misfit", "placeholder_dates"),
    *("placeholder_numbers", "implausible_zeros", "high_cardinality", "mostly_missing", "all_missing"),
    *("constant", "outliers", "skewed_target", "leak_by_name", "same_information", "dates"),
    *("unused_dates", "skew", "missing_marks"),
    *("preamble", "trailing_delimiter", "nul", "merged_cells", "other_tables"),
)
_SEARCHES: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    *(table.search, target.search, leaks.search, pii.search, reading.search),
    *(columns.search, cells.search, spellings.search, dates.search, distribution.search, redundancy.search),
)


def findings(
    profile: Profile,
    recipe: Recipe | None = None,
    associations: Sequence[Association] = (),
    repairs: Sequence[Repair] = (),
) -> tuple[Finding, ...]:
    """Return the findings in a table and a recipe, by default the proposed recipe, worst first.

    `associations` are the columns' associations with the recipe's target, `repairs` what reading repaired.
    """
    recipe = recipe or propose(profile)
    profile = profile.with_marks_as_values(recipe.marks_as_values)
    subject = Subject(profile, recipe, tuple(associations), tuple(repairs))
    everything = consistent(finding for search in _SEARCHES for finding in search(subject))
    return grouped(sorted(everything, key=_rank))


def require_trainable(
    recipe: Recipe,
    profile: Profile,
    associations: Sequence[Association] = (),
    confirmed: Collection[str] = (),
) -> None:
    """Raise InvalidInput with the worst finding that blocks training.

    `confirmed` names the columns that the user has confirmed.
    """
    for finding in blocking(findings(profile, recipe, associations), confirmed):
        if finding.severity == "error":
            raise InvalidInput("blocking_finding", finding=finding)
        raise InvalidInput("unconfirmed_finding", finding=finding)


def blocking(several: Iterable[Finding], confirmed: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return the findings that block training: errors, and questions about unconfirmed columns."""
    return tuple(
        finding
        for finding in several
        if finding.severity == "error"
        or (finding.severity == "question" and not set(finding.columns) <= set(confirmed))
    )


def errors(several: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that block training regardless of confirmations."""
    return tuple(finding for finding in several if finding.severity == "error")


def _rank(finding: Finding) -> tuple[int, int, str]:
    known = finding.kind in WORST_FIRST
    rank = WORST_FIRST.index(finding.kind) if known else len(WORST_FIRST)
    return SEVERITIES.index(finding.severity), rank, finding.kind
