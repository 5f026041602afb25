"""The part of the shown program that chooses the held-out rows."""

import math
from collections.abc import Iterator
from typing import assert_never

import pandas as pd

from services.data.profile import Profile
from services.data.recipe.column_plans.cells import date_forms
from services.data.recipe.column_plans.date import timestamps_code
from services.data.recipe.recipe import Recipe


def split_lines(recipe: Recipe, profile: Profile, rows: pd.DataFrame) -> Iterator[str]:
    """Yield the lines that choose the held-out rows; `rows` are the first rows of the table."""
    split, share = recipe.split, f"test_size={recipe.test_fraction:g}, random_state={recipe.seed}"
    match split.method:
        case "time":
            yield f"moments = {timestamps_code('deciding', date_forms(rows[str(split.column)]))}"
            yield "dated = moments.dropna().sort_values()  # the latest rows are held out"
            yield f"first = dated.iloc[-max(1, round(len(dated) * {recipe.test_fraction:g}))]"
            yield "train, test = np.flatnonzero(~(moments >= first)), np.flatnonzero(moments >= first)"
        case "column":
            yield f"held_out = deciding == {str(split.value).strip()!r}"
            yield "train, test = np.flatnonzero(~held_out), np.flatnonzero(held_out)"
        case "group":
            yield "codes = pd.factorize(deciding)[0]"
            yield "alone = codes < 0  # a row without a group is a group of its own"
            yield "codes[alone] = codes.max() + 1 + np.arange(alone.sum())"
            yield f"splitter = GroupShuffleSplit(n_splits=1, {share})"
            yield "train, test = map(np.sort, next(splitter.split(X, groups=codes)))"
        case "stratified" if recipe.task == "classification":
            yield from _stratified(share, profile, recipe)
        case "stratified" | "random":
            yield f"train, test = map(np.sort, train_test_split(np.arange(len(y)), {share}))"
        case _:
            assert_never(split.method)


def _stratified(share: str, profile: Profile, recipe: Recipe) -> Iterator[str]:
    column = profile.with_marks_as_values(recipe.marks_as_values).column(recipe.target)
    fraction = recipe.test_fraction
    rows = profile.rows - column.missing
    known = column.distinct <= len(column.top) and not recipe.target_options.merge_spellings
    if known and min((count for _value, count in column.top), default=0) > 1:
        # As in the trainer, both sides need a row of every class.
        fits = min(math.ceil(rows * fraction), int(rows * (1 - fraction))) >= column.distinct
        stratify = ", stratify=y" if fits else ""
        yield f"train, test = map(np.sort, train_test_split(np.arange(len(y)), {share}{stratify}))"
        return
    yield "often = np.flatnonzero(y.map(y.value_counts()) > 1)  # a class of one row is never held out"
    sides = f"np.ceil(len(often) * {fraction:g}), int(len(often) * (1 - {fraction:g}))"
    yield f"fits = min({sides}) >= y.iloc[often].nunique()"
    yield f"_, test = train_test_split(often, {share}, stratify=y.iloc[often] if fits else None)"
    yield "test = np.sort(test)"
    yield "train = np.setdiff1d(np.arange(len(y)), test)"
