"""The entry point: trains a model from a table and a recipe, and writes it to AIP_MODEL_DIR.

python -m aiplatform_custom_trainer_script.task --table gs://…/table.csv --recipe gs://…/recipe.json
    --algorithm KEY --parameters '{"iterations": 500}' --score gs://…
"""

import argparse
import io
import json
import os
import sys
import time
import traceback
import warnings
from typing import Any

import joblib
import numpy
from sklearn.exceptions import ConvergenceWarning
from sklearn.pipeline import Pipeline

from . import algorithms, contract, evaluation, fitting, pipeline, split, storage, table
from .log import Progress, counted
from .measures import learning
from .spec import ALGORITHMS, DEFAULT_TARGET

NOTES = 20  # the limit per kind, so that the rest of the log stays visible
VERIFIED = 100  # held-out rows that the stored model has to answer as the fitted one does
_INDENTS = {"contract.json": 2}  # the evaluation's many numbers would take a line each


def main(arguments: list[str] | None = None) -> int:
    """Train and return the exit code; on failure, the last line of the log is the reason."""
    try:
        train(_options(arguments))
    except Exception as error:  # the app shows the last line of the log
        if not isinstance(error, ValueError):
            traceback.print_exc()
        print(f"Training failed: {type(error).__name__}: {error}", file=sys.stderr, flush=True)  # noqa: T201 - the log
        return 1
    return 0


def train(options: argparse.Namespace) -> None:
    """Read, split, fit, test, write the score, fit again on all rows, write the files and verify them."""
    recipe = json.loads(storage.read(options.recipe))
    parameters = algorithms.complete(options.algorithm, json.loads(options.parameters))
    say(f"Reading {options.table}")
    rows = table.load(storage.read(options.table), recipe)
    learned = counted(len(rows.columns), "column")
    say(f"{counted(len(rows.target), 'row')}, {learned} to learn from: {_named(rows)}")
    if rows.dropped:
        dropped = counted(rows.dropped, "row without a usable target is", "rows without a usable target are")
        say(f"{dropped} left out")
    for note in rows.notes[:NOTES]:
        say(note)
    if len(rows.notes) > NOTES:
        more = counted(len(rows.notes) - NOTES, "more column holds", "more columns hold")
        say(f"{more} cells that count as missing")
    sides = split.divide(rows, recipe)
    say(f"Split: {counted(len(sides.train), 'row')} to train on, {len(sides.test):,} to test on")
    say(f"Held-out rows: {_written(split.described(sides, recipe))}")
    say(f"Fitting {options.algorithm} with {_written(parameters)}")
    started = time.monotonic()
    fitted = _fit(rows, sides.train, recipe, options.algorithm, parameters)
    seconds = time.monotonic() - started
    tests = evaluation.evaluate(fitted, rows, recipe, sides)
    for metric in tests["metrics"]:
        say(f"{metric['name']}: {metric['value']:.4f} (baseline {metric['baseline']:.4f})")
    if options.score:
        _write_score(options.score, tests)
    tests["at_limit"] = fitting.has_reached(fitted, parameters.get("iterations"))
    tests |= evaluation.details(fitted, rows, recipe, sides, tests, say)
    if ALGORITHMS[options.algorithm].stops_early:
        parameters["iterations"] = fitting.estimator(fitted).max_iter
    tests["learning_curve"] = _learning_curve(
        rows, sides, recipe, options.algorithm, parameters, tests, seconds
    )
    say("Fitting again on all rows")
    final = _fit(rows, numpy.arange(len(rows.target)), recipe, options.algorithm, parameters, again=True)
    labels = pipeline.classes(final) if recipe["task"] == "classification" else []
    _write(options.output, pipeline.artifact(rows.columns, final), {
        "evaluation.json": tests,
        "contract.json": contract.describe(rows, recipe, options.algorithm, labels, tests),
    })  # fmt: skip
    _verify(options.output, final, rows, sides.test[:VERIFIED])
    say(f"The model is in {options.output}")


def say(line: str) -> None:
    """Print a line of progress, unbuffered."""
    print(line, flush=True)  # noqa: T201 - standard output is the job's log


