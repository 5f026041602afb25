import numpy as np
import pandas as pd
import pytest

from services.data.associations.associations import measure_associations
from services.data.profile import profile
from services.data.tables.writing import store
from services.errors import InvalidInput

ROWS = 400
random = np.random.default_rng(42)
CLASSES = random.choice(["yes", "no"], ROWS, p=[0.4, 0.6])
NUMBERS = random.lognormal(size=ROWS)


def strength(target, column, cells):
    table = store(pd.DataFrame({"target": target, column: cells}).astype("str"))
    (association,) = measure_associations(table, profile(table), "target")
    return association.strength


@pytest.mark.parametrize(
    ("target", "cells"),
    [
        (CLASSES, CLASSES),
        (CLASSES, np.where(CLASSES == "yes", "1", "0")),
        (CLASSES, [f"{label}{number % 3}" for number, label in enumerate(CLASSES)]),
        (CLASSES, [f"case {number}: {label}, it seems" for number, label in enumerate(CLASSES)]),
        (CLASSES, np.where(CLASSES == "yes", "", "5")),
        (NUMBERS, NUMBERS),
        (NUMBERS, np.log(NUMBERS)),
        (NUMBERS, -NUMBERS * 1.8 + 32),
    ],
    ids=["copy", "renamed", "finer code", "inside a text", "missing", "copy", "logarithm", "falling"],
)
def test_a_column_that_determines_the_target_predicts_it_perfectly(target, cells):
    assert strength(target, "x", cells) > 0.99


@pytest.mark.parametrize(("classes", "rows"), [(2, 5), (3, 4), (10, 3), (20, 2), (60, 4), (200, 5)])
@pytest.mark.parametrize("name", ["{}", "K{}"], ids=["copy", "renamed"])
def test_a_copy_predicts_it_perfectly_however_few_rows_a_class_has(classes, rows, name):
    drawn = random.permutation([f"c{number % classes}" for number in range(classes * rows)])
    assert strength(drawn, "x", [name.format(label) for label in drawn]) == 1


@pytest.mark.parametrize("rows", [12, 20, 30])
def test_a_few_numbers_in_another_unit_predict_each_other_perfectly(rows):
    assert strength(NUMBERS[:rows], "x", NUMBERS[:rows] ** 3) > 0.99


@pytest.mark.parametrize("target", [CLASSES, NUMBERS], ids=["classes", "numbers"])
@pytest.mark.parametrize(
    "cells",
    [[f"u{number}" for number in range(ROWS)], range(ROWS), random.normal(size=ROWS), ["same"] * ROWS],
    ids=["id", "count", "noise", "constant"],
)
def test_a_unique_id_noise_and_a_constant_explain_nothing(target, cells):
    assert strength(target, "x", cells) < 0.05


def test_a_column_that_helps_explains_a_part():
    assert 0.2 < strength(NUMBERS, "x", np.log(NUMBERS) + random.normal(size=ROWS)) < 0.8


def test_a_text_that_mentions_a_class_predicts_it_whatever_the_case():
    mentioned = [f"Order {number}: answered {label.upper()}!" for number, label in enumerate(CLASSES)]
    inside = [f"Order {number}: un{label}ish" for number, label in enumerate(CLASSES)]
    assert strength(CLASSES, "x", mentioned) > 0.99
    assert strength(CLASSES, "x", inside) < 0.05


def test_an_unknown_target_is_refused():
    table = store(pd.DataFrame({"a": ["1", "2"]}, dtype="str"))
    with pytest.raises(InvalidInput) as refused:
        measure_associations(table, profile(table), "b")
    assert (refused.value.code, refused.value.parameters["column"]) == ("column_not_in_profile", "b")
