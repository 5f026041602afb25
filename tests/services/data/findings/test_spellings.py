from dataclasses import replace

import pytest

from services.data.findings import findings
from services.data.recipe.recipe import propose
from services.data.recipe.target_options import TargetOptions

TWO = ["a", "b"] * 60
THREE = ["Yes", "yes", "no"] * 40


def variants(profile, target="y", **changes):
    recipe = replace(propose(profile, target), **changes)
    return [finding for finding in findings(profile, recipe) if finding.kind == "spelling_variants"]


def test_the_fix_merges_the_spellings_of_a_feature_and_the_recipe_then_handles_them(described):
    profile = described(answer=THREE, y=TWO)
    (finding,) = variants(profile)
    assert (finding.severity, finding.column, finding.fix.code) == ("warning", "answer", "merge_spellings")
    assert finding.evidence.counts == (("Yes", 40), ("yes", 40))
    merged = finding.fix(propose(profile, "y"))
    assert merged.plan("answer").merge_spellings
    (handled,) = variants(profile, plans=merged.plans)
    assert (handled.severity, handled.fix) == ("handled", None)


def test_the_fix_merges_the_classes_of_the_target_and_what_is_said_of_them_follows(described):
    profile = described(x=TWO, y=["once" if n == 7 else "Once" if n < 60 else "other" for n in range(120)])
    (finding,) = variants(profile)
    assert (finding.severity, finding.column, finding.fix.code) == ("warning", "y", "merge_classes")
    recipe = finding.fix(propose(profile, "y"))
    assert recipe.target_options == TargetOptions(merge_spellings=True)
    found = {item.kind: item.severity for item in findings(profile, recipe)}
    assert found["spelling_variants"] == "handled"
    assert "single_row_class" not in found


def test_a_column_that_is_not_used_as_a_category_has_no_spellings_to_merge(described):
    profile = described(answer=THREE, y=TWO)
    recipe = propose(profile, "y")
    assert variants(profile, roles=(("answer", "ignore"),)) == []
    assert variants(profile, target="answer", task="regression") == []
    assert recipe.role("answer") == "category"


@pytest.mark.parametrize(
    ("value", "other", "look_alike"),
    [("café", "cafe\u0301", True), ("yes", "yes\u200b", True), ("Yes", "yes", False), ("a b", "a_b", False)],
)
def test_values_that_only_look_alike_are_told_from_those_that_differ(described, value, other, look_alike):
    (finding,) = variants(described(answer=[value, other, "no"] * 40, y=TWO))
    assert finding.parameters["look_alike"] is look_alike
