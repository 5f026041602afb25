# ruff: noqa: S311 - tables, not secrets
"""Comparisons: what changed is named and measured, worst first; what chance explains is no drift."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from services.data.comparison import comparison
from services.data.comparison.comparison import Change, Comparison
from services.data.comparison.drift import DateDifference, NumberDifference, ValueDifference
from services.data.export import spreadsheet
from services.data.profile import Profile, profile
from services.data.reading.read import read_csv
from services.data.samples import samples


def profiled(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> Profile:
    return profile(read_csv(spreadsheet.to_csv(header, rows, raw=True)).table)


def people(
    count: int, seed: int, age: float = 40.0, plans: str = "aaab", missing: float = 0.05
) -> list[list[Any]]:
    random = Random(seed)
    return [
        [
            "" if random.random() < missing else round(random.gauss(age, 9), 1),
            random.choice(plans),
            f"2026-0{random.randint(1, 6)}-1{random.randint(0, 9)}",
            " ".join(random.choices(["good", "bad", "fine", "slow", "fast", "app"], k=random.randint(5, 12)))
            + f" {seed}{number}",
        ]
        for number in range(count)
    ]


HEADER = ("age", "plan", "day", "note")


@pytest.fixture(scope="module")
def before() -> Profile:
    return profiled(HEADER, people(800, 1))


def change(compared: Comparison, name: str) -> Change:
    return next(change for change in compared.changes if change.name == name)


def number(moved: Change, measure: str) -> NumberDifference:
    (difference,) = [
        difference
        for difference in moved.differences
        if isinstance(difference, NumberDifference) and difference.measure == measure
    ]
    return difference


def measures(moved: Change) -> set[str]:
    return {
        "dates" if isinstance(difference, DateDifference) else difference.measure
        for difference in moved.differences
    }


@pytest.mark.parametrize("count", [60, 800, 3000])
@pytest.mark.parametrize("seed", [2, 3, 4])
def test_another_sample_of_the_same_kind_is_steady(before: Profile, count: int, seed: int) -> None:
    found = comparison.compare(before, profiled(HEADER, people(count, seed)))
    assert {change.name: change.status for change in found.changes} == dict.fromkeys(HEADER, "steady")


def test_a_table_compared_with_itself_is_the_same_throughout(before: Profile) -> None:
    found = comparison.compare(before, before)
    assert {(change.status, change.distance) for change in found.changes} == {("steady", 0.0)}
    assert all(change.differences == () for change in found.changes)


def test_a_moved_mean_is_told_in_deviations(before: Profile) -> None:
    moved = change(comparison.compare(before, profiled(HEADER, people(800, 5, age=58))), "age")
    assert (moved.status, moved.level) == ("drifted", "strong")
    assert moved.shift == pytest.approx(2.0, abs=0.15)
    mean = number(moved, "mean")
    assert (mean.before, mean.after) == (pytest.approx(39.9, abs=0.05), pytest.approx(57.47, abs=0.05))


def test_numbers_that_are_spread_wider_are_told_so_and_others_not() -> None:
    random = Random(1)
    samples = [[random.gauss(0, deviation) for _number in range(800)] for deviation in (1, 3)]
    narrow, wide = (profiled(["x"], [[round(value, 3)] for value in values]) for values in samples)
    for before, after, ratio in ((narrow, wide, 3), (wide, narrow, 1 / 3)):
        deviation = number(change(comparison.compare(before, after), "x"), "standard_deviation")
        assert deviation.after / deviation.before == pytest.approx(ratio, rel=0.1)
    higher = profiled(["x"], [[round(value + 2, 3)] for value in samples[0]])
    assert measures(change(comparison.compare(narrow, higher), "x")) == {"mean"}


def test_new_and_lost_categories_are_named(before: Profile) -> None:
    moved = change(comparison.compare(before, profiled(HEADER, people(800, 6, plans="aaac"))), "plan")
    assert (moved.new, moved.gone, moved.level) == (("c",), ("b",), "strong")
    assert moved.differences == (
        ValueDifference("new_values", ("c",)),
        ValueDifference("lost_values", ("b",)),
    )


def test_more_missing_cells_are_drift_of_their_own(before: Profile) -> None:
    moved = change(comparison.compare(before, profiled(HEADER, people(800, 7, missing=0.4))), "age")
    assert (moved.status, moved.level) == ("drifted", "strong")
    missing = number(moved, "missing")
    assert (missing.before, missing.after) == (moved.missing_before, moved.missing_after)
    assert missing.after == pytest.approx(0.384, abs=0.0005)


def test_dates_that_go_on_are_some_drift_with_both_spans() -> None:
    earlier = profiled(["day", "n"], [[f"2026-01-{day:02}", day] for day in range(1, 29)])
    later = profiled(["day", "n"], [[f"2026-03-{day:02}", day] for day in range(1, 29)])
    moved = change(comparison.compare(earlier, later), "day")
    assert moved.level == "some"
    assert moved.differences == (DateDifference(("2026-01-01", "2026-01-28"), ("2026-03-01", "2026-03-28")),)


def test_columns_added_removed_renamed_and_of_another_type_come_first() -> None:
    earlier = profiled(
        ("id", "age", "plan", "gone"), [[n, n * 7 % 50, "ab"[n % 2], n % 3 + 0.5] for n in range(100)]
    )
    later = profiled(
        ("id", "years", "plan", "fresh"), [[n, n * 7 % 50, n % 2, "xyz"[n % 3]] for n in range(100)]
    )
    found = comparison.compare(earlier, later)
    assert [(change.name, change.status) for change in found.changes] == [
        ("gone", "removed"),
        ("plan", "type changed"),
        ("fresh", "added"),
        ("years", "renamed"),
        ("id", "steady"),
    ]
    assert change(found, "years").earlier_name == "age"
    plan, gone, fresh = (change(found, name) for name in ("plan", "gone", "fresh"))
    assert (plan.kind_before, plan.kind_after) == ("category", "number")
    assert (gone.kind_before, gone.kind_after) == ("number", None)
    assert (fresh.kind_before, fresh.kind_after) == (None, "category")
    assert found.count("added", "removed") == 2


def test_a_new_outlier_that_stretches_the_bars_is_no_drift() -> None:
    values = [[Random(n).gauss(0, 1)] for n in range(500)]
    found = comparison.compare(profiled(["x"], values), profiled(["x"], [*values, [1e6]]))
    assert found.changes[0].level == "steady"


def test_a_part_of_a_text_column_is_steady_and_another_language_is_not() -> None:
    english, korean = (
        list(read_csv(samples.load(key)[1]).table.frame().itertuples(index=False, name=None))
        for key in ("support_messages", "korean_messages")
    )
    whole = profiled(("text", "label"), english)
    assert (
        change(comparison.compare(whole, profiled(("text", "label"), english[:220])), "text").level
        == "steady"
    )
    moved = change(comparison.compare(whole, profiled(("text", "label"), korean)), "text")
    assert moved.level == "strong"
    assert {"new_words", "lost_words"} <= measures(moved)


def test_numbers_written_otherwise_are_the_same_numbers() -> None:
    found = comparison.compare(
        profiled(["x", "y"], [[n % 3, n * 0.7] for n in range(90)]),
        profiled(["x", "y"], [[f"{n % 3}.0", n * 0.7] for n in range(90)]),
    )
    assert change(found, "x").distance == 0.0


def test_many_levels_of_which_only_the_most_frequent_are_known_are_no_drift() -> None:
    rows = [[f"c{min(Random(n).randint(0, 400), Random(n + 9).randint(0, 400))}", n] for n in range(4000)]
    found = comparison.compare(profiled(["c", "n"], rows[::2]), profiled(["c", "n"], rows[1::2]))
    assert change(found, "c").level == "steady"


@pytest.mark.parametrize("rows", [[["", "x"], ["", "x"]], [["1", "x"]]], ids=["empty", "one"])
def test_tables_with_next_to_nothing_compare(before: Profile, rows: list[list[str]]) -> None:
    small = profiled(("age", "plan"), rows)
    assert {change.name for change in comparison.compare(before, small).changes} == set(HEADER)
    assert {change.name for change in comparison.compare(small, before).changes} == set(HEADER)


@pytest.mark.soak
def test_ten_thousand_columns_compare_without_growing_with_their_square(before: Profile) -> None:
    one = before.column("age")
    earlier, later = (
        replace(
            before, columns=tuple(replace(one, name=f"{letter}{n}", mean=n + shift) for n in range(10_000))
        )
        for letter, shift in (("a", 0.0), ("b", 0.5))
    )
    assert comparison.compare(earlier, later).count("removed", "added") == 20_000
    assert comparison.compare(earlier, earlier).count("steady") == 10_000
