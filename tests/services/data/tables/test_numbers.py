import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.data.tables.numbers import FORMATS, PLAIN, NumberFormat, detect


@pytest.mark.parametrize(
    ("columns", "delimiter", "style"),
    [
        ([["1.5", "2"], ["3", "4"]], ",", PLAIN),
        ([["1,5", "2,25"]], ";", NumberFormat(",")),
        ([["1,234", "5,678"]], ";", NumberFormat(",")),
        ([["1,234", "5,678"]], ",", NumberFormat(".", ",")),
        ([["1.234,56", "12,25"]], ";", NumberFormat(",", ".")),
        ([["1,234.56", "12.25"]], ",", NumberFormat(".", ",")),
        ([["1 234,5", "12"]], ";", NumberFormat(",", " ")),
        ([["1\u00a0234,5", "12"]], ";", NumberFormat(",", "\u00a0")),
        ([["1\u202f234,5", "12"]], ";", NumberFormat(",", "\u202f")),
        ([["1\u2009234.5", "12"]], ",", NumberFormat(".", "\u2009")),
        ([["1'234.5", "12"]], ",", NumberFormat(".", "'")),
        ([["a", "b"], ["1", "2"]], ",", PLAIN),
        ([["1.5", "2.5"], ["1,5", "x"]], ",", PLAIN),
        ([["NA", "1,5", "", "2,25", "-"]], ";", NumberFormat(",")),
        ([["1,234.50", "N/A", "12.25"]], ",", NumberFormat(".", ",")),
        ([["1,5"] * 9 + ["k.A."]], ";", NumberFormat(",")),
        ([["1,5"] * 8 + ["k.A."] * 2], ";", PLAIN),
        ([["12.5"], ["1", "2", "1,3"]], ",", PLAIN),
        ([["NA", "-"]], ",", PLAIN),
        ([], ",", PLAIN),
        ([["2024-01-01"], ["12:30"]], ",", PLAIN),
        ([["192.168.100.211", "10.100.200.130"]], ",", PLAIN),
        ([["662 344 488", "853 600 622"]], ",", PLAIN),
        ([["662 344 488", "53 600 622", "1 200"]], ",", NumberFormat(",", " ")),
        ([["0,125", "0,250"]], ",", NumberFormat(",")),
    ],
)
def test_the_format_is_the_one_in_which_most_columns_are_numbers(columns, delimiter, style):
    assert detect(columns, delimiter) == style


@settings(max_examples=100)
@given(st.floats(-1e12, 1e12).map(lambda value: round(value, 3)), st.sampled_from(FORMATS))
def test_a_number_written_in_a_format_is_read_back_by_it(value, style):
    grouped = f"{value:,.3f}" if style.thousands else f"{value:.3f}"
    text = grouped.translate(str.maketrans({",": style.thousands or "", ".": style.decimal}))
    assert re.fullmatch(style.pattern, text)
    assert float(style.plain(text)) == float(f"{value:.3f}")


@pytest.mark.parametrize("text", ["1,23", "1,2345", ",123", "1,,234", "1234,567", ""])
def test_thousands_come_in_threes(text):
    assert not re.fullmatch(NumberFormat(".", ",").pattern, text)
