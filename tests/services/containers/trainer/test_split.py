from collections import Counter

import numpy
import pytest

from services.containers.trainer import split
from services.containers.trainer.table import Column, Table


def table(labels, deciding=None):
    values = numpy.zeros((len(labels), 1)).astype(object)
    kind = float if isinstance(labels[0], float) else object
    decider = None if deciding is None else numpy.array(deciding, dtype=object)
    return Table((Column("x", "numeric"),), values, numpy.array(labels, dtype=kind), 0, decider)


def divided(rows, fraction=0.2, seed=0, method="stratified", value=None):
    task = "regression" if rows.target.dtype == float else "classification"
    asked = {"method": method, "column": None if rows.deciding is None else "by", "value": value}
    recipe = {"task": task, "test_fraction": fraction, "seed": seed, "split": asked}
    found = split.divide(rows, recipe)
    assert sorted([*found.train, *found.test]) == list(range(len(rows.target)))
    return found


def test_the_split_keeps_the_classes_in_proportion():
    rows = table(["a"] * 80 + ["b"] * 20)
    found = divided(rows)
    assert found.method == "stratified"
    assert Counter(rows.target[found.test]) == {"a": 16, "b": 4}


def test_a_random_split_does_not_look_at_the_classes():
    rows = table(["a"] * 80 + ["b"] * 20)
    shares = {Counter(rows.target[divided(rows, seed=seed, method="random").test])["b"] for seed in range(9)}
    assert len(shares) > 1


def test_numbers_are_split_at_random():
    assert divided(table([float(number) for number in range(50)])).method == "random"


def test_the_split_is_the_same_for_the_same_seed_and_another_for_another():
    rows = table(["a", "b"] * 50)
    first, again, other = (divided(rows, seed=seed).test.tolist() for seed in (1, 1, 2))
    assert first == again != other


def test_a_class_of_one_row_is_always_trained_on():
    rows = table(["a", "b"] * 20 + ["lonely"])
    for seed in range(20):
        assert 40 in divided(rows, seed=seed).train


def test_more_classes_than_test_rows_are_split_at_random_and_counted():
    found = divided(table([f"c{number:02d}" for number in range(30)] * 2))
    assert (len(found.train), len(found.test), found.method) == (48, 12, "random")
    assert found.details == {"unstratified_classes": 30}


def test_by_time_the_latest_rows_are_tested_and_those_without_a_date_trained_on():
    days = [f"2026-01-{1 + 7 * place % 20:02d}" for place in range(20)]
    found = divided(table([float(n) for n in range(22)], [*days, "", "soon"]), 0.25, method="time")
    assert {days[place] for place in found.test} == {f"2026-01-{day}" for day in range(16, 21)}
    assert {20, 21} <= set(found.train)
    assert found.details == {"start": "2026-01-16T00:00:00", "undated_rows": 2}


def test_by_time_rows_of_one_moment_stay_together():
    found = divided(table([1.0, 2.0] * 5, ["2026-01-01"] * 8 + ["2026-01-02"] * 2), 0.5, method="time")
    assert found.test.tolist() == [8, 9]


def test_by_a_column_the_rows_that_say_so_are_tested():
    rows = table(["a", "b"] * 5, ["train"] * 7 + [" test ", "", "test"])
    assert divided(rows, method="column", value="test").test.tolist() == [7, 9]


def test_by_group_no_group_is_on_both_sides_and_blank_cells_are_no_group():
    groups = [f"customer {place % 12}" for place in range(60)]
    found = divided(table(["a", "b", "c"] * 40, groups + [""] * 60), 0.3, method="group")
    sides = [{groups[place] for place in side if place < 60} for side in (found.train, found.test)]
    assert not sides[0] & sides[1]
    assert all(sides)
    blank = [sum(place >= 60 for place in side) for side in (found.train, found.test)]
    assert min(blank) > 0


@pytest.mark.parametrize(
    ("rows", "method", "words"),
    [
        (table(["a", "b", "c"]), "stratified", "class of its own"),
        (table(["a", "b"] * 5, ["x"] * 10), "time", "no dates"),
        (table(["a", "b"] * 5, ["2026-01-01"] * 10), "time", "the same date"),
        (table(["a", "b"] * 5, ["x"] * 10), "group", "the same 'by'"),
        (table(["a", "b"] * 5, ["train"] * 10), "column", "no rows to test"),
        (table(["a", "b"] * 5, ["test"] * 10), "column", "no rows to train"),
        (table(["a"] * 5 + ["b"] * 5, ["train"] * 5 + ["test"] * 5), "column", "the same target"),
    ],
)
def test_a_split_that_leaves_nothing_to_learn_or_to_test_is_refused(rows, method, words):
    with pytest.raises(ValueError, match=words):
        divided(rows, method=method, value="test")


def test_a_class_of_a_single_row_is_trained_on():
    assert 40 in divided(table(["a", "b"] * 20 + ["lonely"])).train


def test_a_sample_has_rows_from_everywhere_in_order_and_each_class():
    labels = numpy.array(["a"] * 500 + ["rare"] + ["b"] * 499, dtype=object)
    places = split.sample(labels, 100)
    assert len(places) == 100
    assert places.tolist() == sorted(set(places.tolist()))
    assert 30 < Counter(labels[places])["a"] < 70
    assert Counter(labels[places])["rare"] == 1
    assert len(split.sample(numpy.arange(50.0), 10)) == 10
