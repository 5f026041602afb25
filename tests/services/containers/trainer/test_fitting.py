"""Algorithms are no worse than the baseline, and a fit ends well on what users bring."""

from dataclasses import replace

import joblib
import numpy
import pytest
from sklearn.base import clone
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_iris, load_wine
from sklearn.ensemble import RandomForestRegressor
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.utils.class_weight import compute_sample_weight

from services.containers.trainer import algorithms, fitting, pipeline
from services.containers.trainer.table import Column, Table
from services.data.recipe.column_plans import CategoryPlan
from services.data.recipe.split import Split
from tests.table_cases import CASES

# The pinned scipy warns of options that scikit-learn 1.6 uses and scipy 1.18 removes.
pytestmark = pytest.mark.filterwarnings("ignore:scipy.optimize:DeprecationWarning")
ALGORITHMS = ("linear", "boosting", "forest")


@pytest.fixture
def train_case(train):
    """Return a function that trains a case of users' tables by an algorithm."""

    def run(name, algorithm, change=lambda recipe: recipe):
        table = (CASES / "path" / f"{name}.csv").read_bytes()
        return train(table, algorithm, {"trees": 20} if algorithm == "forest" else {}, change)

    return run


def metrics(evaluation):
    """Return the pairs of value and baseline by metric."""
    return {metric.name: (metric.value, metric.baseline) for metric in evaluation.metrics}


def by_time(recipe):
    return replace(recipe, split=Split("time", "when"))


def table(target, noise=1.0, seed=0):
    """Return rows of three numbers, of which the first tells the target with some noise."""
    random = numpy.random.default_rng(seed)
    codes = numpy.unique(target, return_inverse=True)[1] if target.dtype == object else target
    values = random.normal(size=(len(target), 3))
    values[:, 0] = codes + noise * values[:, 0]
    columns = tuple(Column(name, "numeric") for name in "xyz")
    return Table(columns, values.astype(object), target, 0)


def fitted(rows, algorithm="boosting", **asked):
    task = "classification" if rows.target.dtype == object else "regression"
    parameters = algorithms.complete(algorithm, ({"trees": 20} if algorithm == "forest" else {}) | asked)
    model = pipeline.unfitted(rows, task, algorithm, parameters, 0)
    fitting.fit(model, rows.values, rows.target, stops_early=algorithm == "boosting")
    return model


def losses(model, rows):
    """Return the log loss of a model on rows that have all its classes, and that of their shares."""
    _labels, codes, counts = numpy.unique(rows.target, return_inverse=True, return_counts=True)
    chances = pipeline.probabilities(model, rows.values)[numpy.arange(len(codes)), codes]
    return -numpy.log(numpy.clip(chances, 1e-15, 1)).mean(), -numpy.log(counts[codes] / len(codes)).mean()


def bundled(load, permuted=False):
    """Return two halves of at most 600 rows of one of scikit-learn's tables."""
    bunch, random = load(), numpy.random.default_rng(0)
    places = random.permutation(len(bunch.target))[:600]
    values, target = bunch.data[places].astype(object), bunch.target[places]
    if "target_names" in bunch:
        target = numpy.array([f"class {code}" for code in target], dtype=object)
    if permuted:
        target = random.permutation(target)
    columns = tuple(Column(str(place), "numeric") for place in range(values.shape[1]))
    return [Table(columns, values[start::2], target[start::2], 0) for start in (0, 1)]


