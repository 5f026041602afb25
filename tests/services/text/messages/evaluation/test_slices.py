import pytest

from services.data.models.slices import Condition, Slice, Slices
from services.text.messages.evaluation.slices import condition_text, slice_text, slices_text


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (Condition("x", "between", 1200.0, 12_500.0), "1,200 to 12,500"),
        (Condition("x", "between", 2015.0, 2020.0), "2015 to 2020"),
        (Condition("x", "between", 3.0, 3.0), "3"),
        (Condition("x", "between", "2026-01-01", "2026-01-31"), "Jan 1, 2026 to Jan 31, 2026"),
        (Condition("x", "between", 2.0, 5.0, words=True), "number of words 2 to 5"),
        (Condition("x", "range", low=5.0), "above 5"),
        (Condition("x", "range", high=5.0, or_missing=True), "at most 5 or missing"),
        (Condition("x", "range", 5.0, 9.0), "above 5, at most 9"),
        (Condition("x", "is", value="Bonn"), "“Bonn”"),
        (Condition("x", "is_not", value="Bonn"), "not “Bonn”"),
        (Condition("x", "others", count=1), "1 rarer value"),
        (Condition("x", "others", count=7), "7 rarer values"),
        (Condition("x", "missing"), "missing"),
    ],
)
def test_a_condition_is_told_in_words(condition, text):
    assert condition_text(condition) == text


def test_a_slice_names_the_columns():
    where = (Condition("city", "is", value="Bonn"), Condition("age", "missing"))
    assert slice_text(Slice(where, 5, 0.5, (0.2, 0.8))) == "city: “Bonn” · age: missing"


def test_the_score_of_all_rows_is_told():
    assert "Accuracy on 100 held-out rows: 0.800." in slices_text(Slices("accuracy", 100, 0.8, (), ()))
