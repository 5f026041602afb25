import pytest

from services.data.models.metrics import METRICS, metric_code


@pytest.mark.parametrize("code", METRICS)
def test_a_code_stands_for_itself(code):
    assert metric_code(code) == code


def test_a_name_that_no_trainer_wrote_stays():
    assert metric_code("speed") == "speed"
