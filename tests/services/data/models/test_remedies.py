from typing import get_args

import pytest

from services.containers.trainer.spec import ALGORITHMS
from services.data.findings.fix import Fix
from services.data.models.checks import Check, CheckCode, Setting
from services.data.models.remedies import Preselection, remedy
from services.data.recipe.recipe import Recipe

RECIPE = Recipe("y", "classification", (("a", "numeric"), ("b", "numeric"), ("day", "date")))


def of(code, algorithm="linear", columns=("a",), task="classification", **parameters):
    return remedy(Check(code, columns, algorithm="boosting"), Setting(algorithm, parameters), task)


@pytest.mark.parametrize("code", get_args(CheckCode))
@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_each_check_has_a_remedy_within_the_bounds_of_the_form(code, algorithm):
    chosen = of(code, algorithm)
    if isinstance(chosen, Fix):
        assert chosen(RECIPE) != RECIPE
    elif chosen is None:
        assert code in ("at_limit", "no_better_than_baseline")
    else:
        known = {parameter.name: parameter for parameter in ALGORITHMS[chosen.algorithm].parameters}
        for name, value in chosen.parameters.items():
            assert known[name].minimum <= value <= known[name].maximum
            assert isinstance(value, int) == known[name].whole


def test_columns_are_left_out_of_the_recipe():
    assert of("useless_columns", columns=("a", "b"))(RECIPE).used == ("day",)
    assert of("correlated_columns", columns=("a", "b"))(RECIPE).used == ("a", "day")
    assert of("dominant_column")(RECIPE).used == ("b", "day")


def test_the_split_changes_by_time_or_holds_out_more():
    assert of("time_overlap", columns=("day",))(RECIPE).split.method == "time"
    assert of("unstable")(RECIPE).test_fraction == 0.4
    twice = Recipe(RECIPE.target, RECIPE.task, RECIPE.roles, test_fraction=0.5)
    assert of("unstable")(twice) == twice


def test_overfitting_makes_a_simpler_model_with_the_other_parameters_as_they_were():
    assert of("overfitting", "boosting", leaves=31.0, iterations=50.0) == Preselection(
        "boosting", {"leaves": 16, "iterations": 50}
    )
    assert of("overfitting", "linear") == Preselection("linear", {"regularisation": 10.0})
    assert of("overfitting", "boosting", leaves=2) is None


def test_underfitting_makes_a_stronger_model():
    assert of("underfitting", "linear") == Preselection("boosting")
    assert of("underfitting", "boosting") == Preselection("boosting", {"leaves": 30})


def test_rare_classes_weigh_as_much_where_an_algorithm_can():
    assert of("class_imbalance", "forest", trees=50, balanced=False) == Preselection(
        "forest", {"trees": 50}, balanced=True
    )
    assert of("class_imbalance", "neighbors") == Preselection("linear", balanced=True)


def test_more_iterations_are_allowed():
    assert of("at_limit", "boosting", iterations=200) == Preselection("boosting", {"iterations": 800})
    assert of("at_limit", "boosting", iterations=5000) is None
