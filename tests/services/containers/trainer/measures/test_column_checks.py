import numpy
import pytest
from scipy.stats import spearmanr
from sklearn.metrics import r2_score

from services.containers.trainer.measures import column_checks

COLUMNS = [("a", "numeric"), ("b", "numeric"), ("c", "numeric"), ("city", "category"), ("day", "date")]


@pytest.fixture(scope="module")
def values():
    random = numpy.random.default_rng(0)
    table = numpy.empty((200, 5), dtype=object)
    table[:, 0] = random.normal(size=200)
    table[:, 1] = numpy.exp(table[:, 0].astype(float)) * -1 + random.normal(scale=0.05, size=200)
    table[:, 2] = random.normal(size=200)
    table[:, 3] = random.choice(["Bonn", "Ulm"], 200)
    table[:, 4] = [f"2026-01-{day:02}" for day in random.integers(1, 29, 200)]
    return table


def test_the_correlation_is_spearmans_and_only_strong_pairs_are_kept(values):
    ((first, second, value),) = column_checks.correlated(COLUMNS, values)
    assert (first, second) == ("a", "b")
    assert value == pytest.approx(
        spearmanr(values[:, 0].astype(float), values[:, 1].astype(float))[0], abs=1e-4
    )
    assert value < -0.8


def test_missing_cells_and_constants_correlate_with_nothing(values):
    gaps = values.copy()
    gaps[:, 1] = None
    gaps[:, 2] = 1.0
    assert column_checks.correlated(COLUMNS, gaps) == []


def test_dates_overlap_unless_the_training_rows_end_before_the_held_out_rows_begin(values):
    ordered = values[numpy.argsort(values[:, 4])]
    later = ordered[ordered[:, 4] > ordered[99, 4]]
    assert column_checks.overlapping(COLUMNS, ordered[:100], later) == []
    (entry,) = column_checks.overlapping(COLUMNS, values[:100], values[100:])
    assert entry == {
        "column": "day",
        "train_end": max(values[:100, 4]),
        "test_start": min(values[100:, 4]),
    }


def test_a_column_that_alone_tells_the_target_has_a_high_score(values):
    target = values[:, 0].astype(float) ** 2
    entries = column_checks.alone(
        COLUMNS, (values[:150], target[:150]), (values[150:], target[150:]), r2_score, balanced=False
    )
    scores = {entry["column"]: entry["score"] for entry in entries}
    assert list(scores) == [name for name, _role in COLUMNS]
    assert scores["a"] > 0.7
    assert max(scores["c"], scores["city"], scores["day"]) < 0.4


def test_classes_are_told_by_a_category(values):
    target = numpy.where(values[:, 3] == "Ulm", "yes", "no").astype(object)
    entries = column_checks.alone(
        COLUMNS,
        (values[:150], target[:150]),
        (values[150:], target[150:]),
        lambda actual, predicted: float(numpy.mean(actual == predicted)),
        balanced=True,
    )
    assert {entry["column"]: entry["score"] for entry in entries}["city"] == 1
