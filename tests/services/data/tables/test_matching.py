import polars as pl
import pytest

from services.data.tables.matching import matches


@pytest.mark.parametrize("times", [1, 500])
def test_few_and_many_texts_are_matched_alike(times):
    texts = pl.Series(["12", "a1", ""] * times)
    assert matches(texts, r"^\d+$").tolist() == [True, False, False] * times


def test_no_texts_match_nothing():
    assert matches(pl.Series([], dtype=pl.String), "x").tolist() == []
