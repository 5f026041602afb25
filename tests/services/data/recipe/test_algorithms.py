import pytest

from services.containers.trainer import algorithms as container
from services.data.recipe.algorithms import ALGORITHMS, algorithm


def test_the_page_offers_exactly_what_the_container_takes():
    offered = {
        each.key: {p.name: (p.default, p.minimum, p.maximum) for p in each.parameters} for each in ALGORITHMS
    }
    assert offered == container.PARAMETERS


@pytest.mark.parametrize("each", ALGORITHMS, ids=lambda each: each.key)
def test_whole_parameters_are_whole_in_the_container(each):
    for parameter in each.parameters:
        assert isinstance(container.PARAMETERS[each.key][parameter.name][0], int) == parameter.whole


def test_an_algorithm_is_found_by_its_key():
    assert algorithm("linear") is ALGORITHMS[0]
