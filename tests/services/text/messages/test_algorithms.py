"""An algorithm without words fails here by its name."""

import pytest

from services.data.recipe.algorithms import ALGORITHMS
from services.text.messages import algorithms
from services.vertex.layout import OWN_CODE

PARAMETERS = [
    (name, parameter.name) for name, algorithm in ALGORITHMS.items() for parameter in algorithm.parameters
]


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_every_algorithm_has_a_title_and_a_description(algorithm):
    assert algorithms.algorithm_title(algorithm) not in ("", algorithm)
    assert algorithms.algorithm_description(algorithm)


@pytest.mark.parametrize(("algorithm", "parameter"), PARAMETERS)
def test_every_parameter_has_a_title(algorithm, parameter):
    assert algorithms.parameter_title(algorithm, parameter)


def test_there_are_no_words_for_what_there_is_not():
    assert set(algorithms.TITLES) == set(algorithms.DESCRIPTIONS) == set(ALGORITHMS)
    assert set(algorithms.PARAMETERS) == set(PARAMETERS)


def test_an_algorithm_of_another_app_is_shown_by_its_name():
    assert algorithms.algorithm_title("svm") == "svm"


def test_the_parameters_of_a_run_are_said_with_their_values():
    given = (("regularisation", 0.5), ("iterations", 2000), ("depth", 3), ("balanced", True))
    said = "Regularization strength: 0.5 · Maximum iterations: 2,000 · classes weighted equally"
    assert algorithms.parameters_text("linear", given) == said
    assert algorithms.parameters_text("svm", (("kernel", 1), ("balanced", False))) == ""


def test_own_code_has_a_title_in_the_place_of_an_algorithm():
    assert algorithms.algorithm_title(OWN_CODE) not in ("", OWN_CODE)
