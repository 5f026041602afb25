"""Numbers: every way of writing them; the texts survive as they were, the kinds are what people mean."""

from .case import Case, kept, lines


def _column(name: str, *cells: str, kind: str | None = "number", sign: str = ";") -> Case:
    """A column of cells beside one of words."""
    rows = [[cell, word] for cell, word in zip(cells, "abcdefghij", strict=False)]
    data = lines(f"x{sign}w", *[sign.join(row) for row in rows])
    kinds = None if kind is None else [kind, "category"]
    return kept(name, data, "x|w", rows, delimiter=sign, kinds=kinds)


CASES = [
    _column("integers.csv", "1", "-2", "+3", "0"),
    _column("decimals.csv", "1.5", "-2.25", ".5", "3."),
    _column("decimal_commas.csv", "1,5", "-2,25", "0,5", "30,125"),
    _column("thousands_commas.csv", "1,234.50", "2,345,678.00", "12.25"),
    _column("thousands_dots.csv", "1.234,50", "2.345.678,00", "12,25"),
    _column("thousands_spaces.csv", "1 234,50", "2 345 678,00", "12,25"),
    _column("thousands_nbsp.csv", "1\u00a0234,50", "2\u00a0345\u00a0678,00", "12,25"),
    _column("thousands_narrow.csv", "1\u202f234,50", "2\u202f345\u202f678,00", "12,25"),
    _column("thousands_thin.csv", "1\u2009234,50", "2\u2009345\u2009678,00", "12,25"),
    _column("thousands_apostrophes.csv", "1'234.50", "2'345'678.00", "12.25"),
    _column("thousands_repeated.csv", "1,234,567", "2,345,678", "12"),
    _column("thousands_repeated_dots.csv", "1.234.567", "2.345.678", "12"),
    kept(
        "thousands_quoted.csv",
        lines("x,w", '"1,234.50",a', '"2,345.75",b', '"12.00",c'),
        "x|w",
        [["1,234.50", "a"], ["2,345.75", "b"], ["12.00", "c"]],
        kinds=["number", "category"],
    ),
    kept(
        "decimal_commas_quoted.csv",
        lines("x,w", '"1,5",a', '"2,75",b', '"12,0",c'),
        "x|w",
        [["1,5", "a"], ["2,75", "b"], ["12,0", "c"]],
        kinds=["number", "category"],
    ),
    _column("indian_groups.csv", "1,00,000", "12,34,567", "99", kind=None),
    _column("ambiguous_comma.csv", "1,234", "5,678", kind=None),
    _column("ambiguous_dot.csv", "1.234", "5.678"),
    _column("big_ids.csv", "9007199254740993", "9007199254740995", "9007199254740997", kind="category"),
    _column("huge_ids.csv", "12345678901234567890123", "12345678901234567890124", kind="category"),
    _column("leading_zeros.csv", "007", "010", "123", kind="category"),
    _column("zip_codes.csv", "02139", "10001", "94105", kind="category"),
    _column("scientific.csv", "1e5", "2.5E-3", "-3e+8", "6.02e23"),
    _column("hexadecimal.csv", "0x1F", "0xFF", "0x00", kind="category"),
    _column("underscores.csv", "1_000", "2_000", kind="category"),
    _column("currency_dollars.csv", "$1,200.50", "$3.00", "$12.10", kind="category"),
    _column("currency_won.csv", "₩1,200", "₩3,000", "₩500", kind="category"),
    _column("currency_euros.csv", "1.200,50 €", "3,00 €", kind="category"),
    _column("percent.csv", "12%", "7.5%", "100%", kind="category"),
    _column("units.csv", "12 kg", "7 kg", "9 kg", kind="category"),
    _column("fractions.csv", "1/2", "3/4", "5/8", kind=None),
    _column("parentheses.csv", "(12)", "(7)", "5", kind=None),
    _column("minus_after.csv", "12-", "7-", "5", kind=None),
    _column("true_minus.csv", "\u221212", "\u22127", "5", kind=None),
    _column("infinities.csv", "1", "inf", "-inf", "2.5"),
    _column("infinities_long.csv", "1", "Infinity", "-Infinity", "2.5"),
    _column("nans.csv", "1", "NaN", "nan", "2.5"),
    _column("fullwidth_digits.csv", "１２", "３４", kind=None),
    _column("arabic_digits.csv", "٣", "٤", kind=None),
    _column("huge_exponent.csv", "1e308", "1e309", "-1e400", kind=None),
    _column("denormal.csv", "5e-324", "1e-400", "2", kind="number"),
    _column("minus_zero.csv", "-0", "0", "-0.0"),
    _column("long_decimals.csv", "0." + "1" * 40, "0." + "2" * 40),
    _column("million_digits.csv", "1" * 100_000, "2" * 100_000, kind=None),
    _column("spaced.csv", " 1", "2 ", " 3 "),
    _column("booleans.csv", "true", "false", "true", kind="category"),
    _column("yes_no.csv", "yes", "no", "yes", kind="category"),
    _column("versions.csv", "1.2.3", "1.10.0", "2.0.1", kind="category"),
    _column("addresses.csv", "192.168.0.1", "10.0.0.1", kind="category"),
    _column("phones.csv", "010-1234-5678", "010-9876-5432", kind="category"),
    _column("mixed.csv", "1", "two", "3", kind="category"),
    _column("decimal_commas_with_marks.csv", "1,5", "NA", "-2,25", "-"),
    _column("thousands_with_marks.csv", "1,234.50", "N/A", "2,345,678.00", "12.25"),
    kept(
        "precise.csv",
        lines("x,w", "0.1000000000000000055511151231257827,a", "123456789012345.678901,b"),
        "x|w",
        [["0.1000000000000000055511151231257827", "a"], ["123456789012345.678901", "b"]],
    ),
]