def _fit(
    rows: table.Table,
    places: numpy.ndarray,
    recipe: dict[str, Any],
    algorithm: str,
    parameters: dict[str, Any],
    again: bool = False,
) -> Pipeline:
    """Return the pipeline fitted to some rows; one that is fitted `again` has its iterations already."""
    chosen = ALGORITHMS[algorithm]
    if chosen.most_rows and len(places) > chosen.most_rows:
        say(f"Learns from {chosen.most_rows:,} of {len(places):,} rows at random, as the model keeps them")
        places = places[split.sample(rows.target[places], chosen.most_rows)]
    unused = rows.wordless(places)
    for place in unused:
        say(f"{rows.columns[place].name}: no text among the rows to train on, so it has no effect")
    model = _unfitted(rows, recipe, algorithm, parameters, unused)
    title = "Fitting again" if again else "Fitting"
    progress = Progress(say, title, chosen.verbosity)
    started = time.monotonic()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        stops_early = chosen.stops_early and not again
        fitting.fit(model, rows.values[places], rows.target[places], stops_early, progress)
    if any(issubclass(warning.category, ConvergenceWarning) for warning in caught):
        say("The fit stopped at its limit of iterations; more iterations may score better")
    kept = fitting.estimator(model).get_params().get("n_neighbors")
    if kept and kept < parameters["neighbors"]:
        say(f"Asks {counted(kept, 'neighbor')}, half of the rows, instead of {parameters['neighbors']:,}")
    if stops_early:
        say(f"Stopped after {counted(fitting.estimator(model).max_iter, 'iteration')}, before the loss rises")
    say(f"Fitted {counted(len(places), 'row')} in {time.monotonic() - started:.1f} s")
    return model


def _learning_curve(
    rows: table.Table,
    sides: split.Split,
    recipe: dict[str, Any],
    algorithm: str,
    parameters: dict[str, Any],
    tests: dict[str, Any],
    seconds: float,
) -> list[list[float]]:
    """Return the points of the learning curve, none where it would take long beside the fit's `seconds`."""
    counts = learning.sizes(len(sides.train), seconds)
    if not counts:
        return []
    say("Measuring the learning curve")

    def fit(places: numpy.ndarray) -> Pipeline:
        model = _unfitted(rows, recipe, algorithm, parameters, rows.wordless(places))
        fitting.fit(model, rows.values[places], rows.target[places], stops_early=False)
        return model

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the fit on all rows has told them
        return evaluation.learning_curve(fit, counts, rows, recipe, sides, tests)


def _unfitted(
    rows: table.Table,
    recipe: dict[str, Any],
    algorithm: str,
    parameters: dict[str, Any],
    unused: tuple[int, ...],
) -> Pipeline:
    logarithm = {**DEFAULT_TARGET, **recipe.get("target_options", {})}["logarithm"]
    return pipeline.unfitted(
        rows, recipe["task"], algorithm, parameters, recipe["seed"], unused, logarithm=logarithm
    )


def _write(folder: str, model: Pipeline, documents: dict[str, Any]) -> None:
    packed = io.BytesIO()
    joblib.dump(model, packed, compress=3)
    for name, content in documents.items():
        text = json.dumps(content, ensure_ascii=False, allow_nan=False, indent=_INDENTS.get(name))
        storage.write(storage.join(folder, name), text.encode())
    # last, so that a folder with a model is complete
    storage.write(storage.join(folder, "model.joblib"), packed.getvalue())


def _verify(folder: str, fitted: Pipeline, rows: table.Table, places: numpy.ndarray) -> None:
    """Load the stored model as the container does; raises ValueError if it answers otherwise."""
    stored = joblib.load(io.BytesIO(storage.read(storage.join(folder, "model.joblib"))))
    differing = pipeline.differing(stored, fitted, rows.columns, rows.values[places])
    count = counted(len(places), "held-out row")
    if differing:
        raise ValueError(f"the stored model answers {differing:,} of {count} otherwise than the fitted one")
    say(f"The stored model answers {count} as the fitted one does")


def _write_score(uri: str, tests: dict[str, Any]) -> None:
    """Write the headline metric as metadata, which a list of objects returns: one call reads all scores."""
    values = {metric["name"]: metric["value"] for metric in tests["metrics"]}
    score = {"metric": tests["metric"], "value": values[tests["metric"]]}
    storage.write(uri, json.dumps(score).encode(), {name: str(value) for name, value in score.items()})


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Train a model from a table as a recipe says.")
    parser.add_argument("--table", required=True, help="the CSV table, gs://… or a local path")
    parser.add_argument("--recipe", required=True, help="the recipe's JSON, gs://… or a local path")
    parser.add_argument("--algorithm", choices=sorted(ALGORITHMS), default="linear")
    parser.add_argument("--parameters", default="{}", help="a JSON object of the algorithm's parameters")
    parser.add_argument("--score", help="where the headline metric goes, gs://… or a local path")
    parser.add_argument("--output", default=os.environ.get("AIP_MODEL_DIR"), help="where the model goes")
    options = parser.parse_args(arguments)
    if not options.output:
        parser.error("name the output by AIP_MODEL_DIR or --output")
    return options


def _named(rows: table.Table) -> str:
    shown = ", ".join(f"{column.name} ({column.role})" for column in rows.columns[:10])
    return shown + (", …" if len(rows.columns) > 10 else "")


def _written(values: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in values.items() if value is not None)


if __name__ == "__main__":
    sys.exit(main())
