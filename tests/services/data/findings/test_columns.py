from dataclasses import replace

import pytest

from services.data.findings import findings
from services.data.recipe.recipe import propose

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


def repeated(name, rows=200, ids=150, form=str):
    cells = [form(n % ids + 1) for n in range(rows)]
    return {name: cells, "x": [str(n * 37 % 91) for n in range(rows)], "y": ["yes", "no"] * (rows // 2)}


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("order_id", str),
        ("CustomerID", "{}.0".format),
        ("userId", "user-{:04}".format),
        ("Invoice No", "INV{}".format),
        ("고객번호", str),
    ],
)
def test_an_identifier_that_repeats_is_left_out_then_kept_together(described, name, form):
    profile = described(**repeated(name, form=form))
    recipe = propose(profile, "y")
    (used,) = [item for item in findings(profile, recipe) if item.column == name]
    assert (used.kind, used.severity, used.fix.code) == ("id_with_repeats", "warning", "leave_out")
    assert (used.parameters["repeats"], used.parameters["cells"]) == (50, 200)
    ignored = used.fix(recipe)
    (left_out,) = [item for item in findings(profile, ignored) if item.column == name]
    assert (left_out.severity, left_out.fix.code) == ("note", "split_by_group")
    (together,) = [item for item in findings(profile, left_out.fix(ignored)) if item.column == name]
    assert (together.severity, together.fix) == ("handled", None)


@pytest.mark.parametrize(
    ("name", "ids"), [("order_id", 200), ("amount", 150), ("paid", 150), ("covid", 150), ("store_id", 12)]
)
def test_unique_identifiers_other_names_and_few_categories_are_no_repeated_identifiers(described, name, ids):
    profile = described(**repeated(name, ids=ids))
    assert "id_with_repeats" not in {item.kind for item in findings(profile, propose(profile, "y"))}
