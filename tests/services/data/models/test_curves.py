import pytest

from services.data.models.curves import CalibrationBin, Threshold, class_curves

CONTENT = {
    "class": "yes",
    "positives": 2,
    "negatives": 3,
    "thresholds": [[0.9, 1, 0], [0.2, 2, 3]],
    "calibration": [[0.1, 0.0, 3], [0.9, 1.0, 2]],
}


def test_an_entry_becomes_counts_and_the_curves_that_follow_from_them():
    curves = class_curves(CONTENT)
    assert curves.thresholds == (Threshold(0.9, 1, 0), Threshold(0.2, 2, 3))
    assert curves.calibration == (CalibrationBin(0.1, 0.0, 3), CalibrationBin(0.9, 1.0, 2))
    assert curves.roc == ((0, 0), (0, 0.5), (1, 1))
    assert curves.precision_recall == ((0.5, 1), (1, 0.4))
    assert curves.gain == ((0, 0), (0.2, 0.5), (1, 1))
    assert curves.prevalence == 0.4


@pytest.mark.parametrize(
    "change", [{"positives": 0}, {"negatives": 0}, {"thresholds": [[1]]}, {"class": None, "positives": "x"}]
)
def test_an_invalid_entry_is_refused(change):
    with pytest.raises(ValueError, match=r".+"):
        class_curves({**CONTENT, **change})
