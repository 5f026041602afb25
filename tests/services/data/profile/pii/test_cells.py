import numpy as np
import pandas as pd
import polars as pl
import pytest

from services.data.profile import pii, profile
from services.data.tables.joined_texts import JoinedTexts
from services.data.tables.writing import store


def count(*cells):
    column = joined(cells)
    counts = pii.numbers(column, [""]).get(0, {}) | {"mail": pii.mails(column)[0]}
    return {kind: number for kind, number in counts.items() if number}


def joined(*columns):
    return JoinedTexts([(pl.Series(cells, dtype=pl.String), np.ones(len(cells), int)) for cells in columns])


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("ann@example.com", "mail"),
        ("write to kim.lee+a@mail.example.co.kr, please", "mail"),
        ("문의: 홍길동@회사.한국", "mail"),
        ("tel.010-1234-5678", "phone"),
        ("배송 전에 010-1234-5678로 전화 주세요", "phone"),
        ("reach me at 010-1234-5678- or at the door", "phone"),
        (f"{'So it went on. ' * 5000}Call 010-1234-5678.", "phone"),
        (f"{'So it went on. ' * 5000}Write to ann@example.com.", "mail"),
        ("주민번호 9001011234568 입니다", "resident number"),
        ("010-1234-5678", "phone"),
        ("01012345678", "phone"),
        ("+82 10 1234 5678", "phone"),
        ("+1 (415) 555-2671", "phone"),
        ("02-123-4567", "phone"),
        ("900101-1234568", "resident number"),
        ("991231-2000000", "resident number"),
        ("4111 1111 1111 1111", "card number"),
        ("378282246310005", "card number"),
        ("545-80-6211", "social security number"),
        ("his SSN is 131-55-2280, he said", "social security number"),
        ("DE89370400440532013000", "bank account"),
        ("GB29 NWBK 6016 1331 9268 19", "bank account"),
        ("IBAN: FR14 2004 1010 0505 0001 3M02 606", "bank account"),
        ("+49 (0)30 1234567", "phone"),
        ("0049 171 1234567", "phone"),
        ("+33 6 12 34 56 78", "phone"),
        ("+44 20 7946 0958", "phone"),
        ("+48 22 123 45 67", "phone"),
        ("+49 171/1234567", "phone"),
        ("0171/1234567", "phone"),
        ("030 12345678", "phone"),
        ("06 12 34 56 78", "phone"),
        ("06.12.34.56.78", "phone"),
        ("020 7946 0958", "phone"),
        ("(020) 7946 0958", "phone"),
        ("07911 123456", "phone"),
        ("044 668 18 00", "phone"),
        ("070-123 45 67", "phone"),
    ],
)
def test_each_sort_of_personal_data_is_known(cell, kind):
    assert count(cell, "nothing") == {kind: 1}


def test_numbers_that_are_right_by_chance_are_not_counted():
    numbers = [f"4{number * 7_919_919_919_919 % 10**15:015}" for number in range(1, 201)]
    assert count(*numbers) == {}
    assert count(*(f"no {number % 10**13:013}" for number in range(9001011000000, 9001013000000, 9973))) == {}


@pytest.mark.parametrize(
    "cell",
    [
        "@home",
        "a@b",
        "2026-01-05 10:00:00",
        "192.168.100.200",
        "1234567890",
        "901301-1234567",
        "900230-1234567",
        "4111 1111 1111 1112",
        "1111 1111 1111 1111",
        "3.141592653589793",
        "000-12-3456",
        "666-12-3456",
        "912-12-3456",
        "123-00-4567",
        "DE89370400440532013001 is wrong",
        "GB29 NWBK 6016 1331 9268 18, of some bank",
        "0-306-40615-2",
        "978-0-306-40615-7",
        "0012345678905",
        "0345339681",
        "09-12-2012 10:30",
        "01/02/2026 10:30:00",
        "2012-09-12 10:30:00",
        "100 000 000",
        "1.234.567,89",
        "7732-18-5 and 64-17-5",
        "52.5200066, 13.4049540",
        "",
    ],
)
def test_what_only_looks_alike_is_not_counted(cell):
    assert count(cell) == {}


WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)


def resident(first: int, last: int) -> str:
    """Return a made-up resident number: a day, six more digits and the right check digit."""
    digits = f"{first:06}{last:06}"
    check = (11 - sum(int(each) * weight for each, weight in zip(digits, WEIGHTS, strict=True)) % 11) % 10
    return f"{digits}{check}"


def profiled(cells):
    return profile(store(pd.DataFrame({"c": pd.Series(cells, dtype="str")}))).columns[0]


