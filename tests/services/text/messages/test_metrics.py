import pytest

from services.data.models.metrics import METRICS
from services.text.messages.metrics import EXPLANATIONS, TITLES, metric_explanation, metric_title


def test_each_metric_of_the_trainer_has_a_title_and_an_explanation():
    assert set(TITLES) == set(EXPLANATIONS) == set(METRICS)


@pytest.mark.parametrize("code", METRICS)
def test_a_metric_is_explained(code):
    assert metric_title(code) != code
    assert metric_explanation(code)


def test_an_unknown_metric_is_shown_by_its_name_alone():
    assert (metric_title("speed"), metric_explanation("speed")) == ("speed", None)
