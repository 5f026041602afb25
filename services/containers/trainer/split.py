"""Split the rows into training rows and held-out rows by the recipe."""

from dataclasses import dataclass, field
from typing import Any

import numpy
import pandas
from sklearn.model_selection import GroupShuffleSplit, train_test_split

from . import dates
from .spec import DEFAULT_SPLIT
from .table import Table

Places = numpy.ndarray[Any, Any]


@dataclass(frozen=True)
class Split:
    """The indices of the training rows and the held-out rows, and the method used.

    `details` says what came of it: by "time" the first held-out moment as `start` (ISO 8601) and the
    `undated_rows` trained on; by class the `unstratified_classes` where the held-out rows are too few
    for their proportions.
    """

    train: Places
    test: Places
    method: str
    details: dict[str, Any] = field(default_factory=dict)


def divide(table: Table, recipe: dict[str, Any]) -> Split:
    """Split the rows. Raises ValueError if either side would be empty."""
    requested = recipe.get("split", DEFAULT_SPLIT)
    fraction, seed = recipe["test_fraction"], recipe["seed"]
    if requested["method"] == "stratified" and recipe["task"] == "classification":
        divided = _stratified(table, fraction, seed)
    elif requested["method"] in ("stratified", "random"):
        divided = Split(*_random(numpy.arange(len(table.target)), fraction, seed), "random")
    else:
        divided = _BY_COLUMN[requested["method"]](table, requested, fraction, seed)
    if not len(divided.test) or not len(divided.train):
        empty = "test" if len(divided.train) else "train"
        raise ValueError(f"the split by {requested['method']} leaves no rows to {empty} on")
    if len(set(table.target[divided.train])) < 2:
        raise ValueError("the rows to train on all have the same target; choose another split")
    return divided


def described(split: Split, recipe: dict[str, Any]) -> dict[str, Any]:
    """Return the description of a split for evaluation.json and contract.json."""
    requested = recipe.get("split", DEFAULT_SPLIT)
    by_column = split.method in _BY_COLUMN
    return {
        "method": split.method,
        "column": requested["column"] if by_column else None,
        "value": requested["value"] if split.method == "column" else None,
        "test_fraction": recipe["test_fraction"],
        "seed": recipe["seed"],
        **split.details,
    }


def sample(target: numpy.ndarray, count: int) -> Places:
    """Return the places of so many rows at random, in order, among them one of each class."""
    places: Places = numpy.random.default_rng(0).permutation(len(target))
    if target.dtype == object:
        first = numpy.unique(target[places], return_index=True)[1]
        places = numpy.concatenate([places[first], numpy.delete(places, first)])
    return numpy.sort(places[:count])


def _stratified(table: Table, fraction: float, seed: int) -> Split:
    """Hold out a share of every class; a class of a single row is always trained on."""
    rows = numpy.arange(len(table.target))
    _, codes, counts = numpy.unique(table.target.astype(str), return_inverse=True, return_counts=True)
    single = counts[codes] == 1
    rest = rows[~single]
    if len(rest) < 2:
        raise ValueError("every row has a class of its own, so nothing can be tested")
    shared = int((counts > 1).sum())
    tested = int(numpy.ceil(len(rest) * fraction))
    if min(tested, int(len(rest) * (1 - fraction))) >= shared:
        train, test = _random(rest, fraction, seed, codes[rest])
        return Split(numpy.sort(numpy.concatenate([train, rows[single]])), test, "stratified")
    train, test = _random(rest, fraction, seed)
    details = {"unstratified_classes": shared}
    return Split(numpy.sort(numpy.concatenate([train, rows[single]])), test, "random", details)


def _random(rows: Places, fraction: float, seed: int, classes: Places | None = None) -> tuple[Places, Places]:
    train, test = train_test_split(rows, test_size=fraction, random_state=seed, stratify=classes)
    return numpy.sort(train), numpy.sort(test)


def _by_time(table: Table, requested: dict[str, Any], fraction: float, _seed: int) -> Split:
    """Hold out the latest rows; rows of one moment stay together, rows without a date are trained on."""
    moments = dates.read(_deciding(table).str.strip())
    dated = numpy.sort(moments.dropna().to_numpy())
    if not len(dated):
        raise ValueError(f"the column {requested['column']!r} holds no dates to split by")
    first = dated[len(dated) - max(1, round(len(dated) * fraction))]
    if first == dated[0]:  # too many rows share the first moment, so only later rows are held out
        later = dated[dated > first]
        if not len(later):
            raise ValueError(
                f"all rows have the same date in {requested['column']!r}, so it can't split them"
            )
        first = later[0]
    tested = (moments >= first).to_numpy()
    gaps = int(moments.isna().sum())
    details: dict[str, Any] = {"start": str(first.astype("datetime64[s]"))}
    if gaps:
        details["undated_rows"] = gaps
    return _sides(tested, "time", details)


def _by_value(table: Table, requested: dict[str, Any], _fraction: float, _seed: int) -> Split:
    return _sides((_deciding(table).str.strip() == requested["value"].strip()).to_numpy(dtype=bool), "column")


def _by_group(table: Table, requested: dict[str, Any], fraction: float, seed: int) -> Split:
    """Hold out whole groups of rows with the same cell; a row with a blank cell is a group of its own."""
    cells = _deciding(table).str.strip()
    codes, _groups = pandas.factorize(cells.where(cells != "", None))
    alone = codes < 0
    codes[alone] = codes.max() + 1 + numpy.arange(int(alone.sum()))
    if codes.max() < 1:
        raise ValueError(f"all rows have the same {requested['column']!r}, so it can't split them")
    chooser = GroupShuffleSplit(n_splits=1, test_size=fraction, random_state=seed)
    train, test = next(chooser.split(codes, groups=codes))
    return Split(numpy.sort(train), numpy.sort(test), "group")


def _sides(tested: Places, method: str, details: dict[str, Any] | None = None) -> Split:
    return Split(numpy.flatnonzero(~tested), numpy.flatnonzero(tested), method, details or {})


def _deciding(table: Table) -> pandas.Series:
    return pandas.Series(table.deciding, dtype="str")


_BY_COLUMN = {"time": _by_time, "column": _by_value, "group": _by_group}
