"""Many visitors at once, each of whom opens another page every three seconds."""

from itertools import chain

import numpy as np
import pytest

from bench import sessions


@pytest.mark.soak
@pytest.mark.local("Google serves no pages")
def test_fifty_sessions_see_a_page_within_two_seconds_for_ten_minutes(tmp_path):
    taken = sessions.times(tmp_path, 50, round(600 / sessions.PAUSE))
    assert np.percentile(list(chain.from_iterable(taken.values())), 95) < 2000