NUMBERS = [resident(700101 + n % 28 + n % 12 * 100, 100_000 + n * 37) for n in range(60)]
# A spreadsheet takes the zero away from the numbers of those born in the year 2000 and later.
BARE = [str(int(resident(50_101 + n % 28 + n % 12 * 100, 300_000 + n * 37))) for n in range(60)]
RANDOM = [str(number) for number in np.random.default_rng(7).integers(10**12, 10**13, 400)]


@pytest.mark.parametrize(
    ("cells", "count"),
    [
        (NUMBERS, 60),
        ([*NUMBERS, *BARE, ""], 120),
        ([*NUMBERS, "8001011234567"], 60),
        ([*NUMBERS, "7"], 0),
        (RANDOM, 0),
        ([str(1_712_100_000_000 + n * 977) for n in range(400)], 0),
        ([f"{number}.5" for number in NUMBERS], 0),
    ],
    ids=["all", "without their zero", "one too new", "not all", "other numbers", "moments", "fractions"],
)
def test_bare_resident_numbers_of_a_number_column_are_told_by_their_check_digits(cells, count):
    counts = profiled(cells)
    assert counts.kind == "number"
    assert dict(counts.personal) == ({"resident number": count} if count else {})


def test_bare_card_numbers_of_fifteen_digits_are_told_by_their_check_digits():
    assert dict(profiled(["378282246310005", "371449635398431"]).personal) == {"card number": 2}
    assert profiled(["378282246310006", "371449635398432"]).personal == ()


@pytest.mark.parametrize(
    ("column", "cells", "kind"),
    [
        ("phone", ["612 34 56 78", "91 123 45 67", "347 1234567"], "phone"),
        ("Customer Phone", ["4155552671 ", "4155552672", "x"], "phone"),
        ("mobile_number", ["010.1234.5678", "6123456789 (0)"], "phone"),
        ("전화번호", ["031 123 4567", "15881234567890 "], "phone"),
        ("amount", ["612 34 56 78", "91 123 45 67", "x"], None),
        ("phone_model", ["1234567890 x", "123456789012 x"], None),
    ],
)
def test_a_column_named_like_phone_numbers_holds_them_however_they_are_written(column, cells, kind):
    counts = pii.numbers(joined(cells), [column]).get(0, {})
    assert {name for name, number in counts.items() if number} == ({kind} if kind else set())


@pytest.mark.parametrize(
    ("column", "first", "kind"),
    [
        ("phone", 4_155_552_671, "phone"),
        ("telephone_no", 612_345_678, "phone"),
        ("ssn", 545_806_211, "social security number"),
        ("phone_bill", 4_155_552_671, None),
        ("phone", 12, None),
        ("session", 545_806_211, None),
    ],
)
def test_bare_numbers_are_told_by_the_name_of_their_column(column, first, kind):
    numbers = [str(first + 7919 * n % 100_000) for n in range(60)]
    (described,) = profile(store(pd.DataFrame({column: pd.Series(numbers, dtype="str")}))).columns
    assert dict(described.personal) == ({kind: 60} if kind else {})


def test_a_column_of_accounts_is_told_by_their_lengths_and_codes_of_another_length_are_not():
    accounts = [f"DE{10 + n}{250565686386993879277 + n:018}"[:22] for n in range(50)]
    assert count(*accounts) == {"bank account": 50}
    assert count(*(account[:-2] for account in accounts)) == {}
    assert count(*accounts[:3], *(f"order {n:012}" for n in range(50))) == {}


@pytest.mark.parametrize(
    "cell",
    [
        "tel.010-1234-5678",
        "900101-1234568",
        "4111 1111 1111 1111",
        "his SSN is 131-55-2280, he said",
        "GB29 NWBK 6016 1331 9268 19",
        "+49 (0)30 1234567",
    ],
)
def test_a_long_column_has_the_personal_data_of_its_cells(cell):
    alone = count(cell)
    assert alone
    assert count(*[cell] * 300) == {kind: 300 * number for kind, number in alone.items()}


def test_columns_beside_each_other_have_the_personal_data_that_they_have_alone():
    columns = [["900101-1234568", "x"], ["612 34 56 78"], ["red"], ["010-1234-5678", "4111 1111 1111 1111"]]
    names = ["a", "phone", "c", "d"]
    together = pii.numbers(joined(*columns), names)
    for place, (cells, name) in enumerate(zip(columns, names, strict=True)):
        assert together.get(place) == pii.numbers(joined(cells), [name]).get(0)
    assert set(together) == {0, 1, 3}
