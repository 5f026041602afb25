"""Apply the fixes that findings propose to a recipe, except those that contradict what was asked for."""

from collections.abc import Callable, Collection

from services.data.findings import Finding, FixCode
from services.data.recipe.recipe import Recipe

Search = Callable[[Recipe], tuple[Finding, ...]]

_OF_TASK: frozenset[FixCode] = frozenset({"predict_class", "predict_number"})
_OF_SPLIT: frozenset[FixCode] = frozenset({"split_by_time", "split_by_group", "stratify"})
_OF_TARGET: frozenset[FixCode] = frozenset({"predict_column"})
_ROUNDS = 5  # a fix can lead to other findings


def contradicting(*, task: bool, split: bool) -> frozenset[FixCode]:
    """Return the fixes that change what was asked for: always the target, and the task or split if given."""
    return _OF_TARGET | (_OF_TASK if task else frozenset()) | (_OF_SPLIT if split else frozenset())


def apply_fixes(
    recipe: Recipe, search: Search, excluded: Collection[FixCode], confirmed: Collection[str]
) -> tuple[Recipe, frozenset[str]]:
    """Return the recipe with the fixes of all findings, and the keys of these findings.

    `search` finds the problems of a recipe. A column gets the fix of its worst finding; what is handled or
    confirmed needs none.
    """
    applied: set[str] = set()
    for _round in range(_ROUNDS):
        before, fixed_columns = len(applied), set[str]()
        for finding in search(recipe):
            if (
                finding.fix is None
                or finding.fix.code in excluded
                or finding.severity == "handled"
                or (finding.severity == "question" and set(finding.columns) <= set(confirmed))
                or finding.key in applied
                or fixed_columns & set(finding.columns)
            ):
                continue
            recipe = finding.fix(recipe)
            applied.add(finding.key)
            fixed_columns |= set(finding.columns)
        if len(applied) == before:
            break
    return recipe, frozenset(applied)
