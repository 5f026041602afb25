"""Scores of the default recipe beside references that are fitted on the same split."""

import json
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn import datasets, ensemble, linear_model, naive_bayes, neighbors
from sklearn.model_selection import GridSearchCV

from services.containers.trainer import algorithms, evaluation, fitting, pipeline, split, table
from services.containers.trainer.spec import ALGORITHMS, Task
from services.data.profile import profile
from services.data.reading.read import read_csv
from services.data.recipe.algorithms import suitable
from services.data.recipe.recipe import propose
from services.settings import ROOT

SEEDS = (0, 1)
# What is predicted in tables of a given folder, by the name of the file; the last column in others.
TARGETS = {
    "penguins": "species",
    "cars": "Miles_per_Gallon",
    "titanic": "survived",
    "wages1": "wage",
    "fair": "affair",
    "diamonds": "price",
    "flights": "late",
}


@dataclass(frozen=True)
class Score:
    """A score, accuracy or R², with log loss and the baseline's for a classification."""

    score: float
    log_loss: float | None = None
    baseline: float | None = None


def measure(folder: Path | None, say: Callable[[str], None]) -> None:
    """Print a table of scores of the bundled tables, and of the CSV files in a folder."""
    names = [name for algorithm in ALGORITHMS for name in (algorithm, f"{algorithm} reference")]
    say(f"| table (rows) | {' | '.join(names)} |\n|---|{'---|' * len(names)}")
    for name, target, content in (*_bundled(), *_of_folder(folder)):
        reading = read_csv(content)
        recipe = propose(profile(reading.table), target, reading.table.numbers)
        rows = table.load(reading.table.path.read_bytes(), json.loads(recipe.to_json()))
        cells = []
        for algorithm in ALGORITHMS:
            if algorithm not in suitable(recipe):
                cells += ["", ""]
                continue
            runs = [json.loads(replace(recipe, seed=seed).to_json()) for seed in SEEDS]
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                cells += [_written(_mean([ours(rows, run, algorithm) for run in runs]))]
                cells += [_written(_mean([reference(rows, run, algorithm) for run in runs]))]
        say(f"| {name} ({len(rows.target):,}) | {' | '.join(cells)} |")
    say("\nAccuracy or R²; log loss of the model / of the baseline. Mean of two seeds.")


def ours(rows: table.Table, recipe: dict[str, Any], algorithm: str) -> Score:
    """Return the score of the trainer's own model on the held-out rows."""
    sides = split.divide(rows, recipe)
    unused = rows.wordless(sides.train)
    parameters = algorithms.complete(algorithm, {})
    model = pipeline.unfitted(rows, recipe["task"], algorithm, parameters, recipe["seed"], unused)
    values, target = rows.values[sides.train], rows.target[sides.train]
    fitting.fit(model, values, target, ALGORITHMS[algorithm].stops_early)
    return _score(evaluation.evaluate(model, rows, recipe, sides))


def reference(rows: table.Table, recipe: dict[str, Any], algorithm: str) -> Score:
    """Return the score of a careful estimator of scikit-learn behind the same preprocessing."""
    sides = split.divide(rows, recipe)
    parameters = algorithms.complete(algorithm, {})
    unused = rows.wordless(sides.train)
    model = pipeline.unfitted(rows, recipe["task"], algorithm, parameters, recipe["seed"], unused)
    estimator = _reference(algorithm, recipe["task"], recipe["seed"])
    if hasattr(estimator, "categorical_features"):
        estimator.set_params(categorical_features=fitting.estimator(model).categorical_features)
    if recipe["task"] == "classification":
        model.steps[-1][1].estimators = [(algorithm, estimator)]
    else:
        model.steps[-1] = (algorithm, estimator)
    model.fit(rows.values[sides.train], rows.target[sides.train])
    return _score(evaluation.evaluate(model, rows, recipe, sides))


def _reference(algorithm: str, task: Task, seed: int) -> Any:
    is_class = task == "classification"
    boosted = {"learning_rate": 0.06, "max_iter": 300, "n_iter_no_change": 20, "early_stopping": True}
    match algorithm:
        case "linear" if is_class:
            return linear_model.LogisticRegressionCV(max_iter=2000, scoring="neg_log_loss")
        case "linear":
            return linear_model.RidgeCV(np.logspace(-3, 3, 13))
        case "boosting" if is_class:
            return ensemble.HistGradientBoostingClassifier(**boosted, random_state=seed)
        case "boosting":
            return ensemble.HistGradientBoostingRegressor(**boosted, random_state=seed)
        case "neighbors":
            plain = neighbors.KNeighborsClassifier() if is_class else neighbors.KNeighborsRegressor()
            scoring = "neg_log_loss" if is_class else "r2"
            return GridSearchCV(plain, {"n_neighbors": [5, 15, 45]}, scoring=scoring)
        case "naive_bayes":
            return GridSearchCV(naive_bayes.MultinomialNB(), {"alpha": [0.1, 1]}, scoring="neg_log_loss")
        case _ if is_class:
            return ensemble.RandomForestClassifier(n_estimators=200, random_state=seed)
        case _:
            return ensemble.RandomForestRegressor(n_estimators=200, random_state=seed)


def _bundled() -> Iterator[tuple[str, str, bytes]]:
    """Yield the tables of scikit-learn and of the tests, each with its name, target and CSV."""
    for load in (datasets.load_breast_cancer, datasets.load_diabetes, datasets.load_digits):
        bunch = load(as_frame=True)
        frame = bunch.frame
        if "target_names" in bunch:
            frame["target"] = [f"class {bunch.target_names[code]}" for code in frame["target"]]
        yield load.__name__.removeprefix("load_"), "target", _csv(frame)
    weather = ROOT / "tests/cases/path/seattle_weather.csv"
    yield weather.stem, "weather", weather.read_bytes()


def _of_folder(folder: Path | None) -> Iterator[tuple[str, str, bytes]]:
    for path in sorted(folder.glob("*.csv")) if folder else ():
        last = pd.read_csv(path, nrows=0).columns[-1]
        yield path.stem, TARGETS.get(path.stem, last), path.read_bytes()


def _csv(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(index=False).encode()


def _score(tests: dict[str, Any]) -> Score:
    metrics = {metric["name"]: metric for metric in tests["metrics"]}
    if "log_loss" not in metrics:
        return Score(metrics["r2"]["value"])
    loss = metrics["log_loss"]
    return Score(metrics["accuracy"]["value"], loss["value"], loss["baseline"])


def _mean(scores: list[Score]) -> Score:
    losses = [score.log_loss for score in scores if score.log_loss is not None]
    baselines = [score.baseline for score in scores if score.baseline is not None]
    score = float(np.mean([score.score for score in scores]))
    return Score(score, float(np.mean(losses)), float(np.mean(baselines))) if losses else Score(score)


def _written(score: Score) -> str:
    loss = "" if score.log_loss is None else f"; {score.log_loss:.2f} / {score.baseline:.2f}"
    return f"{score.score:.3f}{loss}"
