import numpy
import pytest

from services.containers.trainer.measures.dependence import COLUMNS, GRID, dependence

NAMES = [("a", "numeric"), ("city", "category"), ("day", "date"), ("note", "text")]


@pytest.fixture(scope="module")
def values():
    random = numpy.random.default_rng(0)
    table = numpy.empty((300, 4), dtype=object)
    table[:, 0] = random.normal(size=300)
    table[:5, 0] = None
    table[:, 1] = random.choice(["Bonn", "Ulm", "Trier"], 300, p=[0.5, 0.3, 0.2])
    table[:, 2] = [f"2026-01-{day:02}" for day in random.integers(1, 29, 300)]
    table[:, 3] = "a text"
    return table


def found(values, answer):
    return {entry["column"]: entry for entry in dependence(NAMES, values, answer, 0)}


def test_the_mean_follows_the_column_that_the_answer_depends_on(values):
    columns = found(values, lambda rows: numpy.array([3 * (cell or 0) for cell in rows[:, 0]]))
    numbers = columns["a"]
    assert len(numbers["grid"]) == GRID
    assert [mean for (mean,) in numbers["means"]] == pytest.approx([3 * x for x in numbers["grid"]], rel=1e-4)
    assert len({mean for (mean,) in columns["city"]["means"]}) == 1


def test_categories_come_by_their_count_and_dates_as_dates(values):
    columns = found(values, lambda rows: (rows[:, 1] == "Ulm").astype(float))
    assert columns["city"]["grid"] == ["Bonn", "Ulm", "Trier"]
    assert columns["city"]["means"] == [[0.0], [1.0], [0.0]]
    days = columns["day"]["grid"]
    assert days == sorted(days)
    assert set(days) <= set(values[:, 2])
    assert "note" not in columns


def test_several_answers_have_a_mean_each(values):
    columns = found(values, lambda rows: numpy.tile([0.25, 0.75], (len(rows), 1)))
    assert columns["city"]["means"] == [[0.25, 0.75]] * 3


def test_the_first_columns_alone_are_measured():
    cells = numpy.random.default_rng(0).normal(size=(50, 12)).astype(object)
    names = [(f"c{number}", "numeric") for number in range(12)]
    entries = dependence(names, cells, lambda rows: numpy.zeros(len(rows)), 0)
    assert [entry["column"] for entry in entries] == [f"c{number}" for number in range(COLUMNS)]
