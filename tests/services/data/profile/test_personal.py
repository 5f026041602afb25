import numpy as np
import polars as pl
import pytest

from services.data.profile import personal


def count(*cells):
    texts, weights = pl.Series(cells, dtype=pl.String), np.ones(len(cells), int)
    mails = texts.to_frame("text").select(personal.MAIL).to_series()
    found = personal.numbers(texts, weights) | {"mail": personal.mails(texts.filter(mails), weights[mails])}
    return {sort: number for sort, number in found.items() if number}


@pytest.mark.parametrize(
    ("cell", "sort"),
    [
        ("ann@example.com", "mail"),
        ("write to kim.lee+a@mail.example.co.kr, please", "mail"),
        ("010-1234-5678", "phone"),
        ("01012345678", "phone"),
        ("+82 10 1234 5678", "phone"),
        ("+1 (415) 555-2671", "phone"),
        ("02-123-4567", "phone"),
        ("900101-1234568", "resident number"),
        ("991231-2000000", "resident number"),
        ("4111 1111 1111 1111", "card number"),
        ("378282246310005", "card number"),
    ],
)
def test_each_sort_of_personal_data_is_known(cell, sort):
    assert count(cell, "nothing") == {sort: 1}


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
        "",
    ],
)
def test_what_only_looks_alike_is_not_counted(cell):
    assert count(cell) == {}
