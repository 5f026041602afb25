"""The searches, without a trial: what they suggest after which outcomes."""

import pytest
from google.cloud.aiplatform import hyperparameter_tuning as hpt

from services.local_cloud.vertex.kernel import messages
from services.local_cloud.vertex.tuning.searches import Outcome, search_of

NUMBERS = {
    "x": hpt.DoubleParameterSpec(min=-5, max=10, scale="linear"),
    "y": hpt.DoubleParameterSpec(min=0, max=15, scale="linear"),
}


def search(parameters, algorithm="ALGORITHM_UNSPECIFIED", seed=1):
    spec = messages.StudySpec(algorithm=algorithm)
    spec.parameters.extend(each._to_parameter_spec(name)._pb for name, each in parameters.items())
    return search_of(spec, seed)


def tried(search, objective, trials, at_once=1):
    """Return the outcomes of trials, of which some run while the next is suggested."""
    outcomes, running = [], []
    for _ in range(trials):
        suggestion = search.suggest([*outcomes, *(Outcome(each, None, is_running=True) for each in running)])
        running.append(suggestion)
        if len(running) == at_once:
            ended = running.pop(0)
            outcomes.append(Outcome(ended, objective(ended.values)))
    return outcomes


def hill(values):
    return (-((values["x"] - 3) ** 2) - (values["y"] - 2) ** 2,)


def test_the_model_comes_closer_than_chance_with_several_trials_at_once():
    def best(algorithm):
        outcomes = tried(search(NUMBERS, algorithm), hill, 16, at_once=3)
        return max(outcome.objectives[0] for outcome in outcomes)

    assert best("ALGORITHM_UNSPECIFIED") > max(best("RANDOM_SEARCH"), -0.1)


def test_the_same_seed_suggests_the_same_and_another_one_else():
    first, again, other = (
        [outcome.suggestion.values for outcome in tried(search(NUMBERS, seed=seed), hill, 8)]
        for seed in (7, 7, 8)
    )
    assert first == again
    assert first != other


def test_trials_that_run_keep_others_away_from_their_place():
    model = search(NUMBERS)
    known = tried(model, hill, 12)
    running = Outcome(model.suggest(known), None, is_running=True)
    away = model.suggest([*known, running])
    assert away.values != running.suggestion.values


def test_failed_trials_keep_the_model_away():
    def objective(values):
        return hill(values) if values["x"] < 4 else None

    late = tried(search(NUMBERS), objective, 18)[10:]
    assert sum(outcome.objectives is None for outcome in late) <= 2  # at random it were 3 of 8


def test_nothing_is_tried_twice_while_something_is_left():
    choices = {
        "kind": hpt.CategoricalParameterSpec(values=["a", "b"]),
        "size": hpt.DiscreteParameterSpec([1, 2, 3], None),
    }
    outcomes = tried(search(choices), lambda values: (values["size"],), 6)
    assert len({tuple(outcome.suggestion.values.items()) for outcome in outcomes}) == 6
    assert len(tried(search(choices), lambda _values: (1.0,), 8)) == 8


def test_several_objectives_are_served():
    outcomes = tried(search(NUMBERS), lambda values: (values["x"], values["y"]), 15)
    late = [outcome.objectives for outcome in outcomes[6:]]
    assert max(x for x, _y in late) > 8
    assert max(y for _x, y in late) > 13


@pytest.mark.parametrize("algorithm", ["RANDOM_SEARCH", "ALGORITHM_UNSPECIFIED"])
def test_a_search_without_an_end_never_ends(algorithm):
    assert all(outcome.suggestion for outcome in tried(search(NUMBERS, algorithm), hill, 10))


def test_a_grid_ends_where_its_points_do():
    grid = search({"size": hpt.IntegerParameterSpec(min=1, max=2, scale="linear")}, "GRID_SEARCH")
    assert [grid.suggest([]).values, grid.suggest([]).values] == [{"size": 1}, {"size": 2}]
    assert grid.suggest([]) is None
