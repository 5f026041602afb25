import pytest

from services.data.recipe.algorithms import ALGORITHMS, algorithm
from services.errors import InvalidInput


def test_an_algorithm_is_found_by_its_key():
    assert algorithm("linear") is ALGORITHMS["linear"]


def test_an_unknown_algorithm_is_refused():
    with pytest.raises(InvalidInput) as caught:
        algorithm("magic")
    assert (caught.value.code, caught.value.parameters) == ("unknown_algorithm", {"algorithm": "magic"})
