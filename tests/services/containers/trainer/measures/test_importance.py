import numpy
import pytest

from services.containers.trainer.measures.importance import COLUMNS, REPEATS, importance


def table(rows, columns=3):
    return numpy.random.default_rng(5).normal(size=(rows, columns)).astype(object)


def scoring(values, calls):
    """Return a score: how near a model that takes the first column twice and the second once comes."""
    target = 2 * values[:, 0].astype(float) + values[:, 1].astype(float)

    def score(rows, places):
        calls.append(len(rows))
        predicted = numpy.split(
            2 * rows[:, 0].astype(float) + rows[:, 1].astype(float), len(rows) // len(places)
        )
        return [-float(numpy.mean((part - target[places]) ** 2)) for part in predicted]

    return score


def test_a_column_counts_as_much_as_the_model_relies_on_it():
    values, calls = table(400), []
    first, second, third = importance(values, scoring(values, calls), seed=0)
    # The mean squared error after a shuffle is twice the variance of what the column adds.
    assert first[0] == pytest.approx(8, rel=0.25)
    assert second[0] == pytest.approx(2, rel=0.25)
    assert third == (0, 0)
    assert first[1] > 0
    assert calls == [400] + [400 * REPEATS] * 3  # one prediction a column


def test_rows_are_sampled_so_that_the_predictions_stay_few():
    values, calls = table(3000, 100), []
    importance(values, scoring(values, calls), seed=0)
    assert sum(calls) <= 101_000
    assert importance(table(10, COLUMNS + 1), scoring(values, calls), seed=0) is None


def test_the_same_seed_gives_the_same_importance_and_no_cell_is_changed():
    values = table(50)
    before = values.copy()
    runs = [importance(values, scoring(values, []), seed=3) for _ in range(2)]
    assert runs[0] == runs[1]
    assert (values == before).all()
