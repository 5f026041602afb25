"""The split: which rows are held out for the test, as the recipe says."""

from dataclasses import dataclass
from typing import Any

import numpy
import pandas
from sklearn.model_selection import GroupShuffleSplit, train_test_split

from . import dates
from .counts import counted
from .spec import DEFAULT_SPLIT
from .table import Table

Places = numpy.ndarray[Any, Any]


@dataclass(frozen=True)
class Split:
    """The row numbers to train and to test on, and the method that was used with a note on how."""

    train: Places
    test: Places
    method: str
    note: str = ""


def divide(table: Table, recipe: dict[str, Any]) -> Split:
    """Return the rows of each side; raises ValueError where one would have nothing to learn or test."""
    asked = recipe.get("split", DEFAULT_SPLIT)
    fraction, seed = recipe["test_fraction"], recipe["seed"]
    if asked["method"] == "stratified" and recipe["task"] == "classification":
        found = _stratified(table, fraction, seed)
    elif asked["method"] in ("stratified", "random"):
        found = Split(*_random(numpy.arange(len(table.target)), fraction, seed), "random")
    else:
        found = _BY_COLUMN[asked["method"]](table, asked, fraction, seed)
    if not len(found.test) or not len(found.train):
        raise ValueError(
            f"the split by {asked['method']} leaves no rows to {'test' if len(found.train) else 'train'} on"
        )
    if len(set(table.target[found.train])) < 2:
        raise ValueError("the rows to train on all have the same target; choose another split")
    return found


def described(split: Split, recipe: dict[str, Any]) -> dict[str, Any]:
    """Return what evaluation.json and contract.json tell of a split."""
    asked = recipe.get("split", DEFAULT_SPLIT)
    by_column = split.method in _BY_COLUMN
    return {
        "method": split.method,
        "column": asked["column"] if by_column else None,
        "value": asked["value"] if split.method == "column" else None,
        "test_fraction": recipe["test_fraction"],
        "seed": recipe["seed"],
        "note": split.note,
    }


def _stratified(table: Table, fraction: float, seed: int) -> Split:
    """Hold each class in proportion; a class of one row is always trained on."""
    rows = numpy.arange(len(table.target))
    _, codes, counts = numpy.unique(table.target.astype(str), return_inverse=True, return_counts=True)
    lonely = counts[codes] == 1
    rest = rows[~lonely]
    if len(rest) < 2:
        raise ValueError("every row has a class of its own, so nothing can be tested")
    shared = int((counts > 1).sum())
    tested = int(numpy.ceil(len(rest) * fraction))
    if min(tested, int(len(rest) * (1 - fraction))) >= shared:
        train, test = _random(rest, fraction, seed, codes[rest])
        single = counted(int(lonely.sum()), "class of one row is", "classes of one row are")
        note = f"{single} trained on and not tested" if lonely.any() else ""
        return Split(numpy.sort(numpy.concatenate([train, rows[lonely]])), test, "stratified", note)
    train, test = _random(rest, fraction, seed)
    few = counted(tested, "row to test on is", "rows to test on are")
    classes = counted(shared, "class", "classes")
    note = f"at random: {few} too few for {classes} in proportion"
    return Split(numpy.sort(numpy.concatenate([train, rows[lonely]])), test, "random", note)


def _random(rows: Places, fraction: float, seed: int, classes: Places | None = None) -> tuple[Places, Places]:
    train, test = train_test_split(rows, test_size=fraction, random_state=seed, stratify=classes)
    return numpy.sort(train), numpy.sort(test)


def _by_time(table: Table, asked: dict[str, Any], fraction: float, _seed: int) -> Split:
    """Test the latest rows; those of one moment are on one side, those without a date are trained on."""
    moments = dates.read(_deciding(table).str.strip())
    dated = numpy.sort(moments.dropna().to_numpy())
    if not len(dated):
        raise ValueError(f"the column {asked['column']!r} holds no dates to split by")
    first = dated[len(dated) - max(1, round(len(dated) * fraction))]
    if first == dated[0]:  # so many rows of one moment: test what comes after it
        later = dated[dated > first]
        if not len(later):
            raise ValueError(f"all rows have the same date in {asked['column']!r}, so it can't split them")
        first = later[0]
    tested = (moments >= first).to_numpy()
    gaps = int(moments.isna().sum())
    note = f"from {first.astype('datetime64[s]')} on"
    undated = counted(gaps, "row without a date is", "rows without a date are")
    return _sides(tested, "time", f"{note}; {undated} trained on" if gaps else note)


def _by_value(table: Table, asked: dict[str, Any], _fraction: float, _seed: int) -> Split:
    return _sides((_deciding(table).str.strip() == asked["value"].strip()).to_numpy(dtype=bool), "column")


def _by_group(table: Table, asked: dict[str, Any], fraction: float, seed: int) -> Split:
    """Keep rows with the same cell on one side; each row without one is a group of its own."""
    cells = _deciding(table).str.strip()
    codes, _groups = pandas.factorize(cells.where(cells != "", None))
    alone = codes < 0
    codes[alone] = codes.max() + 1 + numpy.arange(int(alone.sum()))
    if codes.max() < 1:
        raise ValueError(f"all rows have the same {asked['column']!r}, so it can't split them")
    chooser = GroupShuffleSplit(n_splits=1, test_size=fraction, random_state=seed)
    train, test = next(chooser.split(codes, groups=codes))
    return Split(numpy.sort(train), numpy.sort(test), "group")


def _sides(tested: Places, method: str, note: str = "") -> Split:
    return Split(numpy.flatnonzero(~tested), numpy.flatnonzero(tested), method, note)


def _deciding(table: Table) -> pandas.Series:
    return pandas.Series(table.deciding, dtype="str")


_BY_COLUMN = {"time": _by_time, "column": _by_value, "group": _by_group}
