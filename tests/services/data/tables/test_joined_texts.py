import numpy as np
import polars as pl

from services.data.tables.joined_texts import JoinedTexts

COLUMNS = (["12", "a1", "é2"], [], ["007", "42"], ["x"])


def joined(*columns):
    return JoinedTexts(
        [(pl.Series(texts, dtype=pl.String), np.arange(1, len(texts) + 1)) for texts in columns]
    )


def test_masks_are_of_the_texts_of_all_columns_one_after_the_other():
    texts = joined(*COLUMNS)
    assert texts.digits.tolist() == [2, 1, 1, 3, 2, 0]
    assert texts.of_digits.tolist() == [False, False, False, True, True, False]
    assert texts.ascii.tolist() == [True, True, False, True, True, True]


def test_a_pattern_is_matched_among_the_texts_of_a_mask_alone():
    texts = joined(*COLUMNS)
    among = np.array([True, True, False, True, False, True])
    assert texts.matching("2|7", among).tolist() == [True, False, False, True, False, False]
    assert not texts.matching("2|7", np.zeros(6, bool)).any()


def test_a_mask_is_counted_by_column_with_the_weights_of_its_texts():
    texts = joined(*COLUMNS)
    assert texts.totals(np.array([True, False, True, False, True, False])) == [4, 0, 2, 0]


def test_the_parts_of_a_mask_leave_out_columns_without_a_text_of_it():
    texts = joined(*COLUMNS)
    parts = texts.parts(np.array([False, True, True, False, True, False]))
    assert [(column, places.tolist(), cells.to_list()) for column, places, cells in parts] == [
        (0, [1, 2], ["a1", "é2"]),
        (2, [4], ["42"]),
    ]


def test_columns_without_a_text_have_none_of_anything():
    texts = joined([], [])
    nothing = np.zeros(0, bool)
    assert texts.digits.tolist() == texts.of_digits.tolist() == texts.ascii.tolist() == []
    assert texts.totals(nothing) == [0, 0]
    assert texts.parts(nothing) == []
