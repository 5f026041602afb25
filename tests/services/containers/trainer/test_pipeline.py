import io

import joblib
import numpy
import pytest

from services.containers.trainer import algorithms, pipeline
from services.containers.trainer.signed_numbers import Signs
from services.containers.trainer.table import Column, Table

# The pinned scipy warns of options that scikit-learn 1.6 uses and scipy 1.18 removes.
pytestmark = pytest.mark.filterwarnings("ignore:scipy.optimize:DeprecationWarning")


def fitted(columns, values, target, algorithm="linear", task="classification", **parameters):
    rows = numpy.empty((len(values), len(columns)), dtype=object)
    rows[:] = values
    table = Table(columns, rows, numpy.array(target, dtype=object if task == "classification" else float), 0)
    complete = algorithms.complete(algorithm, parameters)
    return pipeline.unfitted(table, task, algorithm, complete, 0).fit(rows, table.target)


def test_class_probabilities_come_in_the_order_of_the_sorted_labels():
    columns = (Column("x", "numeric"),)
    model = fitted(columns, [[1.0], [2.0], [3.0]] * 5, ["c", "a", "b"] * 5)
    assert pipeline.classes(model) == ["a", "b", "c"]
    answer = pipeline.artifact(columns, model).predict([{"x": 1.0}])
    numpy.testing.assert_allclose(answer, pipeline.probabilities(model, numpy.array([[1.0]], dtype=object)))
    assert answer.argmax() == 2


@pytest.mark.parametrize("algorithm", ["linear", "boosting", "forest"])
def test_a_regression_answers_values(algorithm):
    columns = (Column("x", "numeric"),)
    model = fitted(
        columns, [[float(n)] for n in range(60)], [float(n) for n in range(60)], algorithm, "regression"
    )
    answer = pipeline.artifact(columns, model).predict([{"x": 30.0}, {"x": 50.0}])
    numpy.testing.assert_allclose(answer, [30, 50], atol=3)


@pytest.mark.parametrize("algorithm", ["linear", "boosting", "forest"])
def test_a_missing_category_is_one_that_can_be_learned_from(algorithm):
    columns = (Column("x", "category"),)
    model = fitted(columns, [[None], ["a"]] * 40, ["empty", "full"] * 40, algorithm)
    answer = pipeline.artifact(columns, model).predict([{"x": None}, {"x": "a"}])
    assert answer.argmax(axis=1).tolist() == [0, 1]


def stored(artifact):
    """Return an artifact as it is loaded from its file."""
    artifact.predict([{"x": 1000.0}])
    file = io.BytesIO()
    joblib.dump(artifact, file)
    return joblib.load(file)


@pytest.mark.parametrize(
    ("signs", "cells"),
    [
        (Signs(".", "$"), ["$1,030.50", "1,030.5", "1030.5"]),
        (Signs(",", "\u20ac"), ["1.030,50 \u20ac", "1\u00a0030,5", "1030,5"]),
        (Signs(".", '"'), ['1030.5"', '1,030.5 "']),
    ],
)
def test_an_instance_may_be_written_with_the_signs_of_its_column(signs, cells):
    columns = (Column("x", "numeric", {}, signs),)
    model = fitted(columns, [[float(n)] for n in range(1000, 1060)], range(60), "linear", "regression")
    predict = stored(pipeline.artifact(columns, model)).predict
    expected = predict([{"x": 1030.5}])
    for cell in cells:
        numpy.testing.assert_allclose(predict([{"x": cell}]), expected)
    numpy.testing.assert_allclose(predict([{"x": None}, {"x": ""}]), predict([{"x": 1029.5}] * 2))


@pytest.mark.parametrize("imputation", ["own", "most_frequent"])
def test_an_instance_may_hold_a_mark_of_its_column(imputation):
    columns = (Column("x", "category", {"imputation": imputation}, marks=("?",)),)
    model = fitted(columns, [[None], ["a"], ["b"], ["a"]] * 20, ["p", "q", "p", "q"] * 20)
    predict = pipeline.artifact(columns, model).predict
    numpy.testing.assert_array_equal(predict([{"x": "?"}]), predict([{"x": None}]))


@pytest.mark.parametrize("algorithm", ["linear", "boosting"])
def test_the_weekday_of_a_date_can_be_learned(algorithm):
    days = numpy.arange("2026-01-01", "2026-07-01", dtype="datetime64[D]")
    weekend = [day.astype(object).weekday() >= 5 for day in days]
    columns = (Column("when", "date"),)
    model = fitted(
        columns, [[str(day)] for day in days], ["rest" if free else "work" for free in weekend], algorithm
    )
    answer = pipeline.artifact(columns, model).predict(
        [{"when": "2026-04-04T12:00:00"}, {"when": "2026-04-06"}]
    )
    assert answer.argmax(axis=1).tolist() == [0, 1]


def test_words_of_one_letter_and_of_korean_are_counted():
    columns = (Column("text", "text"),)
    model = fitted(columns, [["이 책 좋다"], ["그 책 싫다"]] * 5, ["good", "bad"] * 5)
    answer = pipeline.artifact(columns, model).predict([{"text": "좋다"}, {"text": "싫다"}, {"text": None}])
    assert answer.argmax(axis=1).tolist()[:2] == [1, 0]


def test_one_column_and_one_instance_go_through_as_many_do():
    columns = (Column("x", "numeric"),)
    model = pipeline.artifact(columns, fitted(columns, [[1.0], [2.0]] * 5, ["a", "b"] * 5))
    one, many = model.predict([{"x": 1.0}]), model.predict([{"x": 1.0}, {"x": 2.0}])
    assert (one.shape, many.shape) == ((1, 2), (2, 2))
    numpy.testing.assert_allclose(one[0], many[0])


def test_nothing_of_ours_is_in_the_pickle():
    columns = (Column("n", "numeric"), Column("c", "category"), Column("t", "text"), Column("d", "date"))
    values = [[1.0, "a", "some words", "2026-01-01"], [2.0, "b", "other words", "2026-02-02"]] * 5
    packed = io.BytesIO()
    joblib.dump(pipeline.artifact(columns, fitted(columns, values, ["x", "y"] * 5)), packed)
    assert b"trainer" not in packed.getvalue()
    assert b"pandas" not in packed.getvalue()
