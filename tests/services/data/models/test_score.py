"""A score is read from an object's metadata, or there is none."""

import pytest

from services.data.models.score import Score, read_score


@pytest.mark.parametrize(
    ("metadata", "score"),
    [
        ({"metric": "accuracy", "value": "0.91"}, Score("accuracy", 0.91)),
        ({"metric": "R²", "value": "-1e-3", "more": "x"}, Score("r2", -0.001)),
        ({"metric": "accuracy"}, None),
        ({"value": "0.91"}, None),
        ({"metric": "", "value": "0.91"}, None),
        ({"metric": "accuracy", "value": "high"}, None),
        ({"metric": "accuracy", "value": "nan"}, None),
        ({}, None),
    ],
)
def test_metadata_has_a_score_or_none(metadata, score):
    assert read_score(metadata) == score


def test_the_best_score_ranks_first():
    assert Score("accuracy", 0.9).rank < Score("accuracy", 0.7).rank
    assert Score("mae", 5.0).rank < Score("mae", 7.0).rank
