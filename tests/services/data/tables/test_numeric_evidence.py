import numpy as np
import polars as pl

from services.containers.trainer.signed_numbers import Signs
from services.data.tables import numeric_evidence
from services.data.tables.joined_texts import JoinedTexts
from services.data.tables.numbers import PLAIN


def test_numbers_that_stand_among_texts_are_counted_with_their_weight():
    texts = pl.Series(["1.5", "red", "12%", "$1,200", "inf", "007"])
    (evidence,) = numeric_evidence.evidence(JoinedTexts([(texts, np.array([2, 3, 4, 5, 6, 7]))]), PLAIN)
    assert (evidence.number, evidence.infinite, evidence.code, evidence.example) == (2, 6, 7, "12%")
    assert evidence.signed[Signs(".", "%")] == 4
    assert evidence.signed[Signs(".", "$")] == 5
    assert evidence.signed[Signs(",", "$")] == 5
