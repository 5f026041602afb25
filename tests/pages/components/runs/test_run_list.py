from datetime import UTC, datetime
from typing import get_args

import pytest

from components.runs import run_list
from components.runs.run_list import BADGES, algorithm_title
from services.vertex.training import Run, State


def run(algorithm: str) -> Run:
    now = datetime(2026, 1, 31, tzinfo=UTC)
    return Run("a/1", "Sorter", "running", now, now, None, "", "7", algorithm, "", "", "", "", "")


def test_each_state_has_a_badge() -> None:
    assert set(BADGES) == set(get_args(State))


def test_an_algorithm_has_its_title_and_an_unknown_one_its_name() -> None:
    assert algorithm_title(run("forest")) != "forest"
    assert algorithm_title(run("quantum")) == "quantum"


@pytest.mark.parametrize("algorithm", ["linear", "quantum"])
def test_a_run_is_listed_by_name_and_algorithm(algorithm: str) -> None:
    title = run_list._title(run(algorithm))
    assert title.startswith(f"Sorter · {algorithm_title(run(algorithm))} · ")
