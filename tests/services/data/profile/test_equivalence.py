import polars as pl
import pytest

from services.data.profile.equivalence import equivalent
from services.data.profile.records import ColumnProfile


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
