from dataclasses import replace

import pytest

from services.data.findings import findings

TWO = ["yes", "no"] * 100


def told(found):
    return [(each.kind, each.severity, each.column) for each in found]


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"kind": "empty", "missing": 200, "distinct": 0, "top": (), "examples": ()}, "all_missing"),
        ({"distinct": 1, "top": (("a", 200),)}, "constant"),
        ({"distinct": 200, "looks_like_id": True}, "id_like"),
    ],
)
def test_a_column_that_teaches_nothing_is_left_out_in_one_press_and_then_answered_by_the_recipe(
    table, column, recipe, found_in, facts, kind
):
    profile = table(column("x", **facts), column("z"))
    (used,) = found_in(profile, kind, x="category")
    assert (used.severity, used.column, used.fix.safe) == ("warning", "x", True)
    assert used.fix(recipe(profile, x="category")).used == ("z",)
    (left_out,) = found_in(profile, kind)
    assert (left_out.severity, left_out.fix) == ("answered", None)


def test_a_column_of_long_unlike_words_is_an_id_and_one_of_sentences_is_not(described, found_in):
    ids = [f"6f9619ff-8b86-d011-b42d-{number:012x}" for number in range(200)]
    words = [f"a sentence with the number {number} in it" for number in range(200)]
    profile = described(uuid=ids, text=words, y=TWO)
    assert [each.column for each in found_in(profile, "id_like")] == ["uuid"]


@pytest.mark.parametrize(("missing", "count"), [(99, 0), (100, 1), (199, 1)])
def test_a_mostly_missing_column_is_told_with_its_share(table, column, found_in, missing, count):
    found = found_in(table(column("x", missing=missing)), "mostly_missing")
    assert [(each.evidence.facts[0].value, each.evidence.facts[0].of) for each in found] == [
        (missing, 200)
    ] * count


@pytest.mark.parametrize(
    ("distinct", "rows", "count"),
    [(5000, 20_000, 1), (1001, 1_000_000, 1), (1000, 1_000_000, 0), (60, 200, 1), (50, 200, 0)],
)
def test_a_category_of_very_many_values_or_of_few_rows_each_is_told(
    table, column, found_in, distinct, rows, count
):
    profile = table(column("x", distinct=distinct), rows=rows)
    assert len(found_in(profile, "high_cardinality")) == count


def test_text_of_many_values_is_no_category(table, column, found_in):
    assert found_in(table(column("x", kind="text", distinct=150)), "high_cardinality") == []


@pytest.mark.parametrize(("rows", "severity"), [(1_000_000, "answered"), (4000, "warning")])
def test_a_press_writes_many_values_by_the_target_which_helps_where_each_has_rows(
    table, column, recipe, rows, severity
):
    profile = table(column("x", distinct=1500), rows=rows)
    profile = replace(
        profile, columns=(profile.columns[0], replace(profile.columns[1], top=(("a", rows // 2),)))
    )
    before = recipe(profile)
    (first,) = [each for each in findings(profile, before) if each.kind == "high_cardinality"]
    after = first.fix(before)
    assert after.plan("x").encoding == "target"
    (second,) = [each for each in findings(profile, after) if each.kind == "high_cardinality"]
    assert (second.severity, second.fix(after).used) == (severity, ())


def test_a_number_of_categories_that_was_counted_by_hash_is_said_to_be(table, column, found_in):
    for hashed in (True, False):
        profile = table(column("x", distinct=60_000, hashed=hashed), rows=70_000)
        assert found_in(profile, "high_cardinality")[0].evidence.facts[0].hashed is hashed
