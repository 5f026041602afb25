"""The part of the shown program that fits the estimator and scores it."""

from collections.abc import Iterator, Mapping

from services.containers.trainer.spec import (
    BALANCED,
    LEAVES_PER_CLASS,
    LEFT_OUT,
    LEFT_OUT_OF_MANY,
    MANY_CLASSES,
    MANY_ROWS,
    PATIENCE,
    TRIALS,
)
from services.data.profile import Profile
from services.data.recipe.algorithms import Algorithm
from services.data.recipe.blending_code import blending_lines
from services.data.recipe.recipe import Recipe
from services.data.tables.numbers import plain_text


def model_lines(
    recipe: Recipe, profile: Profile, algorithm: Algorithm, parameters: Mapping[str, float]
) -> Iterator[str]:
    """Yield the lines that fit the estimator and print its score."""
    values = {
        parameter.name: plain_text(parameters.get(parameter.name, parameter.default), parameter.whole)
        for parameter in algorithm.parameters
    }
    estimator = algorithm.estimator(recipe.task)
    arguments = [f"{argument}=1 / {values[name]}" for argument, name in estimator.reciprocals.items()]
    arguments += [f"{argument}={values[name]}" for argument, name in estimator.arguments.items()]
    arguments += [f"{argument}={value!r}" for argument, value in estimator.constants.items()]
    if algorithm.leaf:
        yield from _leaf(recipe, algorithm.leaf)
        arguments.append("min_samples_leaf=leaf")
    if algorithm.native_categories:
        native = sum(recipe.plan(name).is_native for name in recipe.used)
        arguments.append(f"categorical_features={f'list(range({native}))' if native else None}")
    if parameters.get(BALANCED):
        arguments += [f"{argument}={value!r}" for argument, value in estimator.balancing.items()]
    if estimator.seeded:
        arguments.append(f"random_state={recipe.seed}")
    yield f"estimator = {estimator.name}({', '.join(arguments)})"
    target = profile.column(recipe.target)
    if algorithm.stops_early and (recipe.task == "regression" or target.distinct - target.once > 1):
        yield from _early_stopping(recipe)
    elif algorithm.stops_early:
        yield f"estimator.set_params(max_iter=min({PATIENCE}, estimator.max_iter))"
    if "n_neighbors" in estimator.arguments:
        yield "estimator.set_params(n_neighbors=min(estimator.n_neighbors, max(1, len(train) // 2)))"
    if recipe.task == "classification" and algorithm.blended:
        yield from blending_lines(bool(parameters.get(BALANCED)))
    if recipe.task == "regression" and recipe.target_options.logarithm:
        yield "estimator = TransformedTargetRegressor(estimator, func=np.arcsinh, inverse_func=np.sinh)"
    yield 'model = Pipeline([("columns", columns), ("model", estimator)])'
    yield "model.fit(X.iloc[train], y.iloc[train])"
    measure = "accuracy" if recipe.task == "classification" else "R²"
    yield "score = model.score(X.iloc[test], y.iloc[test])"
    yield f'print(f"{measure} of {{len(test):,}} held-out rows: {{score:.4f}}")'


def _leaf(recipe: Recipe, bounds: tuple[int, int]) -> Iterator[str]:
    rows = "y.value_counts().median()" if recipe.task == "classification" else "len(y)"
    yield f"leaf = int(np.clip({rows} // {LEAVES_PER_CLASS}, {bounds[0]}, {bounds[1]}))"


def _early_stopping(recipe: Recipe) -> Iterator[str]:
    """Yield the lines that choose the number of iterations as the trainer does."""
    yield ""
    yield "# Boosting stops where the loss of rows that are left out no longer falls."
    yield "features, known = columns.fit_transform(X.iloc[train], y.iloc[train]), y.iloc[train]"
    classes, many = "1", f"len(train) > {MANY_ROWS}"
    if recipe.task == "classification":
        yield "often = (known.map(known.value_counts()) > 1).to_numpy()  # a class of one row is not left out"
        yield "features, known = features[often], known[often]"
        classes, many = "known.nunique()", f"{many} or known.nunique() > {MANY_CLASSES}"
    elif recipe.target_options.logarithm:
        yield "known = np.arcsinh(known)"
    yield f"many = {many}"
    yield f"share = {LEFT_OUT_OF_MANY} if many else {LEFT_OUT}"
    yield f"left_out = int(max(np.ceil(len(known) * share), {classes}))"
    yield "stops = []"
    yield f"for number in range(1 if many else {TRIALS}):"
    yield "    trial = clone(estimator).set_params("
    yield f"        early_stopping=True, n_iter_no_change={PATIENCE}, tol=0, validation_fraction=left_out,"
    yield f"        random_state={recipe.seed} + number,"
    yield "    )"
    yield "    stops.append(np.argmax(trial.fit(features, known).validation_score_))"
    yield "estimator.set_params(max_iter=max(1, int(np.median(stops))))"
    yield ""
