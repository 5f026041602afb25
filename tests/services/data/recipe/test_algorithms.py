import pytest

from services.data.recipe.algorithms import ALGORITHMS, algorithm, require_suitable, suitable
from services.data.recipe.recipe import Recipe
from services.errors import InvalidInput


def test_an_algorithm_is_found_by_its_key():
    assert algorithm("linear") is ALGORITHMS["linear"]


def test_an_unknown_algorithm_is_refused():
    with pytest.raises(InvalidInput) as caught:
        algorithm("magic")
    assert (caught.value.code, caught.value.parameters) == ("unknown_algorithm", {"algorithm": "magic"})


TEXTS = Recipe("y", "classification", (("words", "text"), ("x", "numeric")))
WITHOUT = Recipe("y", "classification", (("words", "ignore"), ("x", "numeric")))
NUMBERS = Recipe("y", "regression", (("words", "text"), ("x", "numeric")))


def test_all_algorithms_can_classify_texts():
    assert suitable(TEXTS) == tuple(ALGORITHMS)
    for key in ALGORITHMS:
        require_suitable(key, TEXTS)


@pytest.mark.parametrize(
    ("recipe", "code"), [(WITHOUT, "algorithm_learns_from_texts"), (NUMBERS, "algorithm_predicts_classes")]
)
def test_naive_bayes_needs_texts_and_classes(recipe, code):
    possible = tuple(key for key in ALGORITHMS if key != "naive_bayes")
    assert suitable(recipe) == possible
    with pytest.raises(InvalidInput) as caught:
        require_suitable("naive_bayes", recipe)
    assert (caught.value.code, caught.value.parameters) == (
        code,
        {"algorithm": "naive_bayes", "possible": possible},
    )
    require_suitable("linear", recipe)
