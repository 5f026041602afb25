"""Each sample has a title and a description."""

import pytest

from services.data.samples.samples import SAMPLES
from services.text.i18n import use_language
from services.text.messages.samples import sample_description, sample_title


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.key)
def test_a_sample_has_a_title_and_a_description(sample):
    with use_language("en"):
        assert sample_title(sample.key) == sample.title
        assert sample_description(sample.key).endswith(".")
