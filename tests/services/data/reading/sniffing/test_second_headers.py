import pytest

from services.data.reading.sniffing.second_headers import count_second_headers

NUMBERS = [["5.5", "1"], ["6.5", "2"], ["7.5", "3"]]
PEOPLE = [["Kim", "180", "80"], ["Lee", "170", "70"], ["Park", "160", "60"]]


@pytest.mark.parametrize(
    ("records", "count"),
    [
        ([["t", "x"], *NUMBERS], 0),
        ([["t", "x"], ["[s]", "[m]"], *NUMBERS], 1),
        ([["c"] * 101, ["kg"] * 101, *[["5.5"] * 101] * 3], 0),
        ([["t", "x"], ["", "°C"], *NUMBERS], 1),
        ([["t", "x"], ["seconds", "metres"], *NUMBERS], 1),
        ([["t", "x"], ["DAYS", "BARS"], ["", "(well a)"], *NUMBERS], 2),
        ([["t", "x"], ["", ""], ["s", "m"], *NUMBERS], 2),
        ([["t", "x"], ["", ""], *NUMBERS], 0),
        ([["name", "height", "weight"], ["", "cm", "kg"], *PEOPLE], 1),
        ([["name", "height", "weight"], ["text", "number", "number"], *PEOPLE], 1),
        ([["name", "height", "weight"], ["Cho", "", ""], *PEOPLE], 0),
        ([["name", "height", "weight"], ["Cho", "NA", "?"], *PEOPLE], 0),
        ([["name", "height", "weight"], ["Cho", "unknown", ""], *PEOPLE], 0),
        ([["name", "height", "weight"], ["Cho", "tall", "75"], *PEOPLE], 0),
        ([["t", "x"], ["low", "high"], *NUMBERS, *NUMBERS, ["low", "high"]], 0),
        ([["name", "city"], ["Kim", "Seoul"], ["Lee", "Busan"]], 0),
        ([["t", "x"], ["s", "m"], ["1", "2"]], 0),
        ([["t", "x"]], 0),
        ([["", "id", "name", ""], ["", "---:", ":---", ""], *[["", str(n), "x", ""] for n in range(3)]], 1),
        ([["name", "city"], ["------", "------"], ["Kim", "Seoul"]], 1),
        ([["id", "How?", "", ""], ["", "Now", "Never", "Other"], *[["7", "Now", "", "a"]] * 3], 1),
        ([["", "a", "a"], ["", "mean", "std"], ["group", "", ""], *[["g", "1.5", "2.5"]] * 3], 2),
        ([["", "a", "", "b"], ["x", "", "y", ""], *[["u", "1", "v", "2"]] * 3], 1),
        ([["", "a", "b"], ["x", "", ""], *[["u", "1", "v"]] * 3], 0),
        (
            [
                ["t", "x"],
                *[[key, "17-11-2021"] for key in "a"],
                ["b", "y"],
                ["c", "z"],
                *[[f"200{n}", "1"] for n in range(3)],
            ],
            3,
        ),
    ],
    ids=[
        *(
            "none",
            "units",
            "one word in many columns",
            "one unit",
            "names",
            "names and units",
            "below a blank row",
            "a blank row",
        ),
        *("units above texts", "types", "missing values", "markers", "a word", "a word and a value"),
        *("words that repeat", "texts", "one row", "no row"),
        *("a rule", "a rule above texts", "a survey", "an index", "blank names", "a blank name"),
        "metadata",
    ],
)
def test_a_row_of_words_above_values_is_a_second_header(records, count):
    assert count_second_headers(records) == count
