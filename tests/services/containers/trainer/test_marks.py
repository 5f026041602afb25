import pytest

from services.containers.trainer.marks import marks_among


@pytest.mark.parametrize(
    ("values", "marks"),
    [
        (["a", "b", "?", "N/A"], {"?", "N/A"}),
        (["a", "b", "none"], set()),
        (["a", "b", "unknown"], set()),
        (["yes", "?"], set()),
        (["some", "None", "nan"], set()),
        (["?", "-"], set()),
        ([], set()),
    ],
)
def test_marks_mean_missing_beside_two_values_or_more(values, marks):
    assert marks_among(values) == marks
