"""Tables with one problem each make a model fail the check that names it, and tables without fail none."""

import random
from dataclasses import replace

import pytest

from services.data.models.checks import Rival, Setting, checks
from services.data.recipe.split import Split
from services.data.samples import samples

ROWS = 400


def table(header, make, rows=ROWS, seed=0):
    """Return a CSV of rows that `make` returns from a source of chance and the row's number."""
    chance = random.Random(seed)  # noqa: S311 - a table, no secret
    lines = [",".join(map(str, make(chance, number))) for number in range(rows)]
    return "\n".join([header, *lines]).encode()


def numbers(chance, count=3):
    return [round(chance.gauss(0, 1), 3) for _ in range(count)]


def two_classes(chance, _number):
    a, b, c = numbers(chance)
    return a, b, c, "yes" if a + b - c + chance.gauss(0, 0.3) > 0 else "no"


def noise(chance, _number):
    return *numbers(chance), chance.choice(("yes", "no"))


def weak(chance, _number):
    a, b, c = numbers(chance)
    return a, b, c, "yes" if a + chance.gauss(0, 1.5) > 0 else "no"


def leaking(chance, _number):
    answer = chance.choice(("yes", "no"))
    return (*numbers(chance, 2), {"yes": "granted", "no": "refused"}[answer], answer)


def leaking_twice(chance, _number):
    # Neither column of two that say the same has an importance of its own.
    answer = chance.choice((1, 0))
    return (*numbers(chance, 1), answer * 10 + chance.random(), answer * 7 + chance.random(), f"c{answer}")


def trend(chance, number):
    day = f"20{20 + number // 100}-{1 + number % 12:02}-{1 + number % 28:02}"
    a, b = numbers(chance, 2)
    return a, b, day, round(2 * a + b + number / 60 + chance.gauss(0, 0.2), 3)


def imbalanced(chance, _number):
    a, b, c = numbers(chance)
    return a, b, c, "rare" if a + b - c + chance.gauss(0, 0.2) > 2 else "common"


def alike(chance, _number):
    a, b = numbers(chance, 2)
    return a, round(a + chance.gauss(0, 0.1), 3), b, round(a + 2 * b + chance.gauss(0, 0.3), 3)


def useless(chance, _number):
    a, b, c = numbers(chance)
    return a, b, c, round(a + 2 * b + chance.gauss(0, 0.3), 3)


def curved(chance, _number):
    a, b, c = numbers(chance)
    return a, b, c, round(abs(a) + abs(b) + abs(c) + chance.gauss(0, 0.1), 3)


def three_classes(chance, _number):
    a, b, _c = numbers(chance)
    city = chance.choice(("Bonn", "Ulm", "Trier"))
    bonus = {"Bonn": 1.5, "Ulm": 0.0, "Trier": -1.5}[city]
    score = a + b + bonus + chance.gauss(0, 0.2)
    return a, b, city, "low" if score < -0.8 else "high" if score > 0.8 else "middle"


def sums(chance, _number):
    a, b, c = numbers(chance)
    return a, b, c, round(a + b + c + chance.gauss(0, 0.3), 3)


HEADER = "a,b,c,y"
PLANTED = [
    ("no_better_than_baseline", table(HEADER, noise, 300), "linear", {}),
    ("uncertain", table(HEADER, weak, 90, seed=1), "linear", {}),
    ("unstable", table(HEADER, two_classes, 80), "linear", {}),
    ("dominant_column", table("a,b,outcome,y", leaking), "linear", {}),
    ("dominant_column", table("a,first,second,y", leaking_twice), "linear", {}),
    ("time_overlap", table("a,b,day,y", trend), "linear", {}),
    ("overfitting", table(HEADER, weak), "forest", {"trees": 20}),
    ("underfitting", table(HEADER, noise, 600), "linear", {"regularisation": 10_000}),
    ("class_imbalance", table(HEADER, imbalanced), "linear", {}),
    ("correlated_columns", table(HEADER, alike), "linear", {}),
    ("useless_columns", table(HEADER, useless), "linear", {}),
    ("at_limit", table(HEADER, curved), "boosting", {"iterations": 5}),
]
CLEAN = [
    (table(HEADER, two_classes, 600), "linear"),
    (table(HEADER, sums), "linear"),
    (table("a,b,city,y", three_classes, 600), "linear"),
    (table(HEADER, curved, 800), "boosting"),
    (samples.load("support_messages")[1], "linear"),
]


@pytest.mark.parametrize(("code", "content", "algorithm", "parameters"), PLANTED)
def test_a_planted_problem_fails_its_check(train, code, content, algorithm, parameters):
    evaluation = train(content, algorithm, parameters).evaluation
    assert code in [check.code for check in checks(evaluation)]


@pytest.mark.parametrize(("content", "algorithm"), CLEAN)
def test_a_clean_table_fails_none(train, content, algorithm):
    assert checks(train(content, algorithm).evaluation) == ()


def test_a_split_by_time_has_no_overlap(train):
    content = table("a,b,day,y", trend)
    evaluation = train(content, change=lambda recipe: replace(recipe, split=Split("time", "day"))).evaluation
    assert "time_overlap" not in [check.code for check in checks(evaluation)]


def test_a_model_is_compared_with_the_runs_of_simple_ones(train):
    content = table(HEADER, curved)
    linear, boosting = (train(content, algorithm).evaluation for algorithm in ("linear", "boosting"))
    setting = Setting("linear", {}, 5.0, (Rival("boosting", boosting.score, 9.0),))
    (worse,) = [check for check in checks(linear, setting) if check.code == "worse_than_simple"]
    assert (worse.algorithm, worse.value) == ("boosting", boosting.score)
    setting = Setting("boosting", {}, 60.0, (Rival("linear", boosting.score, 5.0),))
    (slow,) = [check for check in checks(boosting, setting) if check.code == "slower_without_benefit"]
    assert slow.value == 12
