"""A fit logs its iterations, and is the very same fit as without a log."""

import re

import joblib
import numpy
import pytest

from services.containers.trainer import algorithms, fitting, log, pipeline
from services.containers.trainer.log import Progress, counted
from services.containers.trainer.spec import ALGORITHMS
from services.containers.trainer.table import Column, Table

PARAMETERS = {"boosting": {"iterations": 60}, "forest": {"trees": 40}}
# The pinned scipy warns of options that scikit-learn 1.6 uses and scipy 1.18 removes.
pytestmark = pytest.mark.filterwarnings("ignore:scipy.optimize:DeprecationWarning")


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    """Fits of tests are too fast for a line a second, and too small to be counted."""
    monkeypatch.setattr(log, "SECONDS", 0.0)
    monkeypatch.setattr(fitting, "COUNTED_CELLS", 0)


@pytest.fixture(scope="module")
def rows():
    random = numpy.random.default_rng(0)
    values = random.normal(size=(400, 4))
    target = values[:, 0] + random.normal(size=400)
    return {
        "regression": _table(values, target),
        "classification": _table(values, numpy.where(target > 0, "yes", "no").astype(object)),
    }


def _table(values, target):
    return Table(tuple(Column(name, "numeric") for name in "wxyz"), values.astype(object), target, 0)


def fitted(rows, task, algorithm, *, logarithm=False, counted=True):
    """Return a fitted model, and the lines that its fit logged."""
    lines = []
    complete = algorithms.complete(algorithm, PARAMETERS.get(algorithm, {}))
    model = pipeline.unfitted(rows, task, algorithm, complete, 0, logarithm=logarithm)
    progress = Progress(lines.append, "Fitting", ALGORITHMS[algorithm].verbosity if counted else 0)
    fitting.fit(model, rows.values, rows.target, ALGORITHMS[algorithm].stops_early, progress)
    return model, lines


@pytest.mark.parametrize(
    ("algorithm", "task", "logarithm"),
    [
        (key, task, logarithm)
        for key, known in ALGORITHMS.items()
        for task in known.tasks
        for logarithm in ((False, True) if task == "regression" else (False,))
    ],
)
def test_a_counted_fit_is_the_same_model_as_one_that_is_not(rows, algorithm, task, logarithm, capfd):
    counted, _lines = fitted(rows[task], task, algorithm, logarithm=logarithm)
    plain, lines = fitted(rows[task], task, algorithm, logarithm=logarithm, counted=False)
    assert lines == []
    assert counted.predict(rows[task].values).tolist() == plain.predict(rows[task].values).tolist()
    assert joblib.hash(counted) == joblib.hash(plain)
    assert capfd.readouterr() == ("", "")


def test_boosting_logs_the_iterations_of_its_trials_and_of_the_fit(rows):
    model, lines = fitted(rows["classification"], "classification", "boosting")
    stop = fitting.estimator(model).max_iter
    trials = [re.search(r" in trial (\d) of 3$", line) for line in lines]
    assert {trial[1] for trial in trials if trial} == {"1", "2", "3"}
    last = [line for line, trial in zip(lines, trials, strict=True) if not trial]
    assert last[-1].endswith(f" of {stop} iterations")
    assert all(re.fullmatch(r"Fitting: \d+ of 60 iterations in trial \d of 3", line) for line in lines[:3])


def test_a_forest_logs_its_trees(rows):
    _model, lines = fitted(rows["regression"], "regression", "forest")
    assert lines[0] == "Fitting: 2 of 40 trees"
    assert lines[-1] in ("Fitting: 39 of 40 trees", "Fitting: 40 of 40 trees")
    assert len(lines) <= 20


def test_lines_are_at_least_a_second_apart_and_for_slow_fits_at_most_ten(monkeypatch):
    monkeypatch.setattr(log, "SECONDS", 1.0)
    now, moments = [0.0], []
    monkeypatch.setattr(log.time, "monotonic", lambda: now[0])
    pace = log._Pace()
    for iteration in range(1, 1001):
        now[0] += 0.2
        if pace.is_due(iteration, 5000):
            moments.append(now[0])
    gaps = numpy.diff([0.0, *moments])
    assert gaps.min() >= 9.9
    assert gaps.max() <= 10.3
    assert len(moments) <= 20


def test_small_tables_are_not_counted(rows, monkeypatch):
    monkeypatch.setattr(fitting, "COUNTED_CELLS", 400 * 4 + 1)
    assert fitted(rows["regression"], "regression", "boosting")[1] == []


@pytest.mark.parametrize(
    ("count", "words", "said"),
    [
        (1, ("row",), "1 row"),
        (0, ("row",), "0 rows"),
        (1200, ("row",), "1,200 rows"),
        (1, ("class", "classes"), "1 class"),
        (2, ("class", "classes"), "2 classes"),
        (1, ("cell is", "cells are"), "1 cell is"),
        (3, ("cell is", "cells are"), "3 cells are"),
    ],
)
def test_one_thing_is_told_in_the_singular_and_thousands_are_parted(count, words, said):
    assert counted(count, *words) == said
