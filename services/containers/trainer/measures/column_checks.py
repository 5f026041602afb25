"""What columns say beside the model: which go together, which alone do as well, and which tell the time."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any

import numpy
from scipy.stats import rankdata
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from ..spec import Role
from .cells import Column, numbers_of, rounded

Values = numpy.ndarray[Any, Any]

COLUMNS = 50
PAIRS = 100
CORRELATED = 0.8  # the least that is stored; the app decides from where on it is too much
ALONE = 5  # columns of which each gets a model of its own
_DEPTH = 5
_LEAF = 5
_CATEGORIES = 20


def correlated(columns: Sequence[Column], values: Values) -> list[list[Any]]:
    """Return pairs of numeric columns with their rank correlation, after Spearman, the strongest first."""
    numeric = [place for place, (_name, role) in enumerate(columns) if role == "numeric"][:COLUMNS]
    ranks = {place: _ranks(numbers_of("numeric", values[:, place])) for place in numeric}
    pairs = [
        (columns[first][0], columns[second][0], rounded(float(ranks[first] @ ranks[second])))
        for first, second in combinations(numeric, 2)
    ]
    strong = [pair for pair in pairs if abs(pair[2]) >= CORRELATED]
    return [list(pair) for pair in sorted(strong, key=lambda pair: -abs(pair[2]))[:PAIRS]]


def _ranks(numbers: Values) -> Values:
    """Return the ranks as a vector of length one; missing cells lie in the middle, where they say nothing."""
    present = ~numpy.isnan(numbers)
    centred = numpy.zeros(len(numbers))
    if present.any():
        ranks = rankdata(numbers[present])
        centred[present] = ranks - ranks.mean()
    length = float(numpy.linalg.norm(centred))
    return centred / length if length else centred


def overlapping(columns: Sequence[Column], train: Values, test: Values) -> list[dict[str, str]]:
    """Return the date columns by which some training rows are no earlier than the first held-out row."""
    entries = []
    for place, (name, role) in enumerate(columns[:COLUMNS]):
        if role != "date":
            continue
        ends = [cell for cell in train[:, place] if cell is not None]
        starts = [cell for cell in test[:, place] if cell is not None]
        if ends and starts and max(ends) >= min(starts):
            entries.append({"column": name, "train_end": max(ends), "test_start": min(starts)})
    return entries


def alone(
    columns: Sequence[Column],
    train: tuple[Values, Values],
    test: tuple[Values, Values],
    score: Callable[[Values, Values], float],
    *,
    balanced: bool,
) -> list[dict[str, Any]]:
    """Return the score that a small decision tree reaches by each of the first columns alone.

    `train` and `test` are rows with their target, `score` compares the actual targets with the predicted.
    """
    (rows, goals), (held, actual) = train, test
    entries = []
    for place, (name, role) in enumerate(columns[:ALONE]):
        if role == "text":
            continue
        features, held_features = _features(role, rows[:, place], held[:, place])
        if goals.dtype == object:
            weights = "balanced" if balanced else None
            tree: Any = DecisionTreeClassifier(
                max_depth=_DEPTH, min_samples_leaf=_LEAF, class_weight=weights, random_state=0
            )
        else:
            tree = DecisionTreeRegressor(max_depth=_DEPTH, min_samples_leaf=_LEAF, random_state=0)
        predicted = tree.fit(features, goals).predict(held_features)
        entries.append({"column": name, "score": rounded(score(actual, predicted))})
    return entries


def _features(role: Role, cells: Values, held: Values) -> tuple[Values, Values]:
    if role == "category":
        counts = Counter(cell for cell in cells if cell is not None)
        labels = sorted(counts, key=lambda label: (-counts[label], label))[:_CATEGORIES]
        return _indicators(cells, labels), _indicators(held, labels)
    numbers, others = numbers_of(role, cells), numbers_of(role, held)
    present = numbers[~numpy.isnan(numbers)]
    below = present.min() - 1 if len(present) else 0.0
    return _filled(numbers, below), _filled(others, below)


def _filled(numbers: Values, missing: float) -> Values:
    return numpy.where(numpy.isnan(numbers), missing, numbers).reshape(-1, 1)


def _indicators(cells: Values, labels: Sequence[str]) -> Values:
    return numpy.column_stack([cells == label for label in labels] or [numpy.zeros(len(cells))])
