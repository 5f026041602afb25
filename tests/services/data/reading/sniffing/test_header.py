import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.data.reading.sniffing.header import is_header, read_header
from services.errors import InvalidInput
from services.settings import LIMITS, Limits


@given(st.lists(st.sampled_from(["a", "a 2", "a 3", "", " ", "column 1", "b"]), min_size=1, max_size=12))
def test_names_are_always_unique_and_never_blank(cells):
    names, _repairs = read_header(cells, LIMITS)
    assert len(names) == len(cells) == len(set(names))
    assert all(name.strip() for name in names)


def test_good_names_stay_as_they_are_but_for_the_space_around_them():
    assert read_header([" age ", "나이"], LIMITS) == (["age", "나이"], ())


def test_too_many_columns_are_refused():
    with pytest.raises(InvalidInput, match="too_many_columns") as refusal:
        read_header(["a", "b", "c"], Limits(columns=2))
    assert refusal.value.parameters == {"columns": 3, "limit": 2}


def test_a_line_of_prose_is_no_header():
    with pytest.raises(InvalidInput, match="no_column_names"):
        read_header(["once upon a time there was a table"], LIMITS)


@pytest.mark.parametrize(
    ("records", "named"),
    [
        ([["red", "blue"], ["red", "green"], ["green", "blue"], ["blue", "red"]], False),
        ([["true", "some words"], ["true", "more"], ["false", "others"]], False),
        ([["colour", "size"], ["red", "small"], ["red", "large"]], True),
        ([["a", "b"], ["x", "y"], ["a", "b"], ["z", "w"]], True),
        ([["red", "n"], ["red", "1"], ["green", "2"]], True),
        ([["1", "NA"], ["2", "3"], ["4", "5"]], False),
        ([["x", "1" * 5000], ["\x1c2", "3"], ["4", "5"]], True),
    ],
    ids=["values", "half values", "names", "joined files", "a name above numbers", "a marker", "digits"],
)
def test_a_first_record_whose_cells_are_frequent_below_holds_values(records, named):
    assert is_header(records) is named


def test_numbers_that_count_up_among_other_values_are_no_positions():
    assert is_header([["0", "1", "2"], ["x", "5.5", "y"], ["z", "6.5", "w"]])
    assert not is_header(
        [["0.006", "0", "1", "24.5"], ["0.027", "0", "2", "21.6"], ["0.5", "0", "2", "34.7"]]
    )
