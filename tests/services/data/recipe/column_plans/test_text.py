import pytest

from services.data.profile import ColumnProfile
from services.data.recipe.column_plans import Context, TextPlan


@pytest.mark.parametrize(
    ("examples", "plan"),
    [
        (("배송이 빨라요", "ok", "별로예요"), TextPlan("characters", None, 1, 3)),
        (("very good", "별로예요"), TextPlan()),
        ((), TextPlan()),
    ],
)
def test_texts_that_are_mostly_korean_get_character_n_grams(examples, plan):
    assert TextPlan.propose(ColumnProfile("x", "text", 0, 50, examples=examples)) == plan


@pytest.mark.parametrize(
    ("words", "sparse", "room", "limit"),
    [(None, True, 10, 50_000), (None, False, 5000, 300), (9000, False, 5000, 5000), (None, False, 0, 20)],
)
def test_the_code_limits_the_vocabulary_as_memory_asks(words, sparse, room, limit):
    (step,) = TextPlan(words=words).code_steps(["x"], Context(sparse, "classification", 5, 0, room))
    assert f"max_features={limit}" in step.transformer


def test_every_text_has_a_vocabulary_of_its_own():
    steps = list(TextPlan().code_steps(["a", "b"], Context(True, "classification", 5, 0)))
    assert [step.columns for step in steps] == ["a", "b"]
