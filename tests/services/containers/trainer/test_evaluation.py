import json

import numpy
import pytest
from sklearn.metrics import accuracy_score, balanced_accuracy_score, log_loss, roc_auc_score

from services.containers.trainer import algorithms, evaluation, pipeline, split
from services.containers.trainer.table import Column, Table
from services.data.models.evaluation import Evaluation, SplitUsed
from services.data.models.metrics import METRICS

# The pinned scipy warns of options that scikit-learn 1.6 uses and scipy 1.18 removes.
pytestmark = pytest.mark.filterwarnings("ignore:scipy.optimize:DeprecationWarning")


def table(labels, seed=0):
    """Return rows of one number that tells the label with some noise."""
    random = numpy.random.default_rng(seed)
    names = sorted(set(labels))
    values = numpy.empty((len(labels), 1), dtype=object)
    values[:, 0] = [names.index(label) + random.normal(scale=0.4) for label in labels]
    kind = float if isinstance(labels[0], float) else object
    return Table((Column("x", "numeric"),), values, numpy.array(labels, dtype=kind), 0)


def evaluated(rows, task="classification", fraction=0.25):
    recipe = {"task": task, "test_fraction": fraction, "seed": 0}
    sides = split.divide(rows, recipe)
    model = pipeline.unfitted(rows, task, "linear", algorithms.complete("linear", {}), 0)
    model.fit(rows.values[sides.train], rows.target[sides.train])
    found = evaluation.evaluate(model, rows, recipe, sides)
    return found, {each["name"]: each for each in found["metrics"]}, model, sides.test


def test_measures_of_two_classes_are_those_of_scikit_learn():
    rows = table(["a"] * 70 + ["b"] * 50)
    found, metrics, model, test = evaluated(rows)
    chances, truth = model.predict_proba(rows.values[test]), rows.target[test]
    guesses = model.predict(rows.values[test])
    assert metrics["accuracy"]["value"] == pytest.approx(accuracy_score(truth, guesses))
    assert metrics["balanced_accuracy"]["value"] == pytest.approx(balanced_accuracy_score(truth, guesses))
    assert metrics["log_loss"]["value"] == pytest.approx(log_loss(truth, chances))
    assert metrics["roc_auc"]["value"] == pytest.approx(roc_auc_score(truth, chances[:, 1]))
    assert numpy.trace(found["confusion"]["matrix"]) == round(metrics["accuracy"]["value"] * len(test))


def test_it_tells_how_the_tested_rows_were_chosen():
    found, _metrics, _model, _test = evaluated(table(["a", "b"] * 30))
    assert Evaluation.from_json(json.dumps(found)).split == SplitUsed("stratified")


def test_the_app_knows_each_metric_by_its_code():
    _found, of_classes, _model, _test = evaluated(table(["a", "b"] * 30))
    _found, of_numbers, _model, _test = evaluated(table([float(n) for n in range(40)]), "regression")
    assert {*of_classes, *of_numbers} == set(METRICS)


def test_metrics_have_intervals_that_hold_them_and_classes_have_curves():
    tests, metrics, _model, _test = evaluated(table(["a"] * 70 + ["b"] * 50))
    read = Evaluation.from_json(json.dumps(tests, allow_nan=False))
    for metric in read.metrics:
        low, high = metric.interval
        assert low < high
        assert low <= metric.value <= high
    (curves,) = read.curves
    assert (curves.label, curves.positives + curves.negatives) == ("b", read.rows_test)
    assert metrics.keys() == {metric.name for metric in read.metrics}


