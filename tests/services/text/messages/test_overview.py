from typing import get_args

import pytest

from services.text.messages.overview import StepName, step_text


@pytest.mark.parametrize("step", get_args(StepName))
def test_each_step_has_a_title_and_a_description(step):
    text = step_text(step, 0)
    assert text.title
    assert text.description


@pytest.mark.parametrize("step", ["data", "train", "deploy"])
def test_results_are_counted(step):
    assert step_text(step, 1).results.startswith("1 ")
    assert step_text(step, 1200).results.startswith("1,200 ")
    assert step_text(step, 1200).results.endswith("s")
