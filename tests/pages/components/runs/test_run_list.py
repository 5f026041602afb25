from datetime import UTC, datetime
from typing import get_args

import pytest

from components.runs import run_list
from components.runs.run_list import BADGES
from services.text.messages.algorithms import algorithm_title
from services.text.messages.runs import state_title
from services.vertex.training import Run, State


def run(algorithm: str) -> Run:
    now = datetime(2026, 1, 31, tzinfo=UTC)
    return Run("a/1", "Sorter", "running", now, now, None, "", "7", algorithm, "", "", "", "", "")


def test_each_state_has_a_badge() -> None:
    assert set(BADGES) == set(get_args(State))


@pytest.mark.parametrize("algorithm", ["linear", "quantum"])
def test_a_run_is_listed_by_its_name_algorithm_and_state(algorithm: str) -> None:
    start = f"Sorter · {algorithm_title(algorithm)} · {state_title('running')} · "
    assert run_list._title(run(algorithm)).startswith(start)