@pytest.mark.parametrize(
    ("load", "accuracy"),
    [(load_iris, 0.87), (load_wine, 0.9), (load_breast_cancer, 0.9), (load_digits, 0.83)],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_neighbors_tell_the_classes_of_tables_with_chances_that_may_be_trusted(load, accuracy):
    rows, fresh = bundled(load)
    model = fitted(rows, "neighbors")
    assert (model.predict(fresh.values) == fresh.target).mean() >= accuracy
    loss, prior = losses(model, fresh)
    assert loss <= prior / 3


def test_neighbors_tell_numbers():
    rows, fresh = bundled(load_diabetes)
    assert fitted(rows, "neighbors").score(fresh.values, fresh.target) >= 0.3


@pytest.mark.parametrize("load", [load_iris, load_breast_cancer, load_digits])
def test_neighbors_of_a_permuted_target_fall_to_the_baseline(load):
    rows, fresh = bundled(load, permuted=True)
    model = fitted(rows, "neighbors")
    commonest = numpy.unique(fresh.target, return_counts=True)[1].max() / len(fresh.target)
    assert (model.predict(fresh.values) == fresh.target).mean() <= commonest + 0.08
    loss, prior = losses(model, fresh)
    assert loss <= prior * 1.05


@pytest.mark.parametrize("target", [["a", "b"], ["a", "b", "b"], [1.0, 2.0, 3.0]], ids=len)
def test_neighbors_are_at_most_half_of_the_rows(target):
    rows = table(numpy.array(target, dtype=object if "a" in target else float))
    assert fitting.estimator(fitted(rows, "neighbors")).n_neighbors == 1


def test_naive_bayes_tells_praise_from_complaints_nearly_as_well_as_a_linear_model(trained):
    scores, linear = (
        metrics(trained("support_messages", algorithm).evaluation) for algorithm in ("naive_bayes", "linear")
    )
    assert scores["accuracy"][0] >= linear["accuracy"][0] - 0.05
    assert scores["log_loss"][0] <= 0.3


def test_naive_bayes_of_numbers_tells_classes_and_of_noise_falls_to_the_baseline():
    rows, fresh = bundled(load_wine)
    model = fitted(rows, "naive_bayes")
    assert (model.predict(fresh.values) == fresh.target).mean() >= 0.9
    rows, fresh = bundled(load_wine, permuted=True)
    loss, prior = losses(fitted(rows, "naive_bayes"), fresh)
    assert loss <= prior * 1.1


def test_boosting_of_the_weather_is_as_good_as_careful_references(train_case):
    scores = metrics(train_case("seattle_weather", "boosting").evaluation)
    assert scores["log_loss"][0] <= 0.75
    assert scores["accuracy"][0] >= 0.76


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_the_hour_of_a_time_is_learned_from(train_case, algorithm):
    scores = metrics(train_case("hour_of_day", algorithm).evaluation)
    assert scores["accuracy"][0] >= 0.96


def test_boosting_trains_beside_a_class_of_a_single_row(train_case):
    model = train_case("boost_12k_class_of_1", "boosting")
    assert model.contract.classes == ("p", "q", "rare")
    assert metrics(model.evaluation)["accuracy"][0] >= 0.99
    assert [note.classes for note in model.evaluation.notes] == [("rare",)]


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_text_that_only_later_rows_have_does_not_end_the_run(train_case, algorithm):
    model = train_case("time_text_only_later", algorithm, by_time)
    assert metrics(model.evaluation)["accuracy"][0] >= 0.75
    assert "note" in model.contract.example


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("imputation", ["own", "most_frequent"])
def test_a_category_that_only_later_rows_have_does_not_end_the_run(train, algorithm, imputation):
    rows = [
        f"2026-01-{day:02},{day % 5},{'late' if day > 25 else ''},{'pq'[day % 2]}" for day in range(1, 31)
    ]
    plan = CategoryPlan(imputation)
    content = "\n".join(["when,x,kind,y", *rows]).encode()
    model = train(
        content,
        algorithm,
        {"trees": 20} if algorithm == "forest" else {},
        lambda recipe: by_time(recipe.planned({"kind": plan, "x": CategoryPlan()})),
    )
    assert "kind" in model.contract.example


def test_numbers_beyond_an_estimators_range_leave_the_others_their_weight(train_case):
    assert metrics(train_case("num_one_1e200_outlier", "linear").evaluation)["accuracy"][0] >= 0.85
    assert metrics(train_case("num_1e300", "linear").evaluation)["accuracy"][0] >= 0.7


def test_classes_without_tested_or_trained_rows_are_named_beside_the_score(train_case):
    untested = train_case("imbalance_2_of_1000", "linear").evaluation
    (note,) = untested.notes
    assert (note.code, note.classes, note.count, note.rows) == ("untested_classes", ("b",), 1, 2)
    assert untested.metric == "balanced_accuracy"
    (note,) = train_case("time_new_class_later", "linear", by_time).evaluation.notes
    assert (note.code, note.classes, note.count, note.rows) == ("untrained_classes", ("new",), 1, 15)


def test_a_raw_call_with_numbers_or_blanks_is_answered_as_the_table_is_read(train_case):
    model = train_case(
        "cat_ints_as_category", "linear", lambda recipe: recipe.planned({"code": CategoryPlan()})
    )
    predict = joblib.load(model.folder / "model.joblib").predict
    answers = predict([{"code": code, "z": 0} for code in ("1", 1, 1.0, " 1 ", "1.0")])
    numpy.testing.assert_allclose(answers, answers[[0]].repeat(5, axis=0))
    assert (answers[0] != predict([{"code": "7", "z": 0}])[0]).all()


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_raw_number_beyond_an_estimators_range_counts_as_missing(train_case, algorithm):
    model = train_case("cat_ints_as_category", algorithm)
    predict = joblib.load(model.folder / "model.joblib").predict
    answers = predict([{"code": 1, "z": value} for value in (None, 1e200, -1e39, float("inf"))])
    numpy.testing.assert_allclose(answers, answers[[0]].repeat(4, axis=0))


@pytest.mark.parametrize("algorithm", ["boosting", "forest", "neighbors"])
@pytest.mark.parametrize(
    "target",
    [
        numpy.array(["a", "b"] * 60, dtype=object),
        numpy.array([f"class {number % 12}" for number in range(72)], dtype=object),
        numpy.array([f"class {number // 2}" for number in range(60)], dtype=object),
        numpy.array(["often"] * 60 + ["rare"] * 3 + ["once"], dtype=object),
        numpy.array(["only"] * 30 + ["once", "twice"], dtype=object),
    ],
    ids=["noise", "classes of six rows", "classes of two rows", "rare classes", "one class to leave out"],
)
def test_no_log_loss_lies_far_above_the_priors(algorithm, target):
    rows, fresh = table(target, noise=3.0), table(target, noise=3.0, seed=1)
    model = fitted(rows, algorithm)
    loss, prior = losses(model, fresh)
    assert pipeline.classes(model) == sorted(set(target))
    if algorithm != "forest":
        assert loss <= prior * (1.1 if algorithm == "boosting" else 1.15)
    assert numpy.isfinite(loss)


def test_boosting_ends_before_its_limit_where_more_would_overfit():
    noise = numpy.random.default_rng(0).normal(size=200)
    assert fitting.estimator(fitted(table(noise, noise=9.0))).max_iter < 100


RARE = numpy.array((["often"] * 14 + ["rare"]) * 40, dtype=object)


@pytest.mark.parametrize("algorithm", ["linear", "boosting", "forest", "naive_bayes"])
def test_more_of_a_rare_class_are_detected_where_classes_weigh_equally(algorithm):
    rows, fresh = table(RARE, noise=0.8), table(RARE, noise=0.8, seed=1)
    parameters = {"trees": 20, "depth": 3} if algorithm == "forest" else {}
    detected = [
        (
            fitted(rows, algorithm, balanced=balanced, **parameters).predict(fresh.values)[RARE == "rare"]
            == "rare"
        ).mean()
        for balanced in (False, True)
    ]
    assert detected[1] >= detected[0] + 0.2


def test_early_stopping_counts_the_weights_of_classes():
    rows = table(RARE, noise=1.5)
    model = fitted(rows, balanced=True)
    weights = compute_sample_weight("balanced", rows.target)
    plain = clone(fitting.estimator(model)).set_params(max_iter=200, class_weight=None)
    plain.set_params(early_stopping=True, n_iter_no_change=10, tol=0, validation_fraction=120)
    features = model[:-1].transform(rows.values)
    trials = [
        clone(plain).set_params(random_state=seed).fit(features, rows.target, sample_weight=weights)
        for seed in range(3)
    ]
    stops = [int(numpy.argmax(trial.validation_score_)) for trial in trials]
    assert fitting.estimator(model).max_iter == int(numpy.median(stops))
    assert fitting.estimator(fitted(rows)).max_iter != fitting.estimator(model).max_iter


def test_two_fits_are_alike():
    rows = table(numpy.array(["a", "b", "c"] * 30, dtype=object))
    first, second = (pipeline.probabilities(fitted(rows), rows.values) for _ in range(2))
    assert first.tolist() == second.tolist()


def test_a_forest_fits_on_the_cores_of_the_job_and_predicts_on_one():
    jobs = []

    class Forest(RandomForestRegressor):
        def fit(self, rows, target):
            jobs.append(self.n_jobs)
            return super().fit(rows, target)

    values = numpy.arange(80.0).reshape(40, 2)
    goals = values[:, 0] % 7
    plain = RandomForestRegressor(20, random_state=0).fit(values, goals).predict(values)
    model = Pipeline([("columns", FunctionTransformer()), ("forest", Forest(20, random_state=0))])
    fitting.fit(model, values, goals, stops_early=False)
    assert jobs == [-1]
    assert model[-1].n_jobs is None
    assert model.predict(values).tolist() == plain.tolist()
