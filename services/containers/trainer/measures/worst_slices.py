"""The slices of the held-out rows in which the model does worst, by a shallow decision tree on its errors.

After Chung et al., "Slice Finder: Automated Data Slicing for Model Validation" (2019). The tree learns from
one half of the rows and the other half tells the score, so that no slice looks worse by its choice.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
from sklearn.tree import DecisionTreeRegressor

from ..spec import Role
from .cells import DAY, Column, bound, numbers_of
from .slices import CHARACTERS, COLUMNS, LEAST_ROWS, Condition, Terms, Values

WORST = 5
DEPTH = 3
_CATEGORIES = 5  # of a column, the commonest, each a feature of the tree
_LEAST_SHARE = 0.05
_LEAST_HALF = 20


@dataclass(frozen=True)
class _Feature:
    """A number that the tree splits by; one of a `value` is 1 where the cell is that.

    Missing cells, if there are any, have the number `missing`, which lies below all others. All numbers are
    multiples of a `step`, 0 if they aren't.
    """

    name: str
    role: Role
    numbers: Values
    value: str | None = None
    missing: float = numpy.nan
    step: float = 0.0


def worst(columns: Sequence[Column], values: Values, terms: Terms, seed: int) -> list[dict[str, Any]]:
    """Return the five worst slices, the worst first; none of few rows, or where no slice is worse."""
    halves = numpy.random.default_rng(seed).permutation(len(values)) % 2 == 0
    features = [
        feature
        for place, (name, role) in enumerate(columns[:COLUMNS])
        for feature in _features(name, role, values[:, place])
    ]
    if halves.sum() < _LEAST_HALF or not features:
        return []
    cells = numpy.column_stack([feature.numbers for feature in features])
    losses = terms.values * (-1 if terms.metric == "accuracy" else 1)
    least = max(LEAST_ROWS, int(_LEAST_SHARE * halves.sum()))
    tree = DecisionTreeRegressor(max_depth=DEPTH, min_samples_leaf=least, random_state=seed)
    tree.fit(cells[halves], losses[halves])
    leaves, usual = tree.apply(cells), losses[halves].mean()
    entries = []
    for leaf, path in _paths(tree.tree_):
        chosen = leaves == leaf
        tested = chosen & ~halves
        if losses[chosen & halves].mean() > usual and tested.sum() >= LEAST_ROWS:
            where = _where(features, path)
            entries.append((losses[tested].mean(), terms.of(tested, where)))
    overall = losses[~halves].mean()
    ordered = sorted(entries, key=lambda entry: -entry[0])
    return [entry for loss, entry in ordered if loss > overall][:WORST]


def _features(name: str, role: Role, cells: Values) -> Iterator[_Feature]:
    if role == "category":
        counts = Counter(cell for cell in cells if cell is not None)
        for label in sorted(counts, key=lambda label: (-counts[label], label))[:_CATEGORIES]:
            yield _Feature(name, role, (cells == label).astype(float), label)
        return
    numbers = numbers_of(role, cells)
    missing = numpy.isnan(numbers)
    if not missing.all():
        unit = DAY if role == "date" else 1.0
        step = unit if not (numbers[~missing] % unit).any() else 0.0
        below = numpy.nanmin(numbers) - unit if missing.any() else numpy.nan
        yield _Feature(name, role, numpy.where(missing, below, numbers), None, below, step)


def _paths(tree: Any) -> Iterator[tuple[int, list[tuple[int, float, bool]]]]:
    """Yield each leaf but the root, with the steps to it: the feature, its threshold, whether it is above."""
    waiting: list[tuple[int, list[tuple[int, float, bool]]]] = [(0, [])]
    while waiting:
        node, path = waiting.pop()
        if tree.children_left[node] < 0:
            if path:
                yield node, path
            continue
        step = int(tree.feature[node]), float(tree.threshold[node])
        waiting.append((tree.children_left[node], [*path, (*step, False)]))
        waiting.append((tree.children_right[node], [*path, (*step, True)]))


def _where(features: Sequence[_Feature], path: Sequence[tuple[int, float, bool]]) -> list[Condition]:
    """Return the conditions of a path, those on one number as one."""
    conditions: list[Condition] = []
    for place in dict.fromkeys(place for place, _threshold, _above in path):
        feature = features[place]
        above = [threshold for other, threshold, is_above in path if other == place and is_above]
        below = [threshold for other, threshold, is_above in path if other == place and not is_above]
        if feature.value is not None:
            kind = "is" if above else "is_not"
            conditions.append({"column": feature.name, "kind": kind, "value": feature.value[:CHARACTERS]})
        else:
            conditions.append({"column": feature.name, **_range(feature, above, below)})
    return conditions


def _range(feature: _Feature, above: Sequence[float], below: Sequence[float]) -> Condition:
    if below and min(below) < feature.missing + (feature.step or 1.0):
        return {"kind": "missing"}
    condition: Condition = {"kind": "range"}
    if above:
        condition["above"] = _bound(feature, max(above))
    if below:
        condition["at_most"] = _bound(feature, min(below))
    if not numpy.isnan(feature.missing) and not above:
        condition["or_missing"] = True
    if feature.role == "text":
        condition["words"] = True
    return condition


def _bound(feature: _Feature, threshold: float) -> float | str:
    # Between two numbers, the tree splits in the middle; the lower one says the same.
    step = feature.step
    return bound(feature.role, numpy.floor(threshold / step) * step if step else threshold)
