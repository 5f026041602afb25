import numpy as np
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.data.profile.column_block import ColumnBlock
from services.data.tables import byte_views
from services.data.tables.byte_views import SPACE, TextBytes, trimmed

texts = st.text(st.sampled_from("a7. \t\x1c\x85\u3000한あé@"), max_size=20)


@given(st.lists(texts | st.none(), max_size=8))
def test_views_hold_lengths_and_first_bytes(cells):
    views = byte_views.views(pl.Series(["x", *cells], dtype=pl.String).slice(1))
    encoded = [(cell or "").encode() for cell in cells]
    assert byte_views.lengths(views).tolist() == [len(text) for text in encoded]
    assert [bytes(row[4 : 4 + min(4, len(text))]) for row, text in zip(views, encoded, strict=True)] == [
        text[:4] for text in encoded
    ]


@given(st.lists(st.lists(texts | st.none(), min_size=2, max_size=2), min_size=1, max_size=4))
def test_columns_contain_the_characters_of_their_texts(columns):
    cells = pl.Series([cell for column in columns for cell in column], dtype=pl.String)
    contain = byte_views.contain_any(cells, byte_views.views(cells), ".7", len(columns))
    assert contain.tolist() == [
        any(sign in (cell or "") for cell in column for sign in ".7") for column in columns
    ]


@given(st.lists(texts, max_size=8))
def test_trimmed_texts_have_no_white_space_around_them(cells):
    are_trimmed = TextBytes(pl.Series(cells, dtype=pl.String)).are_trimmed()
    assert not are_trimmed or [cell.strip() for cell in cells] == cells


@pytest.mark.parametrize("space", SPACE)
@pytest.mark.parametrize("cell", ["{}a", "a{}", "한{}", "{}"])
def test_a_text_beside_any_white_space_is_not_trimmed(cell, space):
    assert not TextBytes(pl.Series(["b", cell.format(space), "c"])).are_trimmed()


@pytest.mark.parametrize("cells", [["한국어", "값"], ["naïve", "Größe"], ["7", "-1"], ["", ""], []])
def test_texts_of_any_script_without_white_space_around_them_are_trimmed(cells):
    assert TextBytes(pl.Series(cells, dtype=pl.String)).are_trimmed()


@given(st.lists(texts, max_size=8))
def test_the_bytes_are_those_of_the_texts(cells):
    text_bytes = TextBytes(pl.Series(["skipped", *cells], dtype=pl.String).slice(1))
    encoded = [cell.encode() for cell in cells]
    assert text_bytes.lengths.tolist() == [len(text) for text in encoded]
    assert bytes(text_bytes.joined) == b"".join(encoded)
    assert (text_bytes.is_ascii, text_bytes.contain("@")) == ("".join(cells).isascii(), "@" in "".join(cells))
    assert text_bytes.all_digits() == all(cell and set(cell) <= set("0123456789") for cell in cells)
    for place in range(3):
        known = [place < len(text) for text in encoded]
        assert text_bytes.byte_at(place)[known].tolist() == [
            text[place] for text in encoded if place < len(text)
        ]


@given(st.lists(texts | st.none(), max_size=8), st.booleans())
def test_cells_are_present_and_counted_without_white_space(cells, many):
    cells = cells * 300 if many else cells  # many are not handled one by one
    series = pl.Series("name", cells, dtype=pl.String)
    stripped = [text for cell in cells if cell is not None and (text := cell.strip())]
    assert ColumnBlock(series).present.to_list() == stripped
    distinct, counts = ColumnBlock(series).value_counts
    assert dict(zip(distinct.to_list(), counts.tolist(), strict=True)) == {
        text: stripped.count(text) for text in set(stripped)
    }
    assert trimmed(pa.array(cells, pa.string())).to_pylist() == [
        (cell or "").strip() or None for cell in cells
    ]


def test_more_distinct_cells_than_a_loop_handles_are_counted():
    series = pl.Series([f" {number}" for number in range(1500)] * 2 + [None, " "])
    distinct, counts = ColumnBlock(series).value_counts
    assert sorted(distinct.to_list(), key=int) == [str(number) for number in range(1500)]
    assert counts.tolist() == [2] * 1500
    assert np.array_equal(ColumnBlock(series).present.to_numpy(), [str(number) for number in range(1500)] * 2)
