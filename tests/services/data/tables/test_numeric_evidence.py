import re

import numpy as np
import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.containers.trainer.signed_numbers import Signs, unit_of
from services.data.tables import numeric_evidence
from services.data.tables.byte_views import TextBytes
from services.data.tables.joined_texts import JoinedTexts
from services.data.tables.numbers import PLAIN


def test_numbers_that_stand_among_texts_are_counted_with_their_weight():
    texts = pl.Series(["1.5", "red", "12%", "$1,200", "inf", "007"])
    (evidence,) = numeric_evidence.evidence(JoinedTexts([(texts, np.array([2, 3, 4, 5, 6, 7]))]), PLAIN)
    assert (evidence.number, evidence.infinite, evidence.code, evidence.example) == (2, 6, 7, "12%")
    assert evidence.signed[Signs(".", "%")] == 4
    assert evidence.signed[Signs(".", "$")] == 5
    assert evidence.signed[Signs(",", "$")] == 5


@given(st.text("01 27.,'$€km²2-()", min_size=1, max_size=12).map(str.strip).filter(bool))
@example("1 000 km²")
@example("(m2 0,5)")
@example("12 m2")
@example("..0 $")
def test_a_text_is_a_number_with_signs_if_it_has_a_unit_or_none_of_all_signs(text):
    texts = pl.Series([text])
    (evidence,) = numeric_evidence.evidence(JoinedTexts([(texts, np.ones(1, np.int64))]), PLAIN)
    may_be = numeric_evidence.likely(TextBytes(texts))[0] and not re.fullmatch(PLAIN.pattern, text)
    assert evidence.example == (text if may_be and unit_of(text) is not None else "")


@pytest.mark.parametrize("codes", [["192.168.100.211", "10.100.200.130"], ["662 344 488", "853 600 622"]])
def test_addresses_and_codes_in_groups_have_no_signs(codes):
    columns = [(pl.Series(texts), np.ones(2, np.int64)) for texts in (codes, ["12 kg", "1 000 kg"])]
    alone, beside = numeric_evidence.evidence(JoinedTexts(columns), PLAIN)
    assert (alone.example, alone.signed) == ("", {})
    assert beside.signed[Signs(".", "kg")] == 2
