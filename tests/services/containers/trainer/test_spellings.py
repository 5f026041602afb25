import io

import joblib
import numpy
import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.containers.trainer import algorithms, pipeline, spellings
from services.containers.trainer.spec import spelling_key
from services.containers.trainer.table import Column, load

# The pinned scipy warns of options that scikit-learn 1.6 uses and scipy 1.18 removes.
pytestmark = pytest.mark.filterwarnings("ignore:scipy.optimize:DeprecationWarning")
RECIPE = {
    "target": "y",
    "task": "classification",
    "roles": [{"column": "c", "role": "category", "options": {"merge_spellings": True}}],
    "target_options": {"merge_spellings": True, "logarithm": False},
}


def array(*texts):
    rows = numpy.empty((len(texts), 1), dtype=object)
    rows[:, 0] = texts
    return rows


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=12), min_size=1, max_size=8))
def test_the_steps_of_the_artifact_make_the_keys_of_the_specification(texts):
    rows = array(*texts)
    for step in spellings.steps(1):
        rows = step.fit_transform(rows)
    assert rows[:, 0].tolist() == [spelling_key(text) for text in texts]


@pytest.mark.parametrize(
    ("cells", "merged"),
    [
        (["yes", "Yes", "Yes", None, "no", "No"], ["Yes", "Yes", "Yes", None, "No", "No"]),
        (["YES", "yes", "no", "NO"], ["yes", "yes", "no", "no"]),
        (["u.s.a.", "USA", "USA", "U.S.A."], ["USA"] * 4),
        (["Face to Face", "face-to-face", "Face to Face"], ["face-to-face"] * 3),
        (["a\u200b", "a\u200b", "a", "b"], ["a", "a", "a", "b"]),
        ([None, None], [None, None]),
    ],
)
def test_values_are_written_in_the_commonest_case_of_letters_else_as_most_often(cells, merged):
    assert spellings.merged(pandas.Series(cells, dtype=object)).tolist() == merged


def test_a_table_has_one_class_and_one_category_per_value():
    table = load(b"c,y\nRed,yes\nred,Yes\nRED ,YES\nred,no\nblue,yes\n,no\n", RECIPE)
    assert table.values[:, 0].tolist() == ["red", "red", "red", "red", "blue", None]
    assert table.target.tolist() == ["yes", "yes", "yes", "no", "yes", "no"]


@pytest.mark.parametrize("imputation", ["own", "most_frequent"])
@pytest.mark.parametrize("encoding", ["automatic", "one_hot", "ordinal", "target"])
@pytest.mark.parametrize("algorithm", ["linear", "boosting"])
def test_a_stored_model_answers_a_spelling_that_it_never_saw(algorithm, encoding, imputation):
    options = {"merge_spellings": True, "encoding": encoding, "imputation": imputation}
    recipe = {**RECIPE, "roles": [{"column": "c", "role": "category", "options": options}]}
    rows = "".join(f"{('Red', 'red', 'BLUE')[n % 3]},{'no' if n % 3 == 2 else 'yes'}\n" for n in range(90))
    table = load(f"c,y\n{rows},yes\n".encode(), recipe)
    parameters = algorithms.complete(algorithm, {})
    model = pipeline.unfitted(table, "classification", algorithm, parameters, 0)
    model.fit(table.values, table.target)
    stored = io.BytesIO()
    joblib.dump(pipeline.artifact((Column("c", "category"),), model), stored)
    stored.seek(0)
    answers = joblib.load(stored).predict(
        [{"c": text} for text in ("red", "RED\u200b", "Blue", "blue", None)]
    )
    numpy.testing.assert_allclose(answers[0], answers[1])
    numpy.testing.assert_allclose(answers[2], answers[3])
    assert answers[0].argmax() != answers[2].argmax()
