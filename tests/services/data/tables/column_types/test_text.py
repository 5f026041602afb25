import pandas as pd
import pytest

from services.data.profile import profile
from services.data.tables.writing import store


def column(cells):
    return profile(store(pd.DataFrame({"c": pd.Series(cells, dtype="str")}))).columns[0]


LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["1", "2.5", "-3", "+4", "1e5", ".5", "6."], "number"),
        (["1", None, "", " ", "2"], "number"),
        ([" 1 ", "2"], "number"),
        ([None, "", "  "], "empty"),
        (["1", "2", "three"], "category"),
        (["1", "NA"], "number"),
        (["-", "?", "."], "empty"),
        (["red", "NA"], "category"),
        (["2026-01-31", "N/A"], "date"),
        (["1", "nan"], "number"),
        (["1", "inf", "-Infinity"], "number"),
        (["1,5", "2,5"], "category"),
        (["02139", "10001"], "category"),
        (["0", "0.5", "10"], "number"),
        (["9007199254740993123", "1"], "category"),
        (["2026-01-31", "2025-12-01"], "date"),
        (["2026-01-31T10:00:00Z", "2026-01-31T11:00:00+09:00"], "date"),
        (["31/01/2026", "01/02/2026"], "date"),
        (["2026-01-31", "soon"], "category"),
        (["red", "green", "red", "blue"], "category"),
        (["the red one I saw", "a green one there"], "text"),
        (["배송이 정말 빨라요", "화면이 자꾸 꺼집니다"], "text"),
        (
            [
                "今日はとても良い天気ですから公園へ散歩に行きましょうね",
                "この製品の品質は非常に素晴らしいと思いますよ皆さん",
            ],
            "text",
        ),
        (["品質が良い。", "二度と買わない。", "すぐ壊れた。色が違う。", "また買います。軽い。"], "text"),
        (["สินค้าดีมากค่ะ", "ส่งช้าไปหน่อยครับ"], "text"),
        (["東京都", "大阪府", "北海道"], "category"),
        (["20260131", "20251201", "NA"], "date"),
        (["20260131", "20251301"], "number"),
        (["20260131", "5"], "number"),
        (["20260131123000", "20251201000000"], "date"),
        (["29oct2018", "01JAN2019"], "date"),
        (["1", "1.7976931348623157e308"], "number"),
        (["10E10", "12E12"], "category"),
        (["1e5", "2E-3"], "number"),
        (["very good indeed", "not so good"] * 50, "category"),
        ([f"u{letter}" for letter in LETTERS], "category"),
    ],
)
def test_the_kind_is_what_every_cell_says(cells, kind):
    assert column(cells).kind == kind


def test_one_text_far_down_makes_a_column_of_numbers_no_number_column():
    cells = [str(number) for number in range(5000)] + ["x"]
    assert column(cells).kind == "category"


def test_one_number_far_down_makes_a_column_of_compact_dates_numbers_again():
    cells = ["20260131"] * 40_000 + ["7"]
    assert column(cells).kind == "number"


def test_white_space_around_a_cell_is_no_part_of_its_value():
    found = column([" a ", None, " ", "", "b", "a"])
    assert (found.missing, found.top) == (3, (("a", 2), ("b", 1)))


@pytest.mark.parametrize(("cells", "whole"), [(["1", "-2"], True), (["1", "2.0"], False)])
def test_whole_numbers_are_written_without_a_point(cells, whole):
    assert column(cells).whole is whole
