import pytest

from services.containers.trainer import algorithms


def test_what_is_not_given_is_the_default():
    assert algorithms.complete("boosting", {"iterations": 5}) == {
        "learning_rate": 0.1,
        "iterations": 5,
        "leaves": 31,
    }


@pytest.mark.parametrize(
    "given",
    [
        {"trees": 5},
        {"iterations": 0},
        {"iterations": 20.5},
        {"iterations": "20"},
        {"regularisation": True},
        {"regularisation": float("nan")},
    ],
)
def test_a_bad_parameter_is_refused_by_name(given):
    with pytest.raises(ValueError, match=next(iter(given))):
        algorithms.complete("linear", given)


@pytest.mark.parametrize(
    ("algorithm", "task", "name"),
    [
        ("linear", "classification", "LogisticRegression"),
        ("linear", "regression", "Ridge"),
        ("boosting", "classification", "HistGradientBoostingClassifier"),
        ("boosting", "regression", "HistGradientBoostingRegressor"),
        ("forest", "classification", "RandomForestClassifier"),
        ("forest", "regression", "RandomForestRegressor"),
    ],
)
def test_each_algorithm_has_an_estimator_for_classes_and_for_numbers(algorithm, task, name):
    made = algorithms.estimator(algorithm, task, algorithms.complete(algorithm, {}), 0, 0)
    assert type(made).__name__ == name
    assert made.random_state == 0
