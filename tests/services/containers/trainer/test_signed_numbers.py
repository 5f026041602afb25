import re

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.containers.trainer.signed_numbers import Signs, signs_of, unit_of
from services.containers.trainer.spec import number_pattern


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("$1,234.56", "$", 1234.56),
        ("-$5", "$", -5.0),
        ("$-5", "$", -5.0),
        ("($1,234.56)", "$", -1234.56),
        ("$(5.00)", "$", -5.0),
        ("US$5", "US$", 5.0),
        ("Rs. 500", "Rs.", 500.0),
        ("USD 1 000", "USD", 1000.0),
        ("5 USD", "USD", 5.0),
        ("3,000\u5186", "\u5186", 3000.0),
        ("\u20b91,10,45,678.90", "\u20b9", 11045678.9),
        ("1,10,000", "", 110000.0),
        ("12.5 %", "%", 12.5),
        ("(12.30)", "", -12.3),
        ("\u22125.0", "", -5.0),
        ("8.00-", "", -8.0),
        ("+7%", "%", 7.0),
        ("12 kg", "kg", 12.0),
        ("1 bedroom", "bedroom", 1.0),
        ("3 bedrooms", "bedroom", 3.0),
        ("20 \u00b0C", "\u00b0C", 20.0),
        ("5 km/h", "km/h", 5.0),
        ("1,200 sq ft", "sq ft", 1200.0),
        ("100 m2", "m2", 100.0),
        ('55"', '"', 55.0),
        ("1'234.50", "", 1234.5),
    ],
)
def test_a_number_with_signs_is_read_and_its_unit_known(text, unit, number):
    assert (unit_of(text), Signs(".", unit).read(text)) == (unit, number)


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("1.234,56 \u20ac", "\u20ac", 1234.56),
        ("R$ 5,00", "R$", 5.0),
        ("1 234,5", "", 1234.5),
        ("12,5%", "%", 12.5),
    ],
)
def test_a_decimal_comma_is_read_with_signs_too(text, unit, number):
    assert (unit_of(text), Signs(",", unit).read(text)) == (unit, number)


@pytest.mark.parametrize(
    "text",
    [
        *("A100", "12E12", "10-20", "1/2", "12:30", "2021-01-31", "31.01.2026", "(555) 123-4567", "555-1234"),
        *("192.168.1.1", "5 ft 3", "v1.2", "1_000", "-", "()", "", "$", "kg", "red", "$5/hr", "1,23,4", "(5"),
    ],
)
def test_what_is_no_number_with_signs_has_no_unit(text):
    assert unit_of(text) is None or Signs(".", unit_of(text)).read(text) is None


@pytest.mark.parametrize(
    ("texts", "decimal", "signs"),
    [
        (["1.5", "2"], ".", None),
        (["1.5", "error"], ".", None),
        (["$1.50", "$2"], ".", Signs(".", "$")),
        (["1.5", "(2.5)"], ".", Signs(".", "")),
        (["1.234,5 \u20ac", "2 \u20ac"], ".", Signs(",", "\u20ac")),
        (["5 kg", "6 kg", "7"], ",", Signs(",", "kg")),
        (["1,234", "5,678"], ".", Signs(".", "")),
        (["red", "blue"], ".", None),
        ([], ".", None),
    ],
)
def test_the_signs_of_a_column_are_those_that_read_most_cells(texts, decimal, signs):
    counts = dict.fromkeys(texts, 1)
    assert signs_of(counts, decimal, number_pattern(decimal, "")) == signs


CELLS = st.text("0123456789.,-+()$%eE \u2212kgs", max_size=9)


@settings(max_examples=150)
@given(CELLS, st.sampled_from([Signs(decimal, unit) for decimal in ".," for unit in ("", "$", "kg", "%")]))
def test_a_pattern_means_the_same_to_python_and_to_rust_and_reads_plain_numbers_as_they_are(text, signs):
    rust = pl.Series([text]).str.contains(f"^{signs.pattern}$").item()
    assert rust == bool(re.fullmatch(signs.pattern, text))
    if re.fullmatch(number_pattern(".", ""), text) and signs.decimal == ".":
        assert signs.read(text) == float(text)


def test_units_that_are_none_compile_no_patterns(monkeypatch):
    compiled = []
    monkeypatch.setattr(re, "compile", lambda *pattern: compiled.append(pattern))
    assert [unit_of(f"12{letter}b{letter}") for letter in "acdef"] == ["aba", "cbc", "dbd", "ebe", "fbf"]
    assert unit_of("12ab3") is None
    assert not compiled
