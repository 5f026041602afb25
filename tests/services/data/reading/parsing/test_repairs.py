import pytest

from services.data.reading.parsing.repairs import Repair, has_rejected_rows


@pytest.mark.parametrize(
    ("kinds", "rejected"),
    [
        ([], False),
        (["stray_quote", "nul", "no_header"], False),
        (["stray_quote", "ragged_row"], True),
        (["preamble"], True),
        (["second_header"], True),
        (["blank_row", "short_row"], False),
    ],
)
def test_ragged_rows_and_preambles_are_rejected(kinds, rejected):
    assert has_rejected_rows(Repair(kind, 1) for kind in kinds) is rejected