@pytest.mark.parametrize(
    ("target", "task"),
    [(["a"] * 30 + ["b"] * 30, "classification"), ([float(n % 30) for n in range(60)], "regression")],
)
def test_a_column_that_the_model_relies_on_has_importance(target, task):
    rows = table(target)
    noise = numpy.random.default_rng(1).normal(size=(len(target), 1)).astype(object)
    rows = Table(
        (*rows.columns, Column("noise", "numeric")), numpy.hstack([rows.values, noise]), rows.target, 0
    )
    tests, _metrics, model, _test = evaluated(rows, task)
    recipe = {"task": task, "test_fraction": 0.25, "seed": 0}
    details = evaluation.details(model, rows, recipe, split.divide(rows, recipe), tests)
    read = Evaluation.from_json(json.dumps({**tests, **details}))
    assert read.baseline < read.train_score <= 1
    first, second = read.importance
    assert (first.column, second.column) == ("x", "noise")
    assert first.mean > 0.1 > abs(second.mean)
    assert read.slices.metric == ("accuracy" if task == "classification" else "mae")
    assert {column for column, _parts in read.slices.columns} <= {"x", "noise"}
    assert read.column_checks.alone[0][0] == "x"
    (x, noise) = read.dependence.columns
    rising = [line[0] for line in x.means]
    assert rising == sorted(rising)
    assert rising[-1] - rising[0] > 5 * abs(noise.means[-1][0] - noise.means[0][0])


@pytest.fixture(scope="module")
def wide():
    """An evaluation of long names, long values and many columns, with its rows."""
    random = numpy.random.default_rng(0)
    rows = table([float(n % 50) for n in range(400)])
    texts = random.choice([f"{'긴 값 ' * 30}{n}" for n in range(12)], (400, 40)).astype(object)
    columns = tuple(Column(f"{'열' * 40}{n}", "category") for n in range(40))
    rows = Table((*rows.columns, *columns), numpy.hstack([rows.values, texts]), rows.target, 0)
    tests, _metrics, model, _test = evaluated(rows, "regression")
    recipe = {"task": "regression", "test_fraction": 0.25, "seed": 0}
    said = []
    details = evaluation.details(model, rows, recipe, split.divide(rows, recipe), tests, said.append)
    return {**tests, **details}, said


def test_the_evaluation_of_a_wide_table_stays_small(wide):
    text = json.dumps(wide[0], ensure_ascii=False)
    assert len(text.encode()) < 200_000
    assert len(Evaluation.from_json(text).slices.columns) == 30


def test_intervals_reach_the_coverage_that_they_say_and_the_log_says_what_is_measured(wide):
    tests, said = wide
    assert [level["level"] for level in tests["conformal"]] == [0.8, 0.9, 0.95]
    for level in tests["conformal"]:
        assert level["coverage"] == pytest.approx(level["level"], abs=0.12)
    assert len(said) >= 2


def test_the_baseline_always_gives_the_commonest_class():
    _found, metrics, _model, _test = evaluated(table(["a"] * 75 + ["b"] * 25))
    assert metrics["accuracy"]["baseline"] == 0.76
    assert metrics["balanced_accuracy"]["baseline"] == 0.5
    assert metrics["roc_auc"]["baseline"] == 0.5


def test_three_classes_have_an_area_under_the_curve_of_one_against_the_rest():
    rows = table(["a", "b", "c"] * 40)
    _found, metrics, model, test = evaluated(rows)
    expected = roc_auc_score(rows.target[test], model.predict_proba(rows.values[test]), multi_class="ovr")
    assert metrics["roc_auc"]["value"] == pytest.approx(expected)


def test_where_a_class_is_not_among_the_test_rows_there_is_no_area_but_all_else():
    found, metrics, _model, _test = evaluated(table(["a", "b"] * 30 + ["lonely"]))
    assert "roc_auc" not in metrics
    assert metrics["accuracy"]["value"] > metrics["accuracy"]["baseline"]
    assert set(found["confusion"]["labels"]) >= {"a", "b"}


def test_a_regression_is_measured_beside_the_mean():
    rows = table([float(number) for number in range(100)])
    found, metrics, _model, test = evaluated(rows, "regression")
    assert found["metric"] == "r2"
    assert metrics["r2"]["value"] > 0.99
    assert metrics["r2"]["baseline"] < 0.05
    assert metrics["mae"]["value"] < metrics["mae"]["baseline"]
    assert metrics["rmse"]["value"] < metrics["rmse"]["baseline"]
    assert [actual for actual, _guess in found["residuals"]] == rows.target[test].tolist()


def test_a_test_of_one_row_has_no_r2():
    found, metrics, _model, _test = evaluated(table([1.0, 2.0, 3.0, 4.0]), "regression", 0.25)
    assert (found["metric"], list(metrics)) == ("mae", ["mae", "rmse"])
