import pytest

from services.errors import InvalidInput
from services.text.messages.algorithms import algorithm_title
from services.text.messages.errors import error_text

ERRORS = [
    InvalidInput("unreadable_recipe"),
    InvalidInput("unknown_recipe_version", version="99"),
    InvalidInput("unknown_recipe_field", field="surprise"),
    InvalidInput("invalid_recipe_field", field="task", value="'magic'"),
    InvalidInput("unknown_algorithm", algorithm="magic"),
    InvalidInput("algorithm_predicts_classes", algorithm="naive_bayes", possible=("linear", "forest")),
    InvalidInput("algorithm_learns_from_texts", algorithm="naive_bayes", possible=("linear", "forest")),
    InvalidInput("algorithm_without_class_weights", algorithm="neighbors"),
    InvalidInput("classes_missing", target="price"),
    InvalidInput("too_few_rows_to_preview", column="age"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.code)
def test_every_error_has_a_message_with_its_parameters_and_a_hint(error):
    text = error_text(error)
    assert text.hint
    assert text.message != error.code
    said = [algorithm_title(str(value)) for name, value in error.parameters.items() if name != "possible"]
    assert all(words in text.message for words in said)
    assert all(algorithm_title(key) in text.hint for key in error.parameters.get("possible", ()))
