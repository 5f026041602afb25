import numpy as np
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.data.profile import byte_views
from services.data.profile.byte_views import SPACE, Signs
from services.data.profile.column_block import Cells, trimmed

texts = st.text(st.sampled_from("a7. \t\x1c\x85\u3000한あé@"), max_size=20)


@given(st.lists(texts | st.none(), max_size=8))
def test_views_tell_lengths_and_first_bytes(cells):
    found = byte_views.views(pl.Series(["x", *cells], dtype=pl.String).slice(1))
    encoded = [(cell or "").encode() for cell in cells]
    assert byte_views.lengths(found).tolist() == [len(each) for each in encoded]
    assert [bytes(row[4 : 4 + min(4, len(each))]) for row, each in zip(found, encoded, strict=True)] == [
        each[:4] for each in encoded
    ]


@given(st.lists(texts | st.none(), max_size=8))
def test_views_hold_what_stands_in_a_short_text(cells):
    found = byte_views.hold(byte_views.views(pl.Series(cells, dtype=pl.String)), ".7")
    if any(len((cell or "").encode()) > 12 for cell in cells):
        assert found is None
    else:
        assert found == any(sign in (cell or "") for cell in cells for sign in ".7")


@given(st.lists(texts, max_size=8))
def test_bare_texts_are_never_stripped_of_anything(cells):
    bare = Signs(pl.Series(cells, dtype=pl.String)).bare()
    assert not bare or [cell.strip() for cell in cells] == cells


@pytest.mark.parametrize("space", SPACE)
@pytest.mark.parametrize("cell", ["{}a", "a{}", "한{}", "{}"])
def test_a_text_beside_any_white_space_is_not_bare(cell, space):
    assert not Signs(pl.Series(["b", cell.format(space), "c"])).bare()


@pytest.mark.parametrize("cells", [["한국어", "값"], ["naïve", "Größe"], ["7", "-1"], ["", ""], []])
def test_texts_of_any_script_without_white_space_around_them_are_bare(cells):
    assert Signs(pl.Series(cells, dtype=pl.String)).bare()


@given(st.lists(texts, max_size=8))
def test_signs_are_those_of_the_bytes(cells):
    found = Signs(pl.Series(["skipped", *cells], dtype=pl.String).slice(1))
    encoded = [cell.encode() for cell in cells]
    assert found.lengths.tolist() == [len(each) for each in encoded]
    assert bytes(found.written) == b"".join(encoded)
    assert (found.plain, found.hold("@")) == ("".join(cells).isascii(), "@" in "".join(cells))
    assert found.digits() == all(cell and set(cell) <= set("0123456789") for cell in cells)
    for place in range(3):
        known = [place < len(each) for each in encoded]
        assert found.sign(place)[known].tolist() == [each[place] for each in encoded if place < len(each)]


@given(st.lists(texts | st.none(), max_size=8), st.booleans())
def test_cells_are_present_and_counted_without_white_space(cells, many):
    cells = cells * 300 if many else cells  # many are not handled one by one
    series = pl.Series("name", cells, dtype=pl.String)
    stripped = [text for cell in cells if cell is not None and (text := cell.strip())]
    assert Cells(series).present.to_list() == stripped
    different, counts = Cells(series).counted
    assert dict(zip(different.to_list(), counts.tolist(), strict=True)) == {
        text: stripped.count(text) for text in set(stripped)
    }
    assert trimmed(pa.array(cells, pa.string())).to_pylist() == [
        (cell or "").strip() or None for cell in cells
    ]


def test_more_different_cells_than_are_handled_one_by_one_are_counted():
    series = pl.Series([f" {number}" for number in range(1500)] * 2 + [None, " "])
    different, counts = Cells(series).counted
    assert sorted(different.to_list(), key=int) == [str(number) for number in range(1500)]
    assert counts.tolist() == [2] * 1500
    assert np.array_equal(Cells(series).present.to_numpy(), [str(number) for number in range(1500)] * 2)
