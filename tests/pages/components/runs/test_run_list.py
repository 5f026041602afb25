from typing import get_args

from components.runs.run_list import BADGES
from services.vertex.training import State


def test_each_state_has_a_badge() -> None:
    assert set(BADGES) == set(get_args(State))
