from dataclasses import replace

import pytest

from services.data.findings import Finding, fix
from services.data.recipe.recipe import Recipe
from services.workflows.command_line.fixes import apply_fixes, contradicting

RECIPE = Recipe("y", "classification", (("a", "category"), ("b", "numeric"), ("c", "text")))


def found(kind, column, remedy, severity="warning"):
    return Finding(kind, severity, column, fix=remedy)


def fixed(*findings, excluded=(), confirmed=()):
    recipe, applied = apply_fixes(RECIPE, lambda _recipe: findings, excluded, confirmed)
    return recipe, {finding.kind for finding in findings if finding.key in applied}


def test_the_fixes_of_all_findings_are_applied():
    leave, use = (
        found("constant", "b", fix.leave_out("b")),
        found("numbers_as_text", "a", fix.use_as("numeric", "a")),
    )
    recipe, kinds = fixed(leave, use, found("skew", "c", None))
    assert (dict(recipe.roles), kinds) == (
        {"a": "numeric", "b": "ignore", "c": "text"},
        {"constant", "numbers_as_text"},
    )


def test_a_column_gets_the_fix_of_its_worst_finding():
    worst, other = found("leak", "a", fix.leave_out("a")), found("mixed_types", "a", fix.use_as("text", "a"))
    calls = iter([(worst, other), (worst,)])
    recipe, applied = apply_fixes(RECIPE, lambda _recipe: next(calls), (), ())
    assert (recipe.role("a"), applied) == ("ignore", {worst.key})


def test_what_a_fix_leads_to_is_fixed_too():
    use = found("numbers_as_text", "a", fix.use_as("numeric", "a"))
    scale = found("outliers", "a", fix.scale("robust", "a"))
    recipe, applied = apply_fixes(
        RECIPE, lambda recipe: (scale,) if recipe.role("a") == "numeric" else (use,), (), ()
    )
    assert (recipe.plan("a").scaling, applied) == ("robust", {use.key, scale.key})


def test_two_findings_that_contradict_each_other_come_to_an_end():
    text, category = found("a", "c", fix.use_as("text", "c")), found("b", "c", fix.use_as("category", "c"))
    recipe, applied = apply_fixes(
        RECIPE, lambda recipe: (category,) if recipe.role("c") == "text" else (text,), (), ()
    )
    assert (recipe.role("c"), applied) == ("text", {text.key, category.key})


@pytest.mark.parametrize(
    ("finding", "more"),
    [
        (found("dates", "a", fix.use_as("date", "a"), "handled"), {}),
        (found("leak", "a", fix.leave_out("a"), "question"), {"confirmed": ("a",)}),
        (found("rare_class", "y", fix.stratify()), {"excluded": contradicting(task=False, split=True)}),
        (
            found("one_class", "y", fix.set_task("regression")),
            {"excluded": contradicting(task=True, split=False)},
        ),
    ],
)
def test_what_is_handled_confirmed_or_asked_for_is_not_changed(finding, more):
    assert fixed(finding, **more) == (RECIPE, set())


def test_the_target_stays_the_chosen_one():
    other = replace(fix.stratify(), code="predict_column")
    assert (
        fixed(found("target_missing", "y", other), excluded=contradicting(task=False, split=False))[1]
        == set()
    )
