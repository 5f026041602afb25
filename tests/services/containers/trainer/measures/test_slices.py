import numpy
import pytest

from services.containers.trainer.measures import slices


def column(cells):
    values = numpy.empty((len(cells), 1), dtype=object)
    values[:, 0] = cells
    return values


def measured(role, cells, right, metric="accuracy"):
    terms = slices.Terms(numpy.array(right, dtype=float), metric, 0)
    (entry,) = slices.by_column([("x", role)], column(cells), terms)
    return {tuple(part["where"][0].items()): part for part in entry["slices"]}


def test_a_category_is_a_slice_with_its_share_of_right_rows_and_wilsons_interval():
    parts = measured("category", ["a"] * 10 + ["b"] * 20, [1] * 9 + [0] + [1] * 10 + [0] * 10)
    first = parts[("kind", "is"), ("value", "a")]
    assert (first["rows"], first["score"]) == (10, 0.9)
    # The example of 9 of 10 is in every table of Wilson intervals.
    assert first["interval"] == pytest.approx([0.5958, 0.9821], abs=1e-4)
    assert parts[("kind", "is"), ("value", "b")]["score"] == 0.5


def test_a_slice_without_an_error_has_an_interval_too():
    low, high = measured("category", ["a"] * 10 + ["b"] * 10, [1] * 20)[("kind", "is"), ("value", "a")][
        "interval"
    ]
    assert low < high == 1


def test_numbers_are_in_bins_of_about_as_many_rows_and_missing_ones_apart():
    numbers = [float(number) for number in range(100)]
    parts = measured("numeric", [*numbers, *[None] * 10], [1] * 100 + [0] * 10)
    assert [part["rows"] for part in parts.values()] == [20] * 5 + [10]
    first, *_others, last = parts
    assert dict(first) == {"kind": "between", "low": 0.0, "high": 19.0}
    assert dict(last) == {"kind": "missing"}
    assert parts[last]["score"] == 0


def test_numbers_of_one_value_make_no_slices():
    terms = slices.Terms(numpy.ones(30), "accuracy", 0)
    assert slices.by_column([("x", "numeric")], column([1.0] * 30), terms) == []


def test_dates_are_bounded_by_dates_and_texts_by_their_words():
    days = [f"2026-01-{day:02}" for day in range(1, 31)]
    assert dict(next(iter(measured("date", days, [1] * 30)))) == {
        "kind": "between",
        "low": "2026-01-01",
        "high": "2026-01-06",
    }
    texts = ["word " * (1 + place // 6) for place in range(30)]
    assert dict(next(iter(measured("text", texts, [1] * 30))))["words"] is True


def test_rare_categories_are_one_slice():
    cells = ["common"] * 40 + [f"c{number}" for number in range(20)]
    parts = measured("category", cells, [1] * 60)
    assert [part["rows"] for part in parts.values()] == [40, 13]
    assert dict(list(parts)[-1]) == {"kind": "others", "count": 13}


def test_an_error_has_a_bootstrap_interval_that_holds_the_mean():
    errors = numpy.random.default_rng(0).exponential(size=60)
    parts = measured("category", ["a"] * 30 + ["b"] * 30, errors, "mae")
    for part in parts.values():
        low, high = part["interval"]
        assert low < part["score"] < high
        # As wide as the standard error says.
        assert high - low == pytest.approx(4 * errors.std() / 30**0.5, rel=0.4)
