from typing import get_args

import pytest

from services.data.associations.measures import Measure
from services.text.messages.associations import left_out_note, measure_note


@pytest.mark.parametrize("measure", get_args(Measure))
def test_each_measure_is_explained_with_its_target(measure):
    assert "“label”" in measure_note(measure, "label")


def test_associations_that_are_not_shown_are_counted():
    assert left_out_note(1) == "1 weaker association isn't shown."
    assert left_out_note(1234) == "1,234 weaker associations aren't shown."
