"""A table has the height that Streamlit would give it, so that its place is reserved before it is drawn."""

import pytest

from components.shared import table_frame


@pytest.mark.parametrize(("rows", "height"), [(0, 35), (2, 101), (6, 233), (10, 365), (11, 375), (5000, 375)])
def test_a_table_is_as_high_as_its_rows_up_to_ten(rows: int, height: int) -> None:
    assert table_frame.height(rows) == height
