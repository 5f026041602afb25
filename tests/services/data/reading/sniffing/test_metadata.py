import pytest

from services.data.reading.sniffing.metadata import count_above_names, count_metadata

YEARS = [[str(year), f"{year % 9}.5"] for year in range(1988, 1994)]
KEYS = [["Title", "CPIH INDEX 00: ALL ITEMS 2015=100"], ["CDID", "L522"], ["Unit", "Index, base year = 100"]]
RELEASE = [["PreUnit", ""], ["Release date", "17-11-2021"], ["Next release", "15 December 2021"]]


GERMAN = [["", "A", "B"], ["", "Index", "Euro"], ["Einheit", "2015=100", "%"], ["Stand", "heute", ""]]


def rows(*periods):
    return [[period, f"{place}.5", "NA"] for place, period in enumerate(periods)]


SERIES = [["Title", "Series A", "Series B"], ["CDID", "ABC1", "ABC2"], ["Unit", "£ m", ""]]


@pytest.mark.parametrize(
    ("records", "count"),
    [
        ([*KEYS, *YEARS], 3),
        ([*KEYS, *RELEASE, *YEARS], 6),
        ([*KEYS, ["Notes"], *YEARS], 4),
        ([*KEYS, *YEARS, ["1994", ""]], 3),
        ([*SERIES, *rows("1988", "1988 Q1", "1988 JAN")], 3),
        ([*SERIES, *rows("Jan-Mar 2020", "Feb-Apr 2020", "Mar-May 2020")], 3),
        ([*SERIES, *rows("2020-01-31", "2020-02-29", "2020-03-31")], 3),
        ([*GERMAN, *rows(*"abcd")], 0),
        ([*GERMAN, *rows("2020-01", "2020-02", "2020-03")], 4),
        ([*SERIES, *rows("202001", "202002", "202003")], 3),
    ],
    ids=[
        *(
            "a series",
            "dates among the values",
            "a key alone",
            "a gap",
            "several series",
            "spans of months",
            "days",
        ),
        *("rows without a period", "blank keys", "months of digits"),
    ],
)
def test_records_of_keys_above_rows_of_periods_are_metadata(records, count):
    assert count_metadata(records) == count


@pytest.mark.parametrize(
    "records",
    [
        [["year", "index"], *YEARS],
        [["year", "index"], ["", "%"], *YEARS],
        [*KEYS, *YEARS[:2]],
        [*KEYS, KEYS[1], *YEARS],
        [["name", "score"], ["Kim", "5"], ["Lee", "6"], *YEARS],
        [*KEYS, *YEARS, ["Kim", "5"]],
        [*KEYS, ["1994", "high"], *YEARS[:3]],
        [["id", "answer"], ["a", "yes"], ["b", "no"], ["1", "4"], ["2", "5"], ["3", "6"]],
        [["id", "x"], ["a", ""], ["b", ""], *YEARS],
        KEYS,
    ],
    ids=[
        *("a header", "a unit", "two rows", "a key twice", "values", "a text below", "words below"),
        *("no periods", "no values", "no rows"),
    ],
)
def test_without_strong_evidence_nothing_is_metadata(records):
    assert count_metadata(records) == 0


@pytest.mark.parametrize(
    ("names", "count"),
    [
        (["Date", "Price"], 3),
        (["Jahr", "Wert"], 3),
        (["Date", "17 November 2021"], 0),
        (["Release", "monthly"], 0),
        (["Period", ""], 0),
    ],
)
def test_names_of_columns_below_metadata_begin_with_that_of_a_time(names, count):
    assert count_above_names([*KEYS, names, *YEARS]) == count
    assert count_above_names(YEARS) == 0
