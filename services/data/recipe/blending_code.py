"""The parts of the shown program for algorithms that keep rows, or whose probabilities are blended."""

from collections.abc import Iterator

from services.containers.trainer.spec import BLENDED_ROWS, FOLDS, MANY_ROWS, SHARES_WEIGHTS
from services.data.profile import Profile
from services.data.recipe.algorithms import Algorithm
from services.data.recipe.recipe import Recipe


def sample_lines(recipe: Recipe, profile: Profile, algorithm: Algorithm) -> Iterator[str]:
    """Yield the lines that leave so many training rows as the algorithm takes."""
    most = algorithm.most_rows
    if most is None or profile.rows <= most:
        return
    yield f"if len(train) > {most}:  # the model keeps its rows, so it gets some at random"
    yield "    places = np.random.default_rng(0).permutation(len(train))"
    if recipe.task == "classification":
        yield "    first = np.unique(y.iloc[train].to_numpy()[places], return_index=True)[1]"
        yield "    places = np.concatenate([places[first], np.delete(places, first)])"
    yield f"    train = np.asarray(train)[np.sort(places[:{most}])]"
    yield ""


def blending_lines(balanced: bool) -> Iterator[str]:
    """Yield the lines that average an estimator's probabilities with the shares of the classes.

    The shares are equal if the classes are `balanced`.
    """
    yield ""
    yield "# Its probabilities are averaged with the shares of the classes, as suits rows that are left out."
    yield "features, known = columns.fit_transform(X.iloc[train], y.iloc[train]), y.iloc[train].to_numpy()"
    yield f"if len(known) > {MANY_ROWS}:"
    yield f"    folds = ShuffleSplit(1, test_size={BLENDED_ROWS}, random_state=0)"
    yield "else:"
    yield f"    folds = KFold(min({FOLDS}, len(known)), shuffle=True, random_state=0)"
    yield "chances, shares = {}, pd.Series(known).value_counts(normalize=True)"
    yield "for rest, left in folds.split(known):"
    yield "    trial = clone(estimator).fit(features[rest], known[rest])"
    yield "    for row, given in zip(left, trial.predict_proba(features[left])):"
    yield "        chances[row] = dict(zip(trial.classes_, given)).get(known[row], 0.0)"
    yield "chance, share = np.array(list(chances.values())), shares[known[list(chances)]].to_numpy()"
    importance, strategy = "None", "prior"
    if balanced:
        importance, strategy = "1 / share", "uniform"
    yield f"importance = {importance}"
    if balanced:
        yield "share = np.full(len(share), 1 / len(shares))"
    yield f"weights = [percent / 100 for percent in range(1, {len(SHARES_WEIGHTS) + 1})]"
    yield "losses = ["
    yield "    np.average(-np.log((1 - weight) * chance + weight * share), weights=importance)"
    yield "    for weight in weights"
    yield "]"
    yield "weight = weights[np.argmin(losses)]"
    yield f'prior = DummyClassifier(strategy="{strategy}")'
    yield 'estimator = VotingClassifier([("model", estimator), ("prior", prior)], voting="soft")'
    yield "estimator.set_params(weights=[1 - weight, weight])"
