import numpy
import pytest

from services.containers.trainer.measures import slices
from services.containers.trainer.measures.worst_slices import worst

COLUMNS = [("city", "category"), ("age", "numeric"), ("day", "date")]
ROWS = 600


@pytest.fixture(scope="module")
def values():
    random = numpy.random.default_rng(0)
    table = numpy.empty((ROWS, 3), dtype=object)
    table[:, 0] = random.choice(["a", "b", "c"], ROWS)
    table[:, 1] = random.integers(20, 80, ROWS).astype(float)
    table[:, 2] = [f"2026-0{month}-1{day}" for month, day in random.integers(1, 10, (ROWS, 2))]
    return table


def found(values, right, metric="accuracy"):
    return worst(COLUMNS, values, slices.Terms(numpy.asarray(right, dtype=float), metric, 0), 0)


def test_the_slice_in_which_the_errors_are_planted_comes_first(values):
    planted = (values[:, 0] == "c") & (values[:, 1] > 50)
    first = found(values, ~planted)[0]
    city, age = sorted(first["where"], key=lambda condition: condition["column"], reverse=True)
    assert city == {"column": "city", "kind": "is", "value": "c"}
    assert age == {"column": "age", "kind": "range", "above": 50.0}
    assert first["score"] == 0
    # Half of the rows chose the slice, so that the others alone are counted.
    assert first["rows"] == pytest.approx(planted.sum() / 2, rel=0.3)


def test_a_date_is_bounded_by_a_day_and_a_missing_cell_is_one(values):
    late = values[:, 2] > "2026-06-30"
    (day,) = found(values, 10.0 * late, "mae")[0]["where"]
    assert (day["column"], day["kind"], len(day["above"])) == ("day", "range", len("2026-06-30"))
    assert "2026-06" < day["above"] < "2026-07-11"
    gaps = values.copy()
    gaps[:90, 1] = None
    assert found(gaps, numpy.arange(ROWS) >= 90)[0]["where"] == [{"column": "age", "kind": "missing"}]


def test_where_all_rows_are_right_no_slice_is_worse(values):
    assert found(values, numpy.ones(ROWS)) == []


def test_few_rows_have_no_worst_slice(values):
    assert worst(COLUMNS, values[:30], slices.Terms(numpy.zeros(30), "accuracy", 0), 0) == []
