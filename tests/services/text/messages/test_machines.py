"""A machine type reads with its size and price."""

from services.pricing import Machine
from services.text.i18n import use_language
from services.text.messages.machines import cloud_cost, machine_title


def test_a_machine_has_its_size_and_its_price_in_the_title() -> None:
    machine = Machine("n1-standard-2", 2, 7.5, 0.1092)
    assert machine_title(machine) == "n1-standard-2 · 2 vCPU · 7.5 GB · $0.11/h"


def test_a_local_run_says_what_it_would_cost_in_the_cloud() -> None:
    text = cloud_cost(Machine("n1-standard-2", 2, 7.5, 0.1092))
    assert "$0.11" in text
    assert "n1-standard-2" in text


def test_the_numbers_are_written_by_the_locale() -> None:
    with use_language("de"):
        assert "7,5 GB" in machine_title(Machine("n1-standard-2", 2, 7.5, 0.1092))
