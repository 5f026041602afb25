import pytest

from services.containers.trainer import algorithms, spec


def test_what_is_not_given_is_the_default():
    assert algorithms.complete("boosting", {"iterations": 5}) == {
        "learning_rate": 0.1,
        "iterations": 5,
        "leaves": 15,
    }


@pytest.mark.parametrize(
    "parameters",
    [
        {"trees": 5},
        {"iterations": 0},
        {"iterations": 20.5},
        {"iterations": "20"},
        {"regularisation": True},
        {"regularisation": float("nan")},
        {"balanced": 1},
    ],
)
def test_a_bad_parameter_is_refused_by_name(parameters):
    with pytest.raises(ValueError, match=next(iter(parameters))):
        algorithms.complete("linear", parameters)


@pytest.mark.parametrize(
    ("algorithm", "task"), [(key, task) for key, known in spec.ALGORITHMS.items() for task in known.tasks]
)
def test_every_algorithm_has_an_estimator_for_each_task_that_takes_its_parameters(algorithm, task):
    made = algorithms.estimator(algorithm, task, algorithms.complete(algorithm, {}), 0, 3, 90)
    described = spec.ALGORITHMS[algorithm].estimator(task)
    assert type(made).__name__ == described.name
    assert getattr(made, "random_state", None) == (3 if described.seeded else None)
    used = {*described.arguments.values(), *described.reciprocals.values()}
    assert used == {parameter.name for parameter in spec.ALGORITHMS[algorithm].parameters}


def test_an_algorithm_of_classes_alone_refuses_to_predict_numbers():
    with pytest.raises(ValueError, match="MultinomialNB predicts classes, and this is a regression"):
        algorithms.estimator("naive_bayes", "regression", {"smoothing": 1.0}, 0, 0, 90)


def test_a_reciprocal_argument_takes_one_divided_by_the_parameter():
    made = algorithms.estimator(
        "linear", "classification", {"regularisation": 4.0, "iterations": 50}, 0, 0, 90
    )
    assert (made.C, made.max_iter) == (0.25, 50)


@pytest.mark.parametrize(
    ("algorithm", "balancing"),
    [
        ("linear", {"class_weight": "balanced"}),
        ("boosting", {"class_weight": "balanced"}),
        ("forest", {"class_weight": "balanced"}),
        ("naive_bayes", {"fit_prior": False}),
    ],
)
def test_classes_weigh_equally_where_that_is_asked_for(algorithm, balancing):
    balanced, plain = (
        algorithms.estimator(algorithm, "classification", algorithms.complete(algorithm, asked), 0, 0, 90)
        for asked in ({"balanced": True}, {"balanced": False})
    )
    assert {name: getattr(balanced, name) for name in balancing} == balancing
    assert {name: getattr(plain, name) for name in balancing} != balancing


def test_classes_of_neighbors_and_of_a_regression_cannot_be_weighted():
    with pytest.raises(ValueError, match="neighbors can't weight classes"):
        algorithms.complete("neighbors", {"balanced": True})
    with pytest.raises(ValueError, match="balanced weights classes, and this is a regression"):
        algorithms.estimator(
            "linear", "regression", algorithms.complete("linear", {"balanced": True}), 0, 0, 90
        )


def test_native_categories_are_the_first_columns():
    parameters = algorithms.complete("boosting", {})
    assert algorithms.estimator("boosting", "regression", parameters, 2, 0, 90).categorical_features == [0, 1]
    assert algorithms.estimator("boosting", "regression", parameters, 0, 0, 90).categorical_features is None


@pytest.mark.parametrize(
    ("algorithm", "class_rows", "leaf"),
    [("boosting", 2, 2), ("boosting", 30, 10), ("boosting", 5000, 20), ("forest", 2, 1), ("forest", 60, 3)],
)
def test_leaves_suit_small_classes(algorithm, class_rows, leaf):
    parameters = algorithms.complete(algorithm, {})
    made = algorithms.estimator(algorithm, "classification", parameters, 0, 0, class_rows)
    assert made.min_samples_leaf == leaf
