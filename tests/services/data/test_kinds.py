import pandas as pd
import pytest

from services.data import kinds

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["1", "2.5", "-3", "+4", "1e5", ".5", "6."], "number"),
        (["1", None, "", " ", "2"], "number"),
        ([" 1 ", "2"], "number"),
        ([None, "", "  "], "empty"),
        (["1", "2", "three"], "category"),
        (["1", "NA"], "category"),
        (["1", "nan"], "category"),
        (["1", "inf"], "category"),
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
        (["very good indeed", "not so good"] * 50, "category"),
        ([f"u{letter}" for letter in LETTERS], "category"),
    ],
)
def test_the_kind_is_what_every_cell_says(cells, kind):
    assert kinds.infer(kinds.present(pd.Series(cells, dtype="str"))) == kind


def test_one_text_far_down_makes_a_column_of_numbers_no_number_column():
    cells = pd.Series([str(number) for number in range(5000)] + ["x"], dtype="str")
    assert kinds.infer(kinds.present(cells)) == "category"


def test_present_cells_are_trimmed_and_the_others_left_out():
    assert kinds.present(pd.Series([" a ", None, " ", "", "b"], dtype="str")).tolist() == ["a", "b"]


@pytest.mark.parametrize(("cells", "whole"), [(["1", "-2"], True), (["1", "2.0"], False)])
def test_whole_numbers_are_written_without_a_point(cells, whole):
    assert kinds.is_whole(pd.Series(cells, dtype="str")) is whole
