import pandas as pd
import pytest

from services.data.profile import ColumnProfile, Profile, odds, profile
from services.data.tables.writing import store
from services.errors import InvalidInput

LONG = "a cell so long that sixty thousand of them are no small table any more, for {n} "


def frame(count, repeated=0, cell=LONG):
    texts = [cell.format(n=number) + "and some words of its own" for number in range(count)]
    return pd.DataFrame({"said": [*texts, *texts[:repeated]]}, dtype="str")


@pytest.mark.parametrize("cell", [LONG, LONG.replace(" ", "-")], ids=["text", "codes"])
def test_a_large_tables_counts_by_hash_are_labelled_and_right(cell):
    found = profile(store(frame(60_000, 7, cell)))
    assert (found.duplicates, found.duplicates_hashed) == (7, True)
    (said,) = found.columns
    assert (said.distinct, said.once, said.hashed) == (60_000, 59_993, True)
    assert Profile.from_json(found.to_json()) == found


def test_where_no_two_hashes_are_alike_the_count_is_exact_and_has_no_label():
    found = profile(store(frame(60_000)))
    assert (found.duplicates, found.duplicates_hashed) == (0, False)
    assert (found.columns[0].distinct, found.columns[0].hashed) == (60_000, False)


def test_a_small_table_is_counted_by_its_texts(monkeypatch):
    small = store(frame(40, 3))
    (said,) = (found := profile(small)).columns
    assert (said.kind, said.distinct, said.once, said.hashed) == ("text", 40, 37, False)
    assert (found.duplicates, found.duplicates_hashed) == (3, False)
    monkeypatch.setattr("services.data.profile.scan._SMALL", 0)
    (said,) = (found := profile(small)).columns
    assert (said.distinct, said.once, said.hashed) == (40, 37, True)
    assert (found.duplicates, found.duplicates_hashed) == (3, True)


def test_texts_with_the_same_hash_are_counted_apart_in_a_small_table(monkeypatch):
    # Seldom enough that it can't be waited for: each text gets the hash of the first.
    monkeypatch.setattr(
        "polars.Series.hash", lambda self: self.len() and (self.str.len_bytes() * 0).cast(int)
    )
    monkeypatch.setattr("polars.DataFrame.hash_rows", lambda self: self[:, 0].str.len_bytes().cast(int) * 0)
    found = profile(store(frame(40, 3)))
    assert (found.duplicates, found.columns[0].distinct, found.columns[0].once) == (3, 40, 37)


@pytest.mark.parametrize(
    ("count", "one_in"), [(0, 10**9), (1000, 10**9), (10**6, 10**7), (5_000_000, 10**6), (2**40, 1)]
)
def test_the_odds_of_a_shared_hash_are_those_of_all_pairs_rounded_down(count, one_in):
    assert odds(count) == one_in


def test_a_profile_of_another_version_is_not_read():
    old = profile(store(frame(3))).to_json().replace('"version": 6', '"version": 5')
    with pytest.raises(InvalidInput) as refused:
        Profile.from_json(old)
    assert (refused.value.code, refused.value.parameters) == ("profile_of_another_version", {"version": 5})


@pytest.mark.parametrize(
    ("name", "minimum", "maximum", "whole", "plain"),
    [
        ("built", 1899.0, 2012.0, True, True),
        ("price", 1899.5, 2012.0, False, False),
        ("price", 100.0, 2012.0, True, False),
        ("zip_code", 1001.0, 99950.0, True, True),
        ("customerId", 1.0, 5000.0, True, True),
        ("year", 0.0, 3000.0, True, True),
        ("paid", 1.0, 5000.0, True, False),
    ],
)
def test_years_codes_and_identifiers_have_no_thousands_separators(name, minimum, maximum, whole, plain):
    column = ColumnProfile(name, "number", 0, 50, minimum=minimum, maximum=maximum, whole=whole)
    assert column.has_plain_numbers is plain
