import pytest

from services.data.models.slices import Condition, Slice, read_slices

PART = {"rows": 10, "score": 0.5, "interval": [0.3, 0.7]}
CONTENT = {
    "metric": "accuracy",
    "rows": 100,
    "score": 0.8,
    "columns": [
        {
            "column": "age",
            "slices": [
                {**PART, "where": [{"kind": "between", "low": 18.0, "high": 30.0}]},
                {**PART, "interval": [0.4, 0.9], "where": [{"kind": "missing"}]},
            ],
        }
    ],
    "worst": [
        {
            **PART,
            "where": [
                {"column": "city", "kind": "is", "value": "Bonn"},
                {"column": "day", "kind": "range", "at_most": "2026-01-31", "or_missing": True},
            ],
        }
    ],
}


def test_the_slices_of_a_column_are_about_its_cells():
    ((column, (first, second)),) = read_slices(CONTENT).columns
    assert column == "age"
    assert first == Slice((Condition("age", "between", 18.0, 30.0),), 10, 0.5, (0.3, 0.7))
    assert second.where == (Condition("age", "missing"),)


def test_the_worst_slices_name_their_columns():
    (part,) = read_slices(CONTENT).worst
    assert part.where == (
        Condition("city", "is", value="Bonn"),
        Condition("day", "range", high="2026-01-31", or_missing=True),
    )


def test_a_slice_is_worse_if_its_whole_interval_is_on_the_worse_side():
    slices = read_slices(CONTENT)
    ((_column, (first, second)),) = slices.columns
    assert slices.is_worse(first)
    assert not slices.is_worse(second)
    errors = read_slices({**CONTENT, "metric": "mae", "score": 0.2})
    assert errors.is_worse(first)
    assert not read_slices({**CONTENT, "metric": "mae"}).is_worse(first)


def test_an_unknown_condition_is_invalid():
    with pytest.raises(ValueError, match="unknown condition"):
        read_slices({**CONTENT, "worst": [{**PART, "where": [{"column": "x", "kind": "odd"}]}]})
