from dataclasses import replace

import pytest

from services.data.findings import findings

TWO = ["yes", "no"] * 100


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"kind": "empty", "missing": 200, "distinct": 0, "top": (), "examples": ()}, "all_missing"),
        ({"distinct": 1, "top": (("a", 200),)}, "constant"),
        ({"distinct": 200, "looks_like_id": True}, "id_like"),
    ],
)
def test_the_fix_leaves_out_a_column_without_information_and_the_recipe_then_handles_it(
    table, column, recipe, found_in, facts, kind
):
    profile = table(column("x", **facts), column("z"))
    (used,) = found_in(profile, kind, x="category")
    assert (used.severity, used.column, used.fix.safe) == ("warning", "x", True)
    assert used.fix(recipe(profile, x="category")).used == ("z",)
    (left_out,) = found_in(profile, kind)
    assert (left_out.severity, left_out.fix) == ("handled", None)
    assert (used.parameters["ignored"], left_out.parameters["ignored"]) == (False, True)


def test_a_column_of_unique_words_is_an_identifier_and_one_of_sentences_is_not(described, found_in):
    ids = [f"6f9619ff-8b86-d011-b42d-{number:012x}" for number in range(200)]
    words = [f"a sentence with the number {number} in it" for number in range(200)]
    profile = described(uuid=ids, text=words, y=TWO)
    assert [finding.column for finding in found_in(profile, "id_like")] == ["uuid"]


@pytest.mark.parametrize(("missing", "count"), [(99, 0), (100, 1), (199, 1)])
def test_a_mostly_missing_column_is_found_with_its_share(table, column, found_in, missing, count):
    found = found_in(table(column("x", missing=missing)), "mostly_missing")
    assert [finding.parameters["share"] for finding in found] == [missing / 200] * count
    assert [finding.evidence.facts[0].value for finding in found] == [missing] * count


@pytest.mark.parametrize(
    ("distinct", "rows", "count"),
    [(5000, 20_000, 1), (1001, 1_000_000, 1), (1000, 1_000_000, 0), (60, 200, 1), (50, 200, 0)],
)
def test_high_cardinality_is_very_many_values_or_few_rows_each(
    table, column, found_in, distinct, rows, count
):
    profile = table(column("x", distinct=distinct), rows=rows)
    assert len(found_in(profile, "high_cardinality")) == count


def test_text_has_no_high_cardinality(table, column, found_in):
    assert found_in(table(column("x", kind="text", distinct=150)), "high_cardinality") == []


@pytest.mark.parametrize(("rows", "severity"), [(1_000_000, "handled"), (4000, "warning")])
def test_the_fix_uses_target_encoding_which_helps_where_each_category_has_rows(
    table, column, recipe, rows, severity
):
    profile = table(column("x", distinct=1500), rows=rows)
    profile = replace(
        profile, columns=(profile.columns[0], replace(profile.columns[1], top=(("a", rows // 2),)))
    )
    before = recipe(profile)
    (first,) = [finding for finding in findings(profile, before) if finding.kind == "high_cardinality"]
    after = first.fix(before)
    assert after.plan("x").encoding == "target"
    (second,) = [finding for finding in findings(profile, after) if finding.kind == "high_cardinality"]
    assert (second.severity, second.fix(after).used) == (severity, ())
    assert (first.parameters["by_target"], second.parameters["by_target"]) == (False, True)


def test_a_number_of_categories_that_was_counted_by_hash_is_marked(table, column, found_in):
    for hashed in (True, False):
        profile = table(column("x", distinct=60_000, hashed=hashed), rows=70_000)
        assert found_in(profile, "high_cardinality")[0].evidence.facts[0].hashed is hashed
