import random

import polars as pl
import pytest

from services.data.profile.equivalence import equivalent, nearly_equivalent
from services.data.profile.records import ColumnProfile
from services.data.profile.value_counts import TOP


def groups(rows=100, **columns):
    frame = pl.DataFrame({name: list(cells) for name, cells in columns.items()}, schema_overrides=None)
    profiles = []
    for name in columns:
        counts = frame[name].drop_nulls().value_counts(sort=True)["count"].to_list()
        missing, top = frame[name].null_count(), tuple((str(n), count) for n, count in enumerate(counts))
        profiles.append(ColumnProfile(name, "category", missing, len(counts), top=top))
    return equivalent(profiles, rows, lambda names: frame.select(names))


def test_columns_whose_values_map_one_to_one_are_grouped_in_order():
    cells = [f"{n % 4}" for n in range(99)]
    names = [["zero", "one", "two", "three"][int(cell)] for cell in cells]
    assert groups(99, a=cells, b=names, c=[" x "[: 1 + n % 3] or "y" for n in range(99)]) == (("a", "b"),)


def test_blank_cells_count_as_missing_in_both():
    cells = [None if n % 5 == 0 else f"{n % 3}" for n in range(99)]
    assert groups(99, a=cells, b=[cell and f"v{cell} " for cell in cells]) == (("a", "b"),)
    assert groups(99, a=cells, b=[*cells[1:], cells[0]]) == ()


@pytest.mark.parametrize("rows", [19, 5_000_000])
def test_few_rows_prove_nothing_and_too_many_are_not_read(rows):
    cells = [f"{n % 4}" for n in range(min(rows, 99))]
    assert groups(rows, a=cells, b=cells) == ()


def test_columns_of_which_only_a_few_values_repeat_may_agree_by_chance():
    cells = [f"{max(n, 4)}" for n in range(99)]
    assert groups(99, a=cells, b=[f"b{cell}" for cell in cells]) == ()


def pairs(**columns):
    frame = pl.DataFrame(columns)
    profiles = []
    for name in columns:
        cells = frame[name].drop_nulls().value_counts(sort=True)
        top = tuple(cells.head(TOP).iter_rows())
        profiles.append(ColumnProfile(name, "category", frame[name].null_count(), len(cells), top=top))
    return nearly_equivalent(profiles, len(frame), frame.select)


def drawn(rows, most, seed=0):
    draw = random.Random(seed)  # noqa: S311
    return [int(draw.paretovariate(1)) % most for _row in range(rows)]


@pytest.mark.parametrize("rows", [120, 30_000])
@pytest.mark.parametrize("changed", [0.0, 0.01, 0.03])
def test_codes_and_their_names_with_exceptions_are_a_pair(rows, changed):
    codes, draw = drawn(rows, 30), random.Random(1)  # noqa: S311
    names = [f"city {draw.randint(0, 30) if draw.random() < changed else code}" for code in codes]
    assert pairs(zip=[f"{code:05}" for code in codes], other=[*map(str, drawn(rows, 9, 3))], city=names) == (
        ("zip", "city"),
    )


def test_missing_cells_of_one_of_them_are_exceptions():
    codes = [f"{n % 5}" for n in range(200)]
    some = [None if n % 25 == 0 else code for n, code in enumerate(codes)]
    many = [None if n % 3 == 0 else code for n, code in enumerate(codes)]
    assert pairs(code=codes, same=some, other=many) == (("code", "same"),)


def test_groups_of_values_flags_that_are_rare_and_near_keys_are_no_pair():
    cities = [f"{n % 12}" for n in range(240)]
    regions = [str(int(city) // 2) for city in cities]
    rare = ["1" if n % 40 == 0 else "0" for n in range(240)]
    keys = [str(n // 2 if n < 20 else n) for n in range(240)]
    assert pairs(city=cities, region=regions, flag=rare, again=rare, key=keys, other=keys[::-1]) == ()


def test_a_flag_that_agrees_with_a_commoner_one_by_its_rarity_alone_is_no_pair():
    first = ["1" if n % 10 == 0 else "0" for n in range(1000)]
    second = ["1" if n % 10 == 1 else "0" for n in range(1000)]
    assert pairs(first=first, second=second) == ()
